import Testing

@testable import Policies

/// What would clear a refusal, and that it really does.
struct RemedyTests {
  private func explain(_ statements: String, _ facts: String, at stage: Stage = .offer) throws
    -> Explanation
  {
    let set = try Fixture.set(statements)
    let (stated, problems) = Facts.read(json: facts, set.vocabularies[0])
    #expect(problems.isEmpty)
    let day = try #require(CivilDate("2026-07-01"))
    return set.explain(Situation(stage: stage, asOf: day, facts: [.application: stated]))
  }

  private func sentences(_ statements: String, _ facts: String) throws -> [String] {
    try #require(try explain(statements, facts).clearances.first).remedies.map(\.sentence)
  }

  @Test func `one changed fact clears a refusal, and a waiver does`() throws {
    let found = try sentences(
      refuse("facing and not review has before") + """
        waive W of R1 en "w" zh "免" when recorded flexible approved_by SFC.approver cite LAW whole
        """, #"{"facing": true, "review": ["sampled"]}"#)
    #expect(
      found == [
        "not facing", "review has before", "waiver W approved by SFC.approver: flexible",
      ])
  }

  @Test func `two facts are changed together only where one does not do`() throws {
    let found = try sentences(
      refuse("(facing or live) and users > 5"), #"{"facing": true, "live": true, "users": 9}"#)
    #expect(found == ["not users > 5", "not facing, and not live"])
  }

  @Test func `numbers move to the nearest value that clears`() throws {
    let remedies = try #require(
      try explain(
        refuse("end > start + 3 months"), #"{"start": "2026-01-31", "end": "2026-06-01"}"#
      ).clearances.first
    ).remedies
    #expect(remedies.map { $0.changes.map(\.fact) } == [["end"], ["start"]])
    let values = remedies.flatMap { $0.changes.compactMap { $0.to?.text() } }
    #expect(values == ["\"2026-04-30\"", "\"2026-03-01\""])
  }

  @Test func `a record is changed, or a new one stated`() throws {
    let remedies = try #require(
      try explain(
        refuse("no l in licences (l.class = bank and l.principal)"),
        #"{"licences": [{"class": "broker", "principal": true}]}"#
      ).clearances.first
    ).remedies
    #expect(
      remedies.map { $0.changes.map(\.fact) } == [
        ["licences[0].class"], ["licences[1].class", "licences[1].principal"],
      ])
  }

  @Test func `as many records are changed as a count needs`() throws {
    let banks = #"{"class": "bank", "principal": true}"#
    let found = try #require(
      try explain(
        refuse("count l in licences (l.principal) >= 2"),
        #"{"licences": [\#(banks), \#(banks), \#(banks)]}"#
      ).clearances.first
    ).remedies
    #expect(found.first?.changes.map(\.fact) == ["licences[0].principal", "licences[1].principal"])
    #expect(found.allSatisfy { $0.changes.count == 2 } && found.count == 3)
    let open = try #require(
      try explain(
        refuse("count l in licences (l.principal) != 1"), #"{"licences": [{}, {}]}"#
      ).clearances.first
    ).remedies
    #expect(
      open.prefix(2).map { $0.changes.map { $0.to?.text() } }
        == [["false", "true"], ["true", "false"]])
    #expect(
      try sentences(refuse("count l in licences (l.principal) < 1"), "{}")
        == ["l.principal"])
  }

  @Test func `who else would have to act is said`() throws {
    let remedies = try #require(
      try explain(refuse("not recorded flexible"), "{}").clearances.first
    ).remedies
    #expect(remedies.map(\.isByApplicant) == [false])
    #expect(remedies.map(\.sentence) == ["flexible (stated by officer)"])
  }

  @Test func `what another rule then refuses is said`() throws {
    let remedies = try #require(
      try explain(
        refuse("facing") + refuse("not facing and live", id: "R2"),
        #"{"facing": true, "live": true}"#
      ).clearances.first
    ).remedies
    #expect(remedies.map(\.raises) == [["R2"]])
  }

  @Test func `a remedy leaves the case with its remits`() throws {
    let found = try sentences(
      """
      route A to SFC en "a" zh "派" when facing cite LAW whole
      """ + "\n" + refuse("routed SFC and live"), #"{"facing": true, "live": true}"#)
    #expect(found == ["not live"])
  }

  @Test func `an atom is worded as what it is, also where the text denies it`() throws {
    let explanation = try explain(refuse("autonomy != acts"), #"{"autonomy": "reads"}"#)
    #expect(
      explanation.decision.rules[0].atoms == [AtomOutcome(text: "autonomy = acts", value: false)])
    #expect(explanation.clearances[0].remedies.map(\.sentence) == ["autonomy = acts"])
  }

  @Test func `an open refusal says what has to be stated`() throws {
    let found = try sentences(refuse("facing and users > 5"), #"{"users": 9}"#)
    #expect(found == ["not facing", "not users > 5"])
  }

  // MARK: In words

  private func words(_ statements: String, _ facts: String) throws -> [Texts] {
    let set = try Fixture.set(statements)
    return try #require(try explain(statements, facts).clearances.first)
      .remedies.map { set.words(of: $0) }
  }

  @Test func `a remedy is said in words, and never asks for another desk`() throws {
    let named = """
      let sensitive = routed SFC and facing
      route A to SFC en "a" zh "派" when live cite LAW whole

      """
    #expect(
      try words(
        named + refuse("sensitive and not review has before"),
        #"{"facing": true, "live": true, "review": ["sampled"]}"#)
        == [
          Texts(en: "Facing: no", zh: "面向：否"), Texts(en: "Review: including B", zh: "覆核：包括前"),
        ])
  }

  @Test func `a remedy in words says who else acts, by which waiver, and what refuses then`() throws
  {
    let waived = try words(
      refuse("facing") + """
        waive W of R1 en "w" zh "免" when recorded flexible approved_by SFC.approver cite LAW whole
        """, #"{"facing": true}"#)
    #expect(waived.last?.en == "waiver W approved by the SFC: Flexible: yes")
    #expect(waived.last?.zh.hasPrefix("由證監會批准豁免W：") == true)
    let stated = try words(refuse("not recorded flexible"), "{}")
    #expect(stated.map(\.en) == ["Flexible: yes (stated by an officer)"])
    let raised = try words(
      refuse("facing") + refuse("not facing and live", id: "R2"),
      #"{"facing": true, "live": true}"#)
    #expect(raised.map(\.en) == ["Facing: no – but then R2 would refuse"])
    #expect(raised.map(\.zh) == ["面向：否（但R2將因此拒絕）"])
  }

  @Test func `a record that would have to be another is named by its place in the list`() throws {
    let found = try words(
      refuse("no l in licences (l.class = bank)"), #"{"licences": [{"class": "broker"}]}"#)
    #expect(found.first?.en.hasPrefix("Licences, entry 1: Class: ") == true, "\(found)")
    #expect(found.first?.zh.hasPrefix("牌照第1項：類別：") == true, "\(found)")
  }

  @Test(arguments: [("2026-07-01", "will be adopted by"), ("2027-07-01", "adopted by")])
  func `what is adopted on a day to come is not said to be adopted`(day: String, words: String)
    throws
  {
    let set = try #require(Regulators.set)
    let asOf = try #require(CivilDate(day))
    let decision = set.decide(Situation(stage: .review, asOf: asOf, facts: [:]))
    let rule = try #require(decision.rules.first { $0.id == "R07-institution" })
    let lines = rule.lines(isExplained: false, asOf: asOf)
    #expect(lines.contains("      \(words) SFC on 2027-01-01"), "\(lines)")
  }

  @Test func `the regulators' R07 is cleared by review before output, or by its waiver`() throws {
    let facts = """
      {"applicant.licences": [{"class": "lc_type4", "status": "active", "principal": true}],
       "advice_kind": ["investment_advice"], "control.hitl": ["sampled"]}
      """
    let day = try #require(CivilDate("2026-07-01"))
    let report = PolicyCommands.explain(
      try Regulators.sources(), facts: facts, stage: .offer, asOf: day)
    let lines = report.text.split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex(of: "would clear R07"))
    let end = lines[(start + 1)...].firstIndex { $0.hasPrefix("would clear") } ?? lines.count
    let found = lines[start..<end]
    #expect(found.dropFirst().first == "  control.hitl has before_output")
    #expect(
      found.contains("  waiver R07-flexible approved by SFC.approver: sfc_flexibility"),
      "\(found)")
    #expect(report.json.contains("\"next_questions\": ["))
  }

  /// Independent of the search: each remedy's facts are stated as JSON and decided anew.
  @Test(arguments: 0..<UInt64(12))
  func `every remedy clears its rule on the facts it names`(seed: UInt64) throws {
    var policy = RandomPolicy(seed: seed + 3_000)
    let set = try Fixture.set(policy.text(rules: 5))
    let vocabulary = set.vocabularies[0]
    var random = RandomFacts(seed: seed)
    let day = try #require(CivilDate("2026-07-01"))
    for _ in 0..<3 {
      let facts = random.facts(vocabulary, missing: 0.2)
      let situation = Situation(stage: .offer, asOf: day, facts: [.application: facts])
      for clearance in set.explain(situation).clearances {
        for remedy in clearance.remedies {
          let changed = try apply(remedy, facts, vocabulary)
          let decision = set.decide(
            Situation(stage: .offer, asOf: day, facts: [.application: changed]))
          let outcome = decision.rules.first { $0.id == clearance.rule }?.outcome
          #expect([.met, .waived].contains(outcome), "seed \(seed) \(clearance.rule) \(remedy)")
        }
      }
    }
  }

  private func apply(_ remedy: Remedy, _ facts: Facts, _ vocabulary: Vocabulary) throws -> Facts {
    var changed = facts
    for change in remedy.changes {
      let to = try #require(change.to)
      let parts = change.fact.split(whereSeparator: { "[].".contains($0) }).map(String.init)
      let index = try #require(vocabulary.index(of: parts[0]))
      guard parts.count == 3, let number = Int(parts[1]),
        case .list(let record, _) = vocabulary.attributes[index].type
      else {
        let json = JSONValue.object([(change.fact, to)]).text()
        changed.values[index] = Facts.read(json: json, vocabulary).facts.values[index]
        continue
      }
      let field = try #require(record.index(of: parts[2]))
      var records: [[FactValue?]] = []
      if case .list(let stated)? = changed.values[index] { records = stated }
      while records.count <= number {
        records.append(Array(repeating: nil, count: record.fields.count))
      }
      let one = JSONValue.object([(parts[0], .array([.object([(parts[2], to)])]))]).text()
      guard case .list(let read)? = Facts.read(json: one, vocabulary).facts.values[index] else {
        continue
      }
      records[number][field] = read[0][field]
      changed.values[index] = .list(records)
    }
    return changed
  }
}
