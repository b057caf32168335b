/// Takes away from a record everything that a formula does not need.
struct Reduction {
  private let goal: Circuit

  init(_ table: TermTable, goal: Term) {
    self.goal = Circuit(table, goal)
  }

  /// The assignment with fewer facts stated, fewer records in its lists and fewer members in its sets.
  func reduced(_ assignment: Assignment) -> Assignment {
    var kept = assignment
    let unknowns = assignment.values.keys.map { (key: Self.order($0), unknown: $0) }
      .sorted { $0.key < $1.key }.map(\.unknown)
    for unknown in unknowns {
      guard let value = kept.values[unknown], value > 0 else { continue }
      switch unknown {
      case .length(let fact, _):
        for element in (0..<value).reversed() { drop(Int(element), of: fact, unknown, &kept) }
      case .known, .changesKnown, .changed, .member, .isNone, .flag:
        var less = kept
        less.values[unknown] = 0
        if goal.value(less) == 1 { kept = less }
      case .number, .asOf, .stage: break
      }
    }
    return kept
  }

  /// Takes one record out of a list; the last one takes its place.
  private func drop(
    _ element: Int, of fact: Unknown.Fact, _ length: Unknown, _ kept: inout Assignment
  ) {
    let last = Int(kept.values[length] ?? 0) - 1
    guard element <= last else { return }
    var less = kept
    less.values[length] = Int64(last)
    for (unknown, value) in kept.values {
      if let moved = unknown.moved(from: last, to: element, in: fact) { less.values[moved] = value }
    }
    if goal.value(less) == 1 { kept = less }
  }

  /// Lists and whole facts first, then what is in them; by name, so that the same question has the same
  /// answer.
  private static func order(_ unknown: Unknown) -> String {
    func named(_ rank: String, _ site: Unknown.Site, _ member: Int = 0) -> String {
      let fact = "\(site.fact.kind.rawValue) \(site.fact.attribute)"
      return "\(rank) \(fact) \(site.field ?? "") \(site.element ?? 0) \(member)"
    }
    switch unknown {
    case .length(let fact, _): return "0 \(fact.kind.rawValue) \(fact.attribute)"
    case .known(let site): return named(site.field == nil ? "1" : "2", site)
    case .isNone(let site): return named("3 none", site)
    case .flag(let site): return named("3 flag", site)
    case .member(let site, let member): return named("3 member", site, member)
    case .number(let site, _): return named("3 number", site)
    case .changed(let fact): return "3 changed \(fact.kind.rawValue) \(fact.attribute)"
    case .changesKnown: return "3 changes"
    case .asOf: return "3 day"
    case .stage: return "3 stage"
    }
  }
}

extension Unknown {
  /// The same of another record of a list; nil for what is not of that record.
  func moved(from: Int, to: Int, in fact: Fact) -> Unknown? {
    func site(_ old: Site) -> Site? {
      guard old.fact == fact, old.element == from else { return nil }
      var new = old
      new.element = to
      return new
    }
    switch self {
    case .known(let old): return site(old).map { .known($0) }
    case .isNone(let old): return site(old).map { .isNone($0) }
    case .flag(let old): return site(old).map { .flag($0) }
    case .member(let old, let member): return site(old).map { .member($0, member) }
    case .number(let old, let range): return site(old).map { .number($0, range) }
    case .asOf, .stage, .changesKnown, .changed, .length: return nil
    }
  }
}
