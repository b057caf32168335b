import Testing

@testable import Policies

/// What the set of missing facts promises.
struct MissingFactTests {
  /// `flexible`, which is never missing.
  private let recorded = 18

  @Test(arguments: 0..<UInt64(Share.count(8, long: 100)))
  func `stating all missing facts settles a rule and stating only others never does`(
    seed: UInt64
  ) throws {
    let sheet = try Pairs.sheet(seed + 2_000, rules: 4, records: 8, mayAssume: false)
    let set = sheet.set
    var random = RandomFacts(seed: seed)
    for situation in sheet.situations {
      guard let stated = situation.facts[.application] else { continue }
      let truths = ReferenceWalk(set, situation).truths()
      let filler = random.facts(set.vocabularies[0], missing: 0)
      for (number, truth) in truths.enumerated() {
        guard let truth, truth.raw.value == nil, isAboutTheApplication(truth, set, number) else {
          continue
        }
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

  private func isAboutTheApplication(_ truth: RuleTruth, _ set: PolicySet, _ number: Int) -> Bool {
    truth.raw.missing.allSatisfy { $0.vocabulary == 0 } && set.rules[number].id != "V1"
      && set.rules[number].kind != .gate
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
