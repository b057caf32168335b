import Policies
import Testing

/// What the language means, said by tests in policies.
struct MeaningTests {
  /// Runs statements and their tests; fails when one fails or there is none.
  private func pass(_ statements: String) {
    let report = PolicyCommands.test(Fixture.sources(statements))
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(!report.text.hasPrefix("0 tests"))
  }

  @Test func `false settles an and, true settles an or, whatever is missing`() {
    pass(
      refuse("facing and live") + refuse("facing or live", id: "R2") + """
        test "a" as_of 2026-01-01 given facing = no expect met R1; undetermined by R2 missing {live}
        test "b" as_of 2026-01-01 given facing = yes expect undetermined by R1 missing {live}; refused by R2
        test "c" as_of 2026-01-01 given nothing expect undetermined by R1, R2 missing {facing, live}
        """)
  }

  @Test func `none is an answer and not the same as not stated`() {
    pass(
      refuse("cap is none or cap > HKD 5") + """
        test "none" as_of 2026-01-01 given cap = none expect refused by R1
        test "below" as_of 2026-01-01 given cap = HKD 4.99 expect met R1
        test "above" as_of 2026-01-01 given cap = HKD 5.01 expect refused by R1
        test "missing" as_of 2026-01-01 given nothing expect undetermined by R1 missing {cap}
        """)
  }

  @Test func `months are clamped to the last day of the month`() {
    pass(
      refuse("end > start + 1 months") + """
        test "leap" as_of 2026-01-01 given start = 2028-01-31, end = 2028-02-29 expect met R1
        test "after" as_of 2026-01-01 given start = 2028-01-31, end = 2028-03-01 expect refused by R1
        test "plain" as_of 2026-01-01 given start = 2027-01-31, end = 2027-03-01 expect refused by R1
        """)
  }

  @Test func `lists are read by or, and, not or`() {
    pass(
      refuse("some l in licences (l.principal and l.class = bank)")
        + refuse("every l in licences (l.principal)", id: "R2")
        + refuse("no l in licences (l.class = bank)", id: "R3") + """
          test "empty" as_of 2026-01-01 given licences = [] expect met R1; refused by R2, R3
          test "not given" as_of 2026-01-01 given nothing
            expect undetermined by R1, R2, R3 missing {licences}
          test "open" as_of 2026-01-01 given licences = [{principal = yes}, {class = bank, principal = no}]
            expect undetermined by R1 missing {licences.class}; met R2, R3
          """)
  }

  @Test func `a count is known once the open records cannot change the answer`() {
    pass(
      refuse("count l in licences (l.principal) >= 2") + """
        test "two" as_of 2026-01-01
          given licences = [{principal = yes}, {principal = yes}, {}] expect refused by R1
        test "perhaps two" as_of 2026-01-01
          given licences = [{principal = yes}, {}] expect undetermined by R1 missing {licences.principal}
        test "never two" as_of 2026-01-01 given licences = [{principal = no}, {}] expect met R1
        """)
  }

  @Test func `a refusal yields to its waiver only once that is recorded`() {
    pass(
      refuse("facing") + """
        waive W of R1 en "w" zh "免" when recorded flexible and live approved_by SFC.approver cite LAW whole
        test "no" as_of 2026-01-01 given facing = yes, live = yes expect refused by R1
        test "yes" as_of 2026-01-01 given facing = yes, live = yes, flexible = yes expect waived R1; not refused
        test "open" as_of 2026-01-01 given facing = yes, flexible = yes
          expect undetermined by R1 missing {live}
        """)
  }

  @Test func `exceptions of exceptions are applied first and two at one level are a conflict`()
    throws
  {
    pass(
      """
      condition C en "c" zh "件" at start when facing cite LAW whole
      except E to C en "e" zh "例" when live cite LAW whole
      except F to E en "f" zh "例" when flexible cite LAW whole
      test "holds" as_of 2026-01-01 given facing = yes, live = no expect conditions = {C}
      test "excepted" as_of 2026-01-01 given facing = yes, live = yes expect conditions = {}; silent C
      test "excepted no more" as_of 2026-01-01
        given facing = yes, live = yes, flexible = yes expect conditions = {C}
      """)
    let set = try Fixture.set(
      """
      condition C en "c" zh "件" at start when facing cite LAW whole
      except E to C en "e" zh "例" when live cite LAW whole
      except F to C en "f" zh "例" when users > 5 cite LAW whole
      """)
    let vocabulary = set.vocabularies[0]
    let day = try #require(CivilDate("2026-01-01"))
    let facts = Facts.read(json: #"{"facing": true, "live": true, "users": 6}"#, vocabulary).facts
    let decision = set.decide(Situation(stage: .start, asOf: day, facts: [.application: facts]))
    #expect(decision.rules.first?.outcome == .conflict)
    #expect(decision.rules.first?.relievedBy == ["E", "F"])
  }

  @Test func `a proposal binds from the day of its adoption`() {
    pass(
      """
      instrument IDEA en "i" zh "意" mark proposal
      refuse R en "r" zh "拒" hard at offer when facing cite IDEA whole adopted by SFC on 2026-03-01
      test "before" as_of 2026-02-28 given facing = yes expect shadow R; fires R; not refused
      test "from then" as_of 2026-03-01 given facing = yes expect refused by R
      """)
  }

  @Test func `parameters and rules follow their days`() {
    pass(
      """
      param limit : int 0..50 en "l" zh "限"
        from 2025-01-01 = 10 cite LAW whole
        from 2026-01-01 = 20 cite LAW whole
      refuse R en "r" zh "拒" soft at offer when users > limit cite LAW whole until 2027-01-01
      test "k-1" as_of 2025-12-31 given users = 9 expect met R
      test "k" as_of 2025-12-31 given users = 10 expect met R
      test "k+1" as_of 2025-12-31 given users = 11 expect refused by R
      test "later" as_of 2026-01-01 given users = 20 expect met R
      test "still" as_of 2026-12-31 given users = 21 expect refused by R
      test "over" as_of 2027-01-01 given users = 21 expect not refused
      """)
  }

  @Test func `a rule is evaluated at its stage and after, never before`() throws {
    let set = try Fixture.set(refuse("facing", at: "offer"))
    let day = try #require(CivilDate("2026-01-01"))
    for stage in Stage.allCases {
      let decision = set.decide(Situation(stage: stage, asOf: day, facts: [:]))
      let expected: Outcome = stage < .offer ? .notEvaluated : .undetermined
      #expect(decision.rules.first?.outcome == expected)
    }
  }

  @Test func `a gate is open until there is evidence`() {
    pass(
      """
      gate G en "g" zh "關" at exit require error_rate <= 2.50% samples >= 1_000 window >= 7 days cite LAW whole
      test "passed" as_of 2026-01-01 given error_rate = measured 2.5% samples 1_000 window 7 days expect met G
      test "failed" as_of 2026-01-01 given error_rate = measured 2.51% samples 1_000 window 7 days
        expect fires G
      test "few" as_of 2026-01-01 given error_rate = measured 9% samples 999 window 7 days
        expect undetermined by G missing {error_rate}
      test "short" as_of 2026-01-01 given error_rate = measured 1% samples 1_000 window 6 days
        expect undetermined by G missing {error_rate}
      test "none" as_of 2026-01-01 given nothing expect undetermined by G missing {error_rate}
      """)
  }

  @Test func `a variation asks what changed, and only there`() {
    pass(
      """
      suspend S en "s" zh "停" at variation when changed(autonomy) and kind_of_change = model cite LAW whole
      test "changed" as_of 2026-01-01 at variation given kind_of_change = model changed autonomy
        expect suspensions = {S}
      test "same" as_of 2026-01-01 at variation given kind_of_change = model changed nothing
        expect suspensions = {}
      test "unknown" as_of 2026-01-01 at variation given kind_of_change = model expect unknown S
      test "elsewhere" as_of 2026-01-01 at exit given kind_of_change = model changed autonomy
        expect suspensions = {}
      """)
  }

  @Test func `a route is certain, possible or neither, and one remit leads`() {
    pass(
      """
      route A to SFC en "a" zh "派" when facing cite LAW whole
      route B to HKMA en "b" zh "派" when live cite LAW whole
      lead L is SFC en "l" zh "主" when autonomy = acts cite LAW whole
      lead M is HKMA en "l" zh "主" when users > 5 cite LAW whole
      lead O otherwise choice en "o" zh "主" cite LAW whole
      test "both" as_of 2026-01-01 given facing = yes, live = yes, autonomy = acts, users = 1
        expect route = {SFC, HKMA}; lead = SFC
      test "two lead" as_of 2026-01-01 given facing = yes, live = yes, autonomy = acts, users = 9
        expect lead conflict
      test "open" as_of 2026-01-01 given facing = yes, autonomy = acts
        expect route includes {SFC}; lead undetermined
      test "chosen" as_of 2026-01-01
        given facing = yes, live = no, autonomy = reads, users = 1, choice = SFC
        expect route = {SFC}; lead = SFC
      test "chosen outside" as_of 2026-01-01
        given facing = yes, live = no, autonomy = reads, users = 1, choice = HKMA expect lead conflict
      """)
  }

  @Test func `clocks and quotas have one value or none`() {
    pass(
      """
      param usual : business_days 1..90 en "u" zh "常" from 2020-01-01 = 20 business_days cite LAW whole
      clock K first_review = usual en "k" zh "鐘" cite LAW whole
        except K1 = 10 business_days en "k" zh "鐘" when facing cite LAW whole
        except K2 = 5 business_days en "k" zh "鐘" when live cite LAW whole
      quota Q gpu_hours = 100 per week en "q" zh "額" cite LAW whole
        except Q1 = 200 en "q" zh "額" when facing cite LAW whole
      test "usual" as_of 2026-01-01 given facing = no, live = no
        expect clock first_review = 20 business_days; quota gpu_hours = 100
      test "first" as_of 2026-01-01 given facing = yes, live = no
        expect clock first_review = 10 business_days; quota gpu_hours = 200
      test "both" as_of 2026-01-01 given facing = yes, live = yes expect clock first_review = conflict
      test "open" as_of 2026-01-01 given facing = no expect clock first_review = undetermined
      """)
  }

  @Test func `two clocks or quotas of one name that hold at once agree or are a conflict`() {
    pass(
      """
      clock K first_review = 20 business_days en "k" zh "鐘" when facing cite LAW whole
      clock L first_review = 20 days en "k" zh "鐘" when live cite LAW whole
        except L1 = 20 business_days en "k" zh "鐘" when users > 5 cite LAW whole
      quota Q gpu_hours = 5 per month en "q" zh "額" when facing cite LAW whole
      quota P gpu_hours = 6 per month en "q" zh "額" when live cite LAW whole
      test "both" as_of 2026-01-01 given facing = yes, live = yes, users = 1
        expect clock first_review = conflict; quota gpu_hours = conflict
      test "both, and they agree" as_of 2026-01-01 given facing = yes, live = yes, users = 6
        expect clock first_review = 20 business_days
      test "one" as_of 2026-01-01 given facing = yes, live = no
        expect clock first_review = 20 business_days; quota gpu_hours = 5
      test "the other is open" as_of 2026-01-01 given facing = yes
        expect clock first_review = undetermined; quota gpu_hours = undetermined
      test "what does not hold is not asked" as_of 2026-01-01 given facing = no, live = yes, users = 1
        expect clock first_review = 20 days; quota gpu_hours = 6
      """)
  }

  @Test func `a choice of the lead waits for its own condition`() throws {
    let rules = """
      route A to SFC en "a" zh "派" when facing cite LAW whole
      lead L otherwise choice en "l" zh "主" when live cite LAW whole

      """
    pass(
      rules + """
        test "open" as_of 2026-01-01 given facing = yes, choice = SFC
          expect lead undetermined; unknown L missing {live}
        test "both open" as_of 2026-01-01 given facing = yes
          expect lead undetermined; unknown L missing {choice, live}
        test "it holds" as_of 2026-01-01 given facing = yes, live = yes, choice = SFC
          expect lead = SFC; fires L
        test "it does not" as_of 2026-01-01 given facing = yes, live = no, choice = SFC
          expect lead undetermined; silent L
        """)
    let set = try Fixture.set(rules)
    let day = try #require(CivilDate("2026-01-01"))
    let facts = Facts.read(json: #"{"facing": true, "choice": "SFC"}"#, set.vocabularies[0]).facts
    let situation = Situation(stage: .exit, asOf: day, facts: [.application: facts])
    #expect(set.decide(situation).lead == .undetermined(missing: ["live"]))
    #expect(set.nextQuestions(situation).map(\.fact) == ["live"])
  }

  @Test func `an exception beside which another is open is no exception yet`() throws {
    let rules = """
      condition C en "c" zh "件" at start when facing cite LAW whole
      except E to C en "e" zh "例" when live cite LAW whole
      except F to C en "e" zh "例" when users > 5 cite LAW whole

      """
    pass(
      rules + """
        test "another is open" as_of 2026-01-01 given facing = yes, live = yes
          expect unknown C missing {users}; conditions = {}
        test "it holds" as_of 2026-01-01 given facing = yes, live = yes, users = 6
          expect conflict C by {E, F}
        test "it does not" as_of 2026-01-01 given facing = yes, live = yes, users = 5
          expect excepted C by {E}
        test "two hold and the rule is open" as_of 2026-01-01 given live = yes, users = 6
          expect unknown C missing {facing}
        test "one holds and the rule is open" as_of 2026-01-01 given live = yes, users = 5
          expect excepted C
        test "nothing is open to except" as_of 2026-01-01 given facing = no, live = yes
          expect silent C
        """)
    let set = try Fixture.set(rules)
    let day = try #require(CivilDate("2026-01-01"))
    let facts = Facts.read(json: #"{"facing": true, "live": true}"#, set.vocabularies[0]).facts
    let situation = Situation(stage: .exit, asOf: day, facts: [.application: facts])
    #expect(set.nextQuestions(situation).map(\.fact) == ["users"])
  }

  @Test func `whether a gate applies rests on evidence as well`() {
    pass(
      """
      gate G en "g" zh "關" at exit when error_rate > 1% require error_rate <= 2.50% samples >= 10
        cite LAW whole
      test "one sample" as_of 2026-01-01 given error_rate = measured 0.5% samples 1
        expect undetermined by G missing {error_rate}
      test "enough" as_of 2026-01-01 given error_rate = measured 0.5% samples 10 expect met G
      test "it applies" as_of 2026-01-01 given error_rate = measured 2.51% samples 10 expect fires G
      """)
  }

  @Test func `a failing test says what came instead`() {
    let report = PolicyCommands.test(
      Fixture.sources(
        refuse("facing") + "test \"t\" as_of 2026-01-01 given facing = no expect refused by R1"))
    #expect(report.exitCode == 1)
    #expect(report.text.contains("error[R171]: \"t\": R1 is met"))
  }

  @Test func `coverage names the rules that no test saw in every value`() {
    let sources = Fixture.sources(
      refuse("facing") + "test \"t\" as_of 2026-01-01 given facing = no expect met R1")
    let report = PolicyCommands.test(sources, coverage: true)
    #expect(report.exitCode == 1)
    #expect(report.text.contains("no test sees `R1` true or unknown"))
  }

  @Test func `a set's digest changes with every byte and not with the order of the files`() throws {
    let set = try Fixture.set(refuse("facing"))
    let other = PolicySet.compile(Fixture.sources(refuse("facing")).reversed())
    #expect(other.set?.digest == set.digest)
    #expect(try Fixture.set(refuse("facing") + "#\n").digest != set.digest)
    #expect(try Fixture.set(refuse("live")).vocabularies[0].digest == set.vocabularies[0].digest)
  }

  @Test func `a version reaches cases in flight only where it says so`() throws {
    let text = Fixture.header.replacing(
      "en \"Sample\"", with: "en \"Sample\""
    ).replacing(
      "vocabulary application 1,",
      with: "applies_to received before 2019-06-01 vocabulary application 1,")
    let policy = SourceFile(name: "p", text: text + refuse("facing"))
    let compilation = PolicySet.compile(
      Fixture.vocabularies + [policy])
    let header = try #require(compilation.set?.policies.first)
    for (day, reaches) in [("2019-05-31", true), ("2019-06-01", false), ("2020-01-01", false)] {
      let reach = header.reach(toCaseReceivedOn: try #require(CivilDate(day)))
      #expect((reach != nil) == reaches)
    }
  }
}
