import Testing

@testable import Policies

/// Statements whose meaning only shows in the decision; each runs as a test of the language itself.
struct StatementTests {
  private let rules = """
    refuse R1 en "No" zh "拒" soft at offer when facing cite LAW whole
    waive W1 of R1 en "W" zh "免" when recorded flexible approved_by SFC.approver cite LAW whole
    condition C1 en "C" zh "件" at start when facing cite LAW whole
    except E1 to C1 en "E" zh "例" when live cite LAW whole
    except E2 to C1 en "E" zh "例" when users > 3 cite LAW whole
    except E3 to E1 en "E" zh "例" when autonomy = acts cite LAW whole
    clock K1 first_review = 20 business_days en "K" zh "鐘" cite LAW whole
      except K2 = 10 business_days en "K" zh "鐘" when live cite LAW whole
    except K3 to K2 en "K" zh "鐘" when autonomy = acts cite LAW whole

    """

  private func failures(_ tests: String, rules: String? = nil) throws -> [String] {
    var runner = TestRunner(try Fixture.set((rules ?? self.rules) + tests))
    return runner.run().flatMap { $0.failures.map(\.sentence) }
  }

  @Test func `a test can expect an exception, a conflict of two and who took an effect away`()
    throws
  {
    let tests = """
      test "one" as_of 2026-01-01 given facing = yes, live = yes, users = 1, autonomy = none
        expect excepted C1 by {E1}; clock first_review = 10 business_days
      test "two at one level" as_of 2026-01-01
        given facing = yes, live = yes, users = 4, autonomy = none
        expect conflict C1 by {E1, E2}
      test "an exception to an exception" as_of 2026-01-01
        given facing = yes, live = yes, users = 1, autonomy = acts
        expect fires C1; excepted E1 by {E3}; clock first_review = 20 business_days
      test "waived" as_of 2026-01-01 given facing = yes, flexible = yes
        expect waived R1 by {W1}
      """
    #expect(try failures(tests) == [])
  }

  @Test func `a test that expects another rule behind an effect fails`() throws {
    let test = """
      test "one" as_of 2026-01-01 given facing = yes, live = yes, users = 1, autonomy = none
        expect excepted C1 by {E2}
      """
    #expect(try failures(test) == ["C1 yields to {E1}"])
  }

  @Test func `a case in flight meets only the rules that reach back to it`() throws {
    let rules = """
      refuse R1 en "No" zh "拒" soft at offer when facing cite LAW whole
      refuse R2 en "No" zh "拒" soft at offer when facing
        applies_to received before 2019-07-01 cite LAW whole

      """
    let tests = """
      test "of this version" as_of 2026-01-01 given facing = yes expect refused by R1, R2
      test "received after the version began" as_of 2026-01-01 received 2020-01-01 given facing = yes
        expect refused by R1, R2
      test "received in time for one" as_of 2026-01-01 received 2019-06-30 given facing = yes
        expect silent R2
      """
    #expect(try failures(tests, rules: rules) == ["R2 is not met"])
    for received in ["2018-01-01", "2019-06-30", "2019-07-01", "2019-12-31", "2020-01-01"] {
      let set = try Fixture.set(rules)
      let day = try #require(CivilDate("2026-01-01"))
      let facts = Facts.read(json: #"{"facing": true}"#, set.vocabularies[0]).0
      let situation = Situation(
        stage: .exit, asOf: day, received: CivilDate(received), facts: [.application: facts])
      let outcomes = set.decide(situation).rules.map(\.outcome)
      #expect(outcomes == set.decideByWalking(situation).rules.map(\.outcome))
      let reaches = received < "2019-07-01" || received >= "2020-01-01"
      #expect(outcomes[0] == (received >= "2020-01-01" ? .notMet : .notEvaluated), "\(received)")
      #expect(outcomes[1] == (reaches ? .notMet : .notEvaluated), "\(received)")
    }
  }

  @Test func `numbers below zero can be written, and lengths cannot`() throws {
    #expect(codes(refuse("users - 5 < -3")) == [])
    #expect(codes(refuse("cap is not none and cap - turnover < HKD -1_000.50")) == [])
    #expect(codes(refuse("rate - 5% >= -2.50%")) == [])
    #expect(codes(refuse("end - start > -3 days")).last == "R101")
    let vocabulary = SourceFile(
      name: "v",
      text: """
        vocabulary application 1 en "A" zh "申"
        attribute change : int -10..10 en "C" zh "變" ask en "C?" zh "變？" for all by firm
        """)
    let policy = SourceFile(
      name: "p",
      text: """
        policy p 1.0.0 for joint from 2020-01-01 en "P" zh "政" vocabulary application 1
        instrument LAW en "A law" zh "法例" mark read
        refuse R en "No" zh "拒" hard at offer when change < -3 cite LAW whole
        test "below" as_of 2026-01-01 given change = -4 expect refused by R
        test "at it" as_of 2026-01-01 given change = -3 expect met R
        """)
    let report = PolicyCommands.test([vocabulary, policy])
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `asking whether a fact is known can rest on an instrument`() {
    #expect(codes(refuse("known(users)")) == ["R136"])
    #expect(codes(refuse("known(users cite LAW para \"3\")")) == [])
    #expect(codes(refuse("known(users cite LAV para \"3\")")) == ["R110"])
  }

  @Test func `a comparison of a none inside a let is found where nothing guards it`() {
    let low = "let low = cap < HKD 5\n"
    #expect(codes(low + refuse("low")) == ["R124"])
    #expect(codes(low + refuse("cap is not none and low")) == [])
  }
}
