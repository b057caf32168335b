/// An atom that would have to be true, or false.
enum Goal: Hashable {
  /// `record` is the position in the list that the atom reads; one past the last is a new record.
  case atom(Atom, Wording, wanted: Bool, record: Int?)
  /// A list that is not stated would have to be stated as empty.
  case empty(list: Place)
}

/// Goals that together give a condition its wanted value, and the waivers they would call in.
struct Way: Hashable {
  var goals: Set<Goal>
  var waivers: Set<Int> = []

  static let nothing = Way(goals: [])

  func joined(with other: Way) -> Way {
    Way(goals: goals.union(other.goals), waivers: waivers.union(other.waivers))
  }

  /// Whether a field of a record is among the goals.
  var readsRecord: Bool {
    goals.contains { if case .atom(_, _, _, _?) = $0 { true } else { false } }
  }

  func needs(_ other: Way) -> Bool {
    goals.isSuperset(of: other.goals) && waivers.isSuperset(of: other.waivers)
  }
}

/// Turns "this condition should be false" into the sets of atoms that would bring it about.
///
/// Parts that already have the wanted value cost nothing; an unknown part costs what states it.
struct GoalFinder {
  let walk: ReferenceWalk
  private var set: PolicySet { walk.set }

  /// The record that a quantifier's condition looks at.
  private struct Element {
    var position: Int
    var fields: [FactValue?]
  }

  init(_ walk: ReferenceWalk) {
    self.walk = walk
  }

  /// Ways to give a rule's effect a value, the smallest first.
  func ways(toMake number: Int, _ wanted: Bool) -> [Way] {
    let condition = set.rules[number].condition
    let relievers = set.relievers[number].filter { walk.evaluates($0) }
    if wanted {
      return product(
        [ways(condition, true, nil)] + relievers.map { ways(toMake: $0, false) })
    }
    let others = relievers.flatMap { reliever in
      ways(toMake: reliever, true).map { way in
        guard case .waive = set.rules[reliever].kind else { return way }
        return Way(goals: way.goals, waivers: way.waivers.union([reliever]))
      }
    }
    return bounded(ways(condition, false, nil) + others)
  }

  private func ways(_ condition: Condition, _ wanted: Bool, _ element: Element?) -> [Way] {
    if walk.truth(condition, element?.fields).value == wanted { return [.nothing] }
    switch condition {
    case .atom(let atom, let wording):
      return ways(atom, wording, wanted, element)
    case .not(let inner):
      return ways(inner, !wanted, element)
    case .all(let parts):
      let each = parts.map { ways($0, wanted, element) }
      return wanted ? product(each) : bounded(each.flatMap { $0 })
    case .any(let parts):
      let each = parts.map { ways($0, wanted, element) }
      return wanted ? bounded(each.flatMap { $0 }) : product(each)
    case .named(let number):
      return ways(set.named[number].condition, wanted, nil)
    case .routed(let remit):
      let name = set.remits[remit].name
      let routes = set.rules.indices.filter {
        set.rules[$0].kind == .route(remit: name) && walk.evaluates($0)
      }
      return ways(.any(routes.map { set.rules[$0].condition }), wanted, nil)
    }
  }

  private func ways(_ atom: Atom, _ wording: Wording, _ wanted: Bool, _ element: Element?)
    -> [Way]
  {
    switch atom {
    case .constant, .setting:
      return []
    case .quantified(.some, let list, let body):
      return wanted ? anyRecord(list, body, true) : everyRecord(list, body, false)
    case .quantified(.no, let list, let body):
      return wanted ? everyRecord(list, body, false) : anyRecord(list, body, true)
    case .quantified(.every, let list, let body):
      return wanted ? everyRecord(list, body, true) : anyRecord(list, body, false)
    case .counted(let list, let body, let comparison, let bound):
      return counted(list, body, comparison, bound, wanted)
    default:
      let record = atom.places.contains { $0.field != nil } ? element?.position : nil
      return [Way(goals: [.atom(atom, wording, wanted: wanted, record: record)])]
    }
  }

  // MARK: Lists

  /// The records of a list, and a new one if there is room.
  private func elements(_ list: Place) -> (stated: [Element], new: Element?) {
    let attribute = set.attribute(at: list)
    guard case .list(let record, let bound) = attribute.type else { return ([], nil) }
    var stated: [Element] = []
    if case .list(let records)? = walk.fact(list, nil) {
      stated = records.enumerated().map { Element(position: $0, fields: $1) }
    }
    let blank = Element(
      position: stated.count, fields: Array(repeating: nil, count: record.fields.count))
    return (stated, stated.count < bound ? blank : nil)
  }

  private func anyRecord(_ list: Place, _ body: Condition, _ wanted: Bool) -> [Way] {
    let (stated, new) = elements(list)
    let all = stated + (new.map { [$0] } ?? [])
    return bounded(
      all.flatMap { element in
        // What holds of a blank record holds of none that is there: some field must be stated.
        ways(body, wanted, element).filter { element.position < stated.count || $0.readsRecord }
      })
  }

  private func everyRecord(_ list: Place, _ body: Condition, _ wanted: Bool) -> [Way] {
    if walk.fact(list, nil) == nil { return [Way(goals: [.empty(list: list)])] }
    return product(elements(list).stated.map { ways(body, wanted, $0) })
  }

  /// How many records a count finds for certain, and how many are open.
  private struct Tally: Hashable, Comparable {
    var counted = 0
    var open = 0

    static func < (first: Tally, second: Tally) -> Bool {
      (first.counted, first.open) < (second.counted, second.open)
    }

    func with(_ value: Bool?) -> Tally {
      Tally(counted: counted + (value == true ? 1 : 0), open: open + (value == nil ? 1 : 0))
    }
  }

  /// Makes the condition true or false of as many records as the count needs.
  private func counted(
    _ list: Place, _ body: Condition, _ comparison: Comparison, _ bound: Number, _ wanted: Bool
  ) -> [Way] {
    guard let limit = walk.value(bound, nil).value else { return [] }
    let isStated = walk.fact(list, nil) != nil
    let (stated, new) = elements(list)
    var reached = [Tally(): [Way.nothing]]
    for element in stated + (new.map { [$0] } ?? []) {
      reached = after(element, body, isNew: element.position == stated.count, reached)
    }
    let found = reached.sorted { $0.key < $1.key }.flatMap { tally, ways -> [Way] in
      let answers = Set(
        (tally.counted...tally.counted + tally.open).map { comparison.holds(Int64($0), limit) })
      return answers == [wanted] ? ways : []
    }
    return bounded(
      found.map { isStated || $0 != .nothing ? $0 : Way(goals: [.empty(list: list)]) })
  }

  /// The tallies once one more record was left as it is, or changed.
  private func after(
    _ element: Element, _ body: Condition, isNew: Bool, _ reached: [Tally: [Way]]
  ) -> [Tally: [Way]] {
    let now = isNew ? false : walk.truth(body, element.fields).value
    let before = reached.sorted { $0.key < $1.key }
    var next: [Tally: [Way]] = [:]
    for (tally, ways) in before { next[tally.with(now)] = ways }
    for value in [true, false] where value != now {
      let own = ways(body, value, element).filter { !isNew || $0.readsRecord }
      for (tally, ways) in before {
        next[tally.with(value), default: []] += product([ways, own])
      }
    }
    return next.mapValues { bounded($0) }.filter { !$0.value.isEmpty }
  }

  // MARK: Bounds

  private func product(_ factors: [[Way]]) -> [Way] {
    factors.reduce([.nothing]) { ways, factor in
      bounded(ways.flatMap { way in factor.map { way.joined(with: $0) } })
    }
  }

  /// The smallest ways, each once and none that needs all of another.
  private func bounded(_ ways: [Way]) -> [Way] {
    var kept: [Way] = []
    let sorted = ways.enumerated().sorted {
      ($0.element.goals.count, $0.offset) < ($1.element.goals.count, $1.offset)
    }
    for (_, way) in sorted where way.goals.count <= Limits.changes {
      if kept.count >= Limits.ways { break }
      if !kept.contains(where: { way.needs($0) }) { kept.append(way) }
    }
    return kept
  }
}
