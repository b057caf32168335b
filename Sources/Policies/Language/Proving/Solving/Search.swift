/// Looks for a record that makes a formula true, where there is no solver: boundary values and chance.
///
/// A walk from random starts: each step gives one unknown another value, and stays where the formula is no
/// further from true. Finding nothing is no proof.
struct Search {
  private let goal: Circuit
  private let unknowns: [Unknown]
  /// Numbers beside which conditions change, for numbers and dates.
  private let boundaries: [Int64]
  private var generator: SeededGenerator

  /// Starts, and looks at nodes in all of them: some hundredths of a second for one question.
  private static let starts = 12
  private static let looks = 200_000
  /// Days between two dates that conditions compare.
  private static let year: Int64 = 400
  private static let mostSteps = 400

  init(_ table: TermTable, goal: Term, seed: UInt64) {
    self.goal = Circuit(table, goal)
    var unknowns: [Unknown] = []
    var boundaries: Set<Int64> = []
    for term in table.cone(of: goal) {
      switch table[term] {
      case .unknown(let unknown): unknowns.append(unknown)
      case .constant(let value): boundaries.formUnion([value - 1, value, value + 1])
      default: break
      }
    }
    self.unknowns = unknowns
    self.boundaries = boundaries.sorted()
    generator = SeededGenerator(seed: seed)
  }

  /// An assignment that makes the formula true.
  mutating func run() -> Assignment? {
    let steps = max(20, Self.looks / Self.starts / max(1, goal.gates.count))
    for _ in 0..<Self.starts {
      var here = Assignment()
      for unknown in unknowns { here.values[unknown] = value(of: unknown) }
      var distance = distance(here)
      for _ in 0..<min(steps, Self.mostSteps) where distance > 0 {
        guard let unknown = unknowns.randomElement(using: &generator) else { break }
        var there = here
        there.values[unknown] = value(of: unknown, beside: here)
        let next = self.distance(there)
        if next <= distance { (here, distance) = (there, next) }
      }
      if distance == 0, goal.value(here) == 1 { return here }
    }
    return nil
  }

  /// A boundary, something near another number of the record, or anything in the range.
  private mutating func value(of unknown: Unknown, beside others: Assignment = Assignment())
    -> Int64
  {
    guard let range = unknown.range else {
      // Most facts are stated: what is missing makes few things true.
      if case .known = unknown { return Int.random(in: 0..<8, using: &generator) == 0 ? 0 : 1 }
      return Int64.random(in: 0...1, using: &generator)
    }
    if range.count < 64 { return Int64.random(in: range, using: &generator) }
    if Bool.random(using: &generator), let other = unknowns.randomElement(using: &generator),
      other.range != nil, let value = others.values[other]
    {
      let near = value + Int64.random(in: -Self.year...Self.year, using: &generator)
      if range.contains(near) { return near }
    }
    let near = boundaries.randomElement(using: &generator) ?? range.lowerBound
    if range.contains(near), Int.random(in: 0..<4, using: &generator) > 0 { return near }
    return Int64.random(in: range, using: &generator)
  }

  /// How far the formula is from true: parts that fail, added up under `and`, the least under `or`.
  private func distance(_ assignment: Assignment) -> Int {
    let values = goal.values(assignment)
    var toTrue = [Int](repeating: 0, count: values.count)
    var toFalse = toTrue
    for (place, gate) in goal.gates.enumerated() {
      switch gate {
      case .not(let inner): (toTrue[place], toFalse[place]) = (toFalse[inner], toTrue[inner])
      case .and(let parts):
        toTrue[place] = parts.reduce(0) { min(Self.far, $0 + toTrue[$1]) }
        toFalse[place] = parts.reduce(Self.far) { min($0, toFalse[$1]) }
      case .or(let parts):
        toTrue[place] = parts.reduce(Self.far) { min($0, toTrue[$1]) }
        toFalse[place] = parts.reduce(0) { min(Self.far, $0 + toFalse[$1]) }
      default:
        (toTrue[place], toFalse[place]) = values[place] == 1 ? (0, 1) : (1, 0)
      }
    }
    return toTrue.last ?? Self.far
  }

  private static let far = 1 << 20
}
