import Testing

@testable import Policies

/// Two evaluators that share no code but the checked syntax must say the same.
struct AgreementTests {
  private static let policies = 24
  private static let recordsEach = 12
  /// `flexible`, which is never missing.
  private let recorded = 18

  private func situations(
    _ set: PolicySet, _ seed: UInt64, _ body: (Situation, inout RandomFacts) throws -> Void
  ) rethrows {
    var random = RandomFacts(seed: seed)
    random.favourites = [0, 3, 5, 10, 20, 100, 200, 500, 10_000]
    let days = ["2025-06-01", "2026-07-01"].compactMap { CivilDate($0) }
    for number in 0..<Self.recordsEach {
      let share = [0, 0.2, 0.4, 0.7][number % 4]
      let facts = random.facts(set.vocabularies[0], missing: share)
      let stage = Stage.allCases[number % Stage.allCases.count]
      var situation = Situation(
        stage: stage, asOf: days[number % 2], facts: [.application: facts],
        changes: Changes(from: random.facts(set.vocabularies[0], missing: share), to: facts))
      for vocabulary in set.vocabularies.dropFirst() where number % 5 != 0 {
        situation.facts[vocabulary.kind] = random.facts(vocabulary, missing: share)
      }
      try body(situation, &random)
    }
  }

  @Test(arguments: 0..<UInt64(policies))
  func `the walk and the flat form agree on random policies and partial records`(
    seed: UInt64
  ) throws {
    var policy = RandomPolicy(seed: seed, mayAssume: true)
    let text = policy.text(rules: 8)
    let set = try Fixture.set(text)
    situations(set, seed) { situation, _ in
      let walked = ReferenceWalk(set, situation).truths()
      let workspace = Workspace(Program(set, at: situation.stage, asOf: situation.asOf))
      workspace.load(situation)
      workspace.evaluate()
      let flat = workspace.truths()
      for (number, pair) in zip(walked, flat).enumerated() where pair.0 != pair.1 {
        Issue.record("seed \(seed), rule \(set.rules[number].id): \(pair)\n\(text)")
      }
      let decisions = (set.decideByWalking(situation), set.decide(situation))
      #expect(decisions.0.json.text() == decisions.1.json.text(), "seed \(seed)")
    }
  }

  @Test func `the walk and the flat form agree on the regulators' policies`() throws {
    let set = try #require(PolicySet.compile(try Regulators.sources()).set)
    situations(set, 11) { situation, _ in
      let decision = set.decide(situation)
      #expect(decision.json.text() == set.decideByWalking(situation).json.text())
      #expect(decision.rules.count == set.rules.count)
    }
  }

  @Test(arguments: 0..<UInt64(policies))
  func `a refusal on the full record is refused or undetermined on every partial one`(
    seed: UInt64
  ) throws {
    var policy = RandomPolicy(seed: seed + 1_000)
    let set = try Fixture.set(policy.text(rules: 8))
    let day = try #require(CivilDate("2026-07-01"))
    let workspace = Workspace(Program(set, at: .offer, asOf: day))
    var random = RandomFacts(seed: seed)
    for _ in 0..<Self.recordsEach {
      let full = random.facts(set.vocabularies[0], missing: 0)
      workspace.load(Situation(stage: .offer, asOf: day, facts: [.application: full]))
      workspace.evaluate()
      let refused = set.rules.indices.filter {
        set.rules[$0].kind == .refuse && workspace.effect(ofRule: $0) == true
      }
      for share in [0.05, 0.2, 0.6] {
        let partial = random.without(share, of: full, set.vocabularies[0])
        workspace.load(Situation(stage: .offer, asOf: day, facts: [.application: partial]))
        workspace.evaluate()
        for number in refused {
          #expect(workspace.effect(ofRule: number) != false, "seed \(seed), rule \(number)")
        }
      }
    }
  }

  @Test(arguments: 0..<UInt64(20))
  func `stating all missing facts settles a rule and stating only others never does`(
    seed: UInt64
  ) throws {
    var policy = RandomPolicy(seed: seed + 2_000)
    let set = try Fixture.set(policy.text(rules: 8))
    situations(set, seed) { situation, random in
      guard let stated = situation.facts[.application] else { return }
      let truths = ReferenceWalk(set, situation).truths()
      let filler = random.facts(set.vocabularies[0], missing: 0)
      for (number, truth) in truths.enumerated() {
        guard let truth, truth.raw.value == nil,
          truth.raw.missing.allSatisfy({ $0.vocabulary == 0 }),
          !["V1", "G1"].contains(set.rules[number].id)
        else { continue }
        let wanted = Set(truth.raw.missing.map(\.attribute))
        var settled = situation
        settled.facts[.application] = filled(stated, filler) { wanted.contains($0) }
        // A list just stated may bring up what its records are compared with, once.
        let second = ReferenceWalk(set, settled).truths()[number]?.raw.missing.map(\.attribute)
        #expect(second?.isEmpty == true || wanted.contains(0), "seed \(seed)")
        let all = wanted.union(second ?? [])
        settled.facts[.application] = filled(stated, filler) { all.contains($0) }
        #expect(ReferenceWalk(set, settled).truths()[number]?.raw.value != nil, "seed \(seed)")
        var open = situation
        open.facts[.application] = filled(stated, filler) { !wanted.contains($0) }
        #expect(
          ReferenceWalk(set, open).truths()[number].map { $0.raw.value == nil } == true,
          "seed \(seed), rule \(set.rules[number].id)")
      }
    }
  }

  /// Fills what is missing in the chosen attributes, also the fields of a list's records.
  private func filled(_ facts: Facts, _ filler: Facts, _ isChosen: (Int) -> Bool) -> Facts {
    var result = facts
    for index in facts.values.indices where isChosen(index) && index != recorded {
      if case .list(let records)? = facts.values[index] {
        let model = [FactValue.members(1), .bool(true), .none, .number(3)]
        result.values[index] = .list(
          records.map { record in zip(record, model).map { $0 ?? $1 } })
      } else if facts.values[index] == nil {
        result.values[index] = filler.values[index]
      }
    }
    return result
  }
}
