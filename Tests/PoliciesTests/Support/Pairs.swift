@testable import Policies

/// Pairs of a random policy and a random situation, the same for the same seed.
struct Pairs {
  /// A policy with its text, and the situations it is tried on.
  struct Sheet {
    let seed: UInt64
    let text: String
    let set: PolicySet
    let situations: [Situation]
  }

  /// Largest share of facts left out.
  static let mostMissing = 0.4
  /// Share of the cases of which it is said when they were received.
  static let shareReceived = 0.3
  /// Numbers that stand in the policies, so that facts fall on thresholds.
  private static let thresholds: [Int64] = [
    -1_050, -550, -20, -5, 0, 1, 2, 3, 5, 10, 20, 50, 100, 150, 250, 500, 550,
    1_050, 10_000, 252_500,
  ]
  private static let days = ["2020-06-01", "2025-06-01", "2026-07-01", "2027-03-01"]
    .compactMap { CivilDate($0) }
  /// Around the first day of the policies, and around the days up to which their rules reach back.
  private static let receivedDays = [
    "2018-06-01", "2018-12-31", "2019-01-01", "2019-05-31", "2019-06-01", "2019-12-31",
    "2020-01-01",
    "2024-02-29",
  ].compactMap { CivilDate($0) }

  /// The policy of a seed and so many situations of it.
  static func sheet(_ seed: UInt64, rules: Int = 3, records: Int, mayAssume: Bool = true) throws
    -> Sheet
  {
    var policy = RandomPolicy(seed: seed, mayAssume: mayAssume)
    let text = policy.header() + policy.text(rules: rules)
    let set = try Fixture.set(policy: text)
    var random = RandomFacts(seed: seed &+ 0x5EED)
    random.favourites = thresholds
    let situations = (0..<records).map { _ in situation(set, &random) }
    return Sheet(seed: seed, text: text, set: set, situations: situations)
  }

  /// The same facts with a digest that can be written down and read again.
  private static func written(_ facts: Facts, _ vocabulary: Vocabulary) -> Facts {
    var facts = facts
    for (index, attribute) in vocabulary.attributes.enumerated()
    where attribute.type == .digest && facts.values[index] != nil {
      facts.values[index] = .text(String(repeating: "0", count: 64))
    }
    return facts
  }

  private static func situation(_ set: PolicySet, _ random: inout RandomFacts) -> Situation {
    let share = Double.random(in: 0...mostMissing, using: &random.generator)
    let facts = written(random.facts(set.vocabularies[0], missing: share), set.vocabularies[0])
    // Later stages hold more rules, so they are drawn more often.
    let stages = Stage.allCases + [.start, .during, .exit]
    var situation = Situation(
      stage: stages.randomElement(using: &random.generator) ?? .exit,
      asOf: days.randomElement(using: &random.generator) ?? days[0], facts: [.application: facts])
    if Double.random(in: 0..<1, using: &random.generator) < shareReceived {
      situation.received = receivedDays.randomElement(using: &random.generator)
    }
    if Bool.random(using: &random.generator) {
      situation.changes = Changes(
        from: random.facts(set.vocabularies[0], missing: share), to: facts)
    }
    for vocabulary in set.vocabularies.dropFirst()
    where Double.random(in: 0..<1, using: &random.generator) > share / 2 {
      situation.facts[vocabulary.kind] = random.facts(vocabulary, missing: share)
    }
    return situation
  }
}

/// Runs the flat form on the situations of one policy, one program for each stage and day.
struct FlatRunner {
  let set: PolicySet
  /// Faults planted in every program; none where the engine itself is meant.
  var fault: ((inout ProgramParts) -> Void)?
  private var workspaces: [String: Workspace] = [:]

  init(_ set: PolicySet, fault: ((inout ProgramParts) -> Void)? = nil) {
    self.set = set
    self.fault = fault
  }

  mutating func truths(_ situation: Situation) -> [RuleTruth?] { run(situation).truths() }

  mutating func run(_ situation: Situation) -> Workspace {
    let received = situation.received.map { "\($0)" } ?? ""
    let key = "\(situation.stage) \(situation.asOf) \(received)"
    let workspace = workspaces[key] ?? workspace(situation)
    workspaces[key] = workspace
    workspace.load(situation)
    workspace.evaluate()
    return workspace
  }

  private func workspace(_ situation: Situation) -> Workspace {
    var builder = ProgramBuilder(set, situation.stage, situation.asOf, situation.received)
    var parts = builder.build()
    fault?(&parts)
    return Workspace(
      Program(set, at: situation.stage, asOf: situation.asOf, parts: parts))
  }
}
