import Testing

@testable import Policies

/// What is determined stays as it is, whatever else is stated.
struct SettledOutcomeTests {
  /// Kinds of outcome that are the same effect: whether a rule without effect would have had one may stay open.
  private func effect(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .waived: .met
    case .excepted: .doesNotApply
    default: outcome
    }
  }

  @Test(arguments: 0..<UInt64(Share.count(24, long: 400)))
  func `an outcome once determined does not change when missing facts are stated`(seed: UInt64)
    throws
  {
    let sheet = try Pairs.sheet(seed + 3_000, rules: 4, records: 1, mayAssume: false)
    let set = sheet.set
    var random = RandomFacts(seed: seed)
    random.favourites = [1, 2, 3, 10, 20]
    let day = try #require(CivilDate("2026-07-01"))
    for round in 0..<24 {
      let stage = [Stage.exit, .variation, .incident, .dispatch][round % 4]
      var full = Situation(stage: stage, asOf: day, facts: [:])
      for vocabulary in set.vocabularies {
        full.facts[vocabulary.kind] = random.facts(vocabulary, missing: 0)
      }
      var partial = full
      let share = Double(1 + round % 5) / 10
      for vocabulary in set.vocabularies {
        partial.facts[vocabulary.kind] = full.facts[vocabulary.kind].map {
          random.without(share, of: $0, vocabulary)
        }
      }
      full.changes = Changes(set.vocabularies[0].attributes.indices.map { $0 % 3 == round % 3 })
      compare(set.decideByWalking(partial), set.decideByWalking(full), seed)
    }
  }

  private func compare(_ partial: Decision, _ full: Decision, _ seed: UInt64) {
    for (before, after) in zip(partial.rules, full.rules) where before.outcome != .undetermined {
      #expect(effect(before.outcome) == effect(after.outcome), "seed \(seed), \(before.id)")
    }
    for rule in partial.rules where rule.outcome == .undetermined {
      #expect(!rule.missing.isEmpty, "seed \(seed), \(rule.id)")
    }
    for (before, after) in [(partial.clocks, full.clocks), (partial.quotas, full.quotas)] {
      for value in before where value.outcome != .undetermined {
        let same = after.first { $0.name == value.name && $0.remit == value.remit }
        #expect(same?.value == value.value && same?.outcome == value.outcome, "seed \(seed)")
      }
      for value in after {
        #expect(before.contains { $0.name == value.name }, "seed \(seed): \(value.name)")
      }
    }
    switch partial.lead {
    case .undetermined(let missing):
      if missing.isEmpty { #expect(partial.lead == full.lead, "seed \(seed)") }
    case .remit: #expect(partial.lead == full.lead, "seed \(seed)")
    case .conflict:
      guard case .conflict = full.lead else {
        Issue.record("seed \(seed): the lead was a conflict and is \(full.lead)")
        return
      }
    }
  }
}
