import Testing

@testable import Policies

/// Which missing facts are asked, and in which order.
struct QuestionTests {
  private func questions(_ statements: String, _ facts: String) throws -> [Question] {
    let set = try Fixture.set(statements)
    let stated = Facts.read(json: facts, set.vocabularies[0]).facts
    let day = try #require(CivilDate("2026-07-01"))
    return set.nextQuestions(Situation(stage: .offer, asOf: day, facts: [.application: stated]))
  }

  @Test func `what keeps the route open comes first, then who leads, then what settles most`()
    throws
  {
    let found = try questions(
      """
      route A to SFC en "a" zh "派" when autonomy = acts cite LAW whole
      route B to HKMA en "a" zh "派" when live cite LAW whole
      lead L otherwise choice en "l" zh "主" cite LAW whole

      """ + refuse("facing") + refuse("facing or users > 5", id: "R2")
        + refuse("not facing and score > 2", id: "R3"), #"{"live": true}"#)
    #expect(found.map(\.fact) == ["autonomy", "choice", "facing", "users", "score"])
    #expect(found[0].keepsRouteOpen)
    #expect(found[1].keepsLeadOpen)
    #expect(found[2].rules == ["R1", "R2", "R3"])
    #expect(found[2].answers == 2)
    // Yes settles all three, no settles the first alone.
    #expect(found[2].settled == 4)
    #expect(found[0].reason.en == "it settles which authorities review the case; A waits for it")
  }

  @Test func `nothing is asked that can no longer change an outcome`() throws {
    let found = try questions(refuse("facing and users > 5"), #"{"facing": false}"#)
    #expect(found.isEmpty)
  }

  @Test func `a field is asked of the records that lack it`() throws {
    let found = try questions(
      refuse("some l in licences (l.principal)"), #"{"licences": [{"principal": false}, {}]}"#)
    #expect(found.map(\.fact) == ["licences.principal"])
    #expect(found[0].texts?.en == "Principal?")
    #expect(found[0].settled == 2)
  }

  @Test func `once every question is answered nothing is open`() throws {
    for seed in 0..<UInt64(8) {
      var policy = RandomPolicy(seed: seed + 4_000)
      let set = try Fixture.set(policy.text(rules: 5))
      let day = try #require(CivilDate("2026-07-01"))
      var random = RandomFacts(seed: seed)
      let filler = random.facts(set.vocabularies[0], missing: 0)
      var situation = Situation(
        stage: .offer, asOf: day,
        facts: [.application: random.facts(set.vocabularies[0], missing: 0.5)])
      for vocabulary in set.vocabularies.dropFirst() {
        situation.facts[vocabulary.kind] = random.facts(vocabulary, missing: 0)
      }
      var asked = 0
      while let question = set.nextQuestions(situation).first {
        asked += 1
        try #require(asked < 200, "the questions do not end")
        let name = question.fact.hasPrefix("licences") ? "licences" : question.fact
        let index = try #require(set.vocabularies[0].index(of: name))
        situation.facts[.application]?.values[index] = filler.values[index]
      }
      let open = set.decide(situation).rules.filter { $0.outcome == .undetermined }
      #expect(open.isEmpty, "seed \(seed): \(open.map(\.id))")
    }
  }
}
