import Testing

@testable import Policies

/// Two evaluators that share no code but the checked syntax must say the same.
struct AgreementTests {
  /// Pairs tried; `deploy/test --long` tries the million.
  private static let pairs = Share.count(2_000, long: 1_000_000, variable: "SANDBOXPP_PAIRS")
  private static let recordsEach = 50
  private static let policies = Share.count(10, long: 100)
  private static let reported = UInt64(Share.count(40, long: 400))
  /// Decisions compared as whole documents, names and sentences included.
  private static let wholeEach = 3

  @Test func `the walk and the flat form agree on random policies and partial records`() throws {
    var tried = 0
    var seed: UInt64 = 0
    while tried < Self.pairs {
      let sheet = try Pairs.sheet(seed, records: min(Self.recordsEach, Self.pairs - tried))
      var runner = FlatRunner(sheet.set)
      for (number, situation) in sheet.situations.enumerated() {
        let walked = ReferenceWalk(sheet.set, situation).truths()
        let workspace = runner.run(situation)
        let flat = workspace.truths()
        if walked != flat { report(sheet, number, walked, flat) }
        if number < Self.wholeEach {
          let decision = workspace.decision().json.text()
          #expect(decision == sheet.set.decideByWalking(situation).json.text(), "seed \(seed)")
        }
      }
      tried += sheet.situations.count
      seed += 1
    }
    print("agreement: \(tried) pairs, seeds 0 to \(seed - 1)")
  }

  private func report(
    _ sheet: Pairs.Sheet, _ record: Int, _ walked: [RuleTruth?], _ flat: [RuleTruth?]
  ) {
    for (number, pair) in zip(walked, flat).enumerated() where pair.0 != pair.1 {
      let id = sheet.set.rules[number].id
      Issue.record("seed \(sheet.seed), record \(record), rule \(id): \(pair)\n\(sheet.text)")
    }
  }

  @Test func `the pairs contain everything the language has, and every outcome often`() throws {
    var report = GeneratorReport()
    for seed in 0..<Self.reported { report.add(try Pairs.sheet(seed, records: 12)) }
    for feature in GeneratorReport.features {
      #expect(report.share(feature) >= 0.01, "\(feature)\n\(report.text)")
    }
    for outcome in GeneratorReport.outcomes {
      #expect(report.share(outcome) >= 0.1, "\(outcome)\n\(report.text)")
    }
    print("generator: \(report.pairs) pairs, seeds 0 to \(Self.reported - 1)\n\(report.text)")
  }

  @Test func `the walk and the flat form agree on the regulators' policies`() throws {
    let set = try #require(Regulators.set)
    var random = RandomFacts(seed: 11)
    let day = try #require(CivilDate("2026-07-01"))
    for stage in Stage.allCases {
      let facts = random.facts(set.vocabularies[0], missing: 0.2)
      var situation = Situation(
        stage: stage, asOf: day, facts: [.application: facts],
        changes: Changes(from: random.facts(set.vocabularies[0], missing: 0.2), to: facts))
      for vocabulary in set.vocabularies.dropFirst() {
        situation.facts[vocabulary.kind] = random.facts(vocabulary, missing: 0.2)
      }
      let decision = set.decide(situation)
      #expect(decision.json.text() == set.decideByWalking(situation).json.text())
      #expect(decision.rules.count == set.rules.count)
    }
  }

  @Test(arguments: 0..<UInt64(policies))
  func `a refusal on the full record is refused or undetermined on every partial one`(
    seed: UInt64
  ) throws {
    let sheet = try Pairs.sheet(seed + 1_000, rules: 8, records: 1, mayAssume: false)
    let set = sheet.set
    var random = RandomFacts(seed: seed)
    for stage in [Stage.offer, .dispatch, .exit] {
      let day = try #require(CivilDate("2026-07-01"))
      var full = Situation(stage: stage, asOf: day, facts: [:])
      for vocabulary in set.vocabularies {
        full.facts[vocabulary.kind] = random.facts(vocabulary, missing: 0)
      }
      var runner = FlatRunner(set)
      let whole = runner.run(full)
      let refused = set.rules.indices.filter {
        set.rules[$0].kind == .refuse && whole.effect(ofRule: $0) == true
      }
      for share in [0.05, 0.2, 0.4, 0.6] {
        var partial = full
        for vocabulary in set.vocabularies {
          partial.facts[vocabulary.kind] = full.facts[vocabulary.kind].map {
            random.without(share, of: $0, vocabulary)
          }
        }
        let workspace = runner.run(partial)
        for number in refused {
          #expect(workspace.effect(ofRule: number) != false, "seed \(seed), rule \(number)")
        }
      }
    }
  }
}
