/// Two expectations about one situation that cannot both hold.
enum ContradictoryTest {
  /// Compares each test's expectations with each other, and with those of earlier tests of the same situation.
  static func check(_ tests: [PolicyTest], _ findings: inout Findings) {
    var seen: [Key: [(test: String, expectation: Expectation)]] = [:]
    for test in tests {
      let key = Key(test)
      var told = seen[key] ?? []
      for expectation in test.expectations {
        for (other, earlier) in told {
          guard contradict(expectation.claim, earlier.claim) else { continue }
          let place = other == test.name ? "the same test" : "\"\(other)\""
          findings.add(
            .contradictoryTest, "this cannot hold together with an expectation of \(place)",
            at: expectation.span, help: "the situations are the same: keep one of the two")
          break
        }
        told.append((test.name, expectation))
      }
      seen[key] = told
    }
  }

  /// What a test is about.
  private struct Key: Hashable {
    let asOf: CivilDate
    let received: CivilDate?
    let stage: Stage
    let facts: [[FactValue?]]
    let changed: Set<Int>?

    init(_ test: PolicyTest) {
      asOf = test.asOf
      received = test.received
      stage = test.stage
      facts = test.facts.map(\.values)
      changed = test.changed
    }

    /// By the day, the stage and what is stated: most of what could be is not.
    func hash(into hasher: inout Hasher) {
      hasher.combine(asOf)
      hasher.combine(stage)
      for values in facts {
        for (place, value) in values.enumerated() {
          guard let value else { continue }
          hasher.combine(place)
          hasher.combine(value)
        }
      }
    }
  }

  private static func contradict(_ first: Expectation.Claim, _ second: Expectation.Claim) -> Bool {
    switch (first, second) {
    case (.lead(let one), .lead(let other)): one != other
    case (.value(let what, let name, let one), .value(let same, let sameName, let other)):
      what == same && name == sameName && one != other && !one.hasPrefix(other + " per ")
        && !other.hasPrefix(one + " per ")
    case (.notRefused, .rules("refused", _, _, _, _)), (.rules("refused", _, _, _, _), .notRefused),
      (.notRefused, .rules("undetermined", _, _, _, _)),
      (.rules("undetermined", _, _, _, _), .notRefused):
      true
    case (
      .rules(let one, let rules, _, _, let terms), .rules(let other, let others, _, _, let more)
    ):
      !Set(rules).isDisjoint(with: others)
        && (!areCompatible(one, other) || contradict(terms, more))
    case (.set(let word, let how, let names), .set(let same, let otherHow, let others)):
      word == same && contradict(how, Set(names), otherHow, Set(others))
    default: false
    }
  }

  /// The words for the outcomes of one rule that go together: `met` and `silent` say the same of a refusal.
  private static let together: [Set<String>] = [
    ["met", "silent"], ["refused", "fires"], ["undetermined", "unknown"],
    ["shadow", "fires"], ["shadow", "silent"], ["shadow", "unknown"],
    ["waived", "silent"], ["excepted", "silent"], ["conflict", "silent"],
  ]

  /// Two terms about the same thing that differ.
  private static func contradict(_ terms: [String], _ others: [String]) -> Bool {
    func topic(_ term: String) -> Substring {
      switch term {
      case "hard", "soft": "severity"
      case "not suspends": "suspends"
      default: term.prefix { $0 != " " }
      }
    }
    return terms.contains { term in
      others.contains { topic($0) == topic(term) && $0 != term }
    }
  }

  private static func areCompatible(_ first: String, _ second: String) -> Bool {
    first == second || together.contains([first, second])
  }

  private static func contradict(
    _ how: String, _ names: Set<String>, _ otherHow: String, _ others: Set<String>
  ) -> Bool {
    switch (how, otherHow) {
    case ("=", "="): names != others
    case ("=", "includes"): !others.isSubset(of: names)
    case ("includes", "="): !names.isSubset(of: others)
    case ("=", "excludes"), ("includes", "excludes"), ("excludes", "="), ("excludes", "includes"):
      !names.isDisjoint(with: others)
    default: false
    }
  }
}
