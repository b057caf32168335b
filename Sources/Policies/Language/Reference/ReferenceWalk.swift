/// Evaluates conditions by walking over them: slow, plain, and the meaning of the language.
struct ReferenceWalk {
  let set: PolicySet
  let situation: Situation
  private let facts: [Facts?]
  /// For each remit, the rules that route to it.
  private let routes: [[Int]]

  init(_ set: PolicySet, _ situation: Situation) {
    self.set = set
    self.situation = situation
    facts = set.vocabularies.map { vocabulary in
      situation.facts[vocabulary.kind].flatMap {
        $0.vocabularyDigest == vocabulary.digest ? $0 : nil
      }
    }
    routes = Self.routes(of: set)
  }

  /// The same situation under other rules of the same vocabularies.
  init(_ set: PolicySet, like other: ReferenceWalk, routes: [[Int]]) {
    self.set = set
    situation = other.situation
    facts = other.facts
    self.routes = routes
  }

  /// For each remit, the rules that route to it.
  static func routes(of set: PolicySet) -> [[Int]] {
    var routes = [[Int]](repeating: [], count: set.remits.count)
    for (number, rule) in set.rules.enumerated() {
      guard case .route(let name) = rule.kind,
        let remit = set.remits.firstIndex(where: { $0.name == name })
      else { continue }
      routes[remit].append(number)
    }
    return routes
  }

  /// One for each rule; nil for rules that are not evaluated in this situation.
  func truths() -> [RuleTruth?] {
    set.rules.indices.map { evaluates($0) ? ruleTruth($0) : nil }
  }

  /// Whether a rule is in force and its stage has come.
  func evaluates(_ number: Int) -> Bool {
    let rule = set.rules[number]
    return rule.isInForce(on: situation.asOf) && rule.governs(caseReceivedOn: situation.received)
      && rule.isEvaluated(at: situation.stage, set.vocabularies.map(\.kind))
  }

  func ruleTruth(_ number: Int) -> RuleTruth {
    let raw = truth(set.rules[number].condition, nil)
    let relievers = set.relievers[number].filter { evaluates($0) }
    let relief = relievers.map { ($0, ruleTruth($0).effective) }
    return RuleTruth(
      raw: raw, effective: .all([raw] + relief.map(\.1.denied)),
      relievedBy: relief.filter { $0.1.value == true }.map(\.0),
      openRelief: relief.map(\.1).filter { $0.value == nil })
  }

  // MARK: Conditions

  func truth(_ condition: Condition, _ record: [FactValue?]?) -> Truth {
    switch condition {
    case .atom(let atom, _): truth(atom, record)
    case .not(let inner): truth(inner, record).denied
    case .all(let parts): .all(parts.map { truth($0, record) })
    case .any(let parts): .any(parts.map { truth($0, record) })
    case .named(let number): truth(set.named[number].condition, nil)
    case .routed(let remit): routed(remit)
    }
  }

  private func routed(_ remit: Int) -> Truth {
    .any(routes[remit].filter { evaluates($0) }.map { truth(set.rules[$0].condition, nil) })
  }

  func truth(_ atom: Atom, _ record: [FactValue?]?) -> Truth {
    switch atom {
    case .constant(let value):
      return .known(value)
    case .setting(let number):
      return .known(set.parameters[number].value(on: situation.asOf) == 1)
    case .flag(let place):
      return read(place, record) { $0 == .bool(true) || $0 == .number(1) }
    case .members(let place, let test):
      return read(place, record) {
        if case .members(let mask) = $0 { test.holds(mask) } else { false }
      }
    case .isNone(let place):
      return read(place, record) { $0 == .none }
    case .known(let place):
      return .known(fact(place.plain, record) != nil)
    case .changed(let place):
      guard let differs = situation.changes?.differs[place.attribute] else {
        return .unknown([place])
      }
      return .known(differs)
    case .compare(let left, let comparison, let right):
      return compare(left, comparison, right, record)
    case .enough(let place, let samples, let window):
      return enough(place, samples, window)
    case .quantified(let quantifier, let list, let body):
      return quantified(quantifier, list, body)
    case .counted(let list, let body, let comparison, let bound):
      return counted(list, body, comparison, bound)
    }
  }

  /// The value at a place, with what is assumed; nil when it is missing.
  func fact(_ place: Place, _ record: [FactValue?]?) -> FactValue? {
    let attribute = set.attribute(at: place)
    let stated =
      place.field.map { record?[$0] ?? nil }
      ?? facts[place.vocabulary]?.values[place.attribute]
    if let stated { return stated }
    if attribute.isRecorded { return .bool(false) }
    guard let assumed = place.assumed else { return nil }
    switch attribute.type {
    case .bool: return .bool(assumed == 1)
    case .member, .set: return .members(UInt64(assumed))
    default: return .number(assumed)
    }
  }

  private func read(_ place: Place, _ record: [FactValue?]?, _ test: (FactValue) -> Bool) -> Truth {
    guard let value = fact(place, record) else { return .unknown([place.plain]) }
    return .known(test(value))
  }

  /// A comparison with a none is false, and so is its opposite; the checker wants it guarded.
  private func compare(
    _ left: Number, _ comparison: Comparison, _ right: Number, _ record: [FactValue?]?
  ) -> Truth {
    let sides = (value(left, record), value(right, record))
    let missing = sides.0.missing.union(sides.1.missing)
    if !missing.isEmpty { return .unknown(missing) }
    guard let first = sides.0.value, let second = sides.1.value else { return .known(false) }
    return .known(comparison.holds(first, second))
  }

  /// A number; a nil value without missing facts is a none.
  func value(_ number: Number, _ record: [FactValue?]?)
    -> (value: Int64?, missing: Set<Place>)
  {
    func both(_ first: Number, _ second: Number, _ combine: (Int64, Int64) -> Int64)
      -> (value: Int64?, missing: Set<Place>)
    {
      let (left, right) = (value(first, record), value(second, record))
      let missing = left.missing.union(right.missing)
      guard let first = left.value, let second = right.value else { return (nil, missing) }
      return (combine(first, second), missing)
    }
    switch number {
    case .literal(let value): return (value, [])
    case .asOf: return (situation.asOf.day, [])
    case .parameter(let number): return (set.parameters[number].value(on: situation.asOf), [])
    case .place(let place):
      guard let stated = fact(place, record) else { return (nil, [place.plain]) }
      if case .number(let value) = stated { return (value, []) }
      return (nil, [])
    case .sum(let first, let second): return both(first, second, +)
    case .difference(let first, let second): return both(first, second, -)
    case .adding(let months, let date):
      return both(months, date) { CivilDate.adding(months: $0, to: $1) }
    case .times(let inner, let factor): return both(inner, .literal(factor), *)
    case .over(let inner, let divisor): return both(inner, .literal(divisor), /)
    }
  }

  private func enough(_ place: Place, _ samples: Int64, _ window: Int64) -> Truth {
    func count(_ offset: Int) -> Int64 {
      guard
        case .number(let value)? = facts[place.vocabulary]?.values[place.attribute + offset]
      else { return 0 }
      return value
    }
    let isEnough =
      fact(place, nil) != nil && count(1) >= samples && count(2) >= window
    return isEnough ? .known(true) : .unknown([place])
  }

  // MARK: Lists

  private func quantified(_ quantifier: Quantifier, _ list: Place, _ body: Condition) -> Truth {
    guard let stated = fact(list, nil) else { return .unknown([list]) }
    guard case .list(let records) = stated else { return .known(quantifier != .some) }
    let parts = records.map { truth(body, $0) }
    switch quantifier {
    case .some: return .any(parts)
    case .every: return .all(parts)
    case .no: return .any(parts).denied
    }
  }

  /// Known as soon as neither the least nor the greatest possible count would change the answer.
  private func counted(
    _ list: Place, _ body: Condition, _ comparison: Comparison, _ bound: Number
  ) -> Truth {
    guard let stated = fact(list, nil) else { return .unknown([list]) }
    guard let limit = value(bound, nil).value else { return .known(false) }
    guard case .list(let records) = stated else { return .known(comparison.holds(0, limit)) }
    let parts = records.map { truth(body, $0) }
    let open = parts.filter { $0.value == nil }
    let least = parts.count { $0.value == true }
    let answers = Set((least...least + open.count).map { comparison.holds(Int64($0), limit) })
    if answers.count == 1, let answer = answers.first { return .known(answer) }
    return .unknown(open.reduce(into: []) { $0.formUnion($1.missing) })
  }
}
