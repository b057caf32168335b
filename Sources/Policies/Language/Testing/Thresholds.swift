/// The comparisons of numbers in conditions, and from which sides the tests have come near each.
///
/// A comparison is tried when tests see its two sides one step apart either way, and equal: k - 1, k and k + 1. A step is
/// the least by which a fact can move them.
struct Thresholds {
  private struct Threshold {
    let atom: Atom
    let wording: String
    /// The list whose records it reads.
    let list: Place?
    /// Rules that read it, the first of them named in what is missing.
    var rules: [Int]
    /// -1, 0 and 1, as far as the ranges allow.
    let wanted: [Int]
    var seen: Set<Int> = []
  }

  private let set: PolicySet
  private var all: [Threshold] = []
  private var numbers: [Atom: Int] = [:]

  init(_ set: PolicySet) {
    self.set = set
    for number in set.rules.indices { gather(set.rules[number].condition, nil, number) }
  }

  /// Sides that no test came from, by the number of the first rule that reads the comparison.
  var unseen: [Int: [String]] {
    var unseen: [Int: [String]] = [:]
    for threshold in all {
      for side in threshold.wanted where !threshold.seen.contains(side) {
        let place = side == 0 ? "k" : side < 0 ? "k - 1" : "k + 1"
        unseen[threshold.rules[0], default: []].append("`\(threshold.wording)` at \(place)")
      }
    }
    return unseen
  }

  // MARK: Gathering

  private mutating func gather(_ condition: Condition, _ list: Place?, _ rule: Int) {
    switch condition {
    case .not(let inner): gather(inner, list, rule)
    case .all(let parts), .any(let parts): for part in parts { gather(part, list, rule) }
    case .named(let number): gather(set.named[number].condition, nil, rule)
    case .routed: break
    case .atom(let atom, let wording): gather(atom, wording.text, list, rule)
    }
  }

  private mutating func gather(_ atom: Atom, _ wording: String, _ list: Place?, _ rule: Int) {
    switch atom {
    case .quantified(_, let list, let body):
      gather(body, list, rule)
    case .counted(let place, let body, _, let bound):
      gather(body, place, rule)
      note(atom, wording, nil, rule, countable(place, bound))
    case .compare(let left, _, let right):
      note(atom, wording, list, rule, reachable(left, right))
    case .enough:
      // With fewer samples it is unknown; that more than enough is enough needs no test.
      note(atom, wording, nil, rule, [-1, 0])
    default:
      break
    }
  }

  private mutating func note(
    _ atom: Atom, _ wording: String, _ list: Place?, _ rule: Int, _ wanted: [Int]
  ) {
    if let known = numbers[atom] {
      if !all[known].rules.contains(rule) { all[known].rules.append(rule) }
      return
    }
    numbers[atom] = all.count
    all.append(
      Threshold(atom: atom, wording: wording, list: list, rules: [rule], wanted: wanted))
  }

  /// The values of what no fact moves.
  private func constants(_ number: Number) -> [Int64]? {
    switch number {
    case .literal(let value): [value]
    case .parameter(let number): set.parameters[number].timeline.map(\.value)
    default: nil
    }
  }

  private func countable(_ list: Place, _ bound: Number) -> [Int] {
    guard case .list(_, let most) = set.attribute(at: list).type, let bounds = constants(bound)
    else { return [] }
    return [-1, 0, 1].filter { side in
      bounds.contains { (0...Int64(most)).contains($0 + Int64(side)) }
    }
  }

  private func reachable(_ left: Number, _ right: Number) -> [Int] {
    guard case .place(let place) = left, let bounds = constants(right),
      let range = set.attribute(at: place).type.number?.range
    else { return [-1, 0, 1] }
    return [-1, 0, 1].filter { side in bounds.contains { range.contains($0 + Int64(side)) } }
  }

  /// The least by which one fact can move a number; nil when none does.
  private func step(_ number: Number) -> Int64? {
    switch number {
    case .literal, .parameter, .asOf: return nil
    case .place: return 1
    case .sum(let first, let second), .difference(let first, let second),
      .adding(let first, let second):
      return [step(first), step(second)].compactMap { $0 }.min()
    case .times(let inner, let factor): return step(inner).map { $0 * abs(factor) }
    case .over(let inner, let divisor): return step(inner).map { max(1, $0 / divisor) }
    }
  }

  // MARK: Seeing

  mutating func add(_ walk: ReferenceWalk) {
    for index in all.indices where all[index].rules.contains(where: { walk.evaluates($0) }) {
      var records: [[FactValue?]?] = [nil]
      if let list = all[index].list {
        guard case .list(let stated)? = walk.fact(list, nil) else { continue }
        records = stated
      }
      for record in records {
        if let side = side(all[index].atom, record, walk) { all[index].seen.insert(side) }
      }
    }
  }

  private func side(_ atom: Atom, _ record: [FactValue?]?, _ walk: ReferenceWalk) -> Int? {
    switch atom {
    case .compare(let left, _, let right):
      guard let first = walk.value(left, record).value, let second = walk.value(right, record).value
      else { return nil }
      let step = [step(left), step(right)].compactMap { $0 }.min() ?? 1
      let distance = first - second
      return abs(distance) <= step ? Int(distance.signum()) : nil
    case .counted(let list, let body, _, let bound):
      guard case .list(let records)? = walk.fact(list, nil),
        let limit = walk.value(bound, nil).value
      else { return nil }
      let truths = records.map { walk.truth(body, $0).value }
      guard !truths.contains(nil) else { return nil }
      let distance = Int64(truths.count { $0 == true }) - limit
      return abs(distance) <= 1 ? Int(distance) : nil
    case .enough(let place, let samples, let window):
      let counts = [(1, samples), (2, window)].map { offset, least -> Int64 in
        var companion = place
        companion.attribute += offset
        guard case .number(let count)? = walk.fact(companion, nil) else { return -least }
        return count - least
      }
      // One short in either is near; the other has to do.
      if counts.allSatisfy({ $0 == 0 }) { return 0 }
      if samples > 0, counts[0] == 0, counts[1] >= 0 { return 0 }
      return counts.min() == -1 ? -1 : nil
    default:
      return nil
    }
  }
}
