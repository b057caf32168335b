/// When a condition is true and when it is false; where neither, it is unknown.
struct TruthTerms: Hashable {
  var isTrue: Term
  var isFalse: Term

  var denied: TruthTerms { TruthTerms(isTrue: isFalse, isFalse: isTrue) }
}

/// Turns a policy set into formulas over everything that may be stated, the day and the stage.
///
/// The meaning is the reference walk's, fact for fact: each fact may be missing, "none", or a value of its
/// range. A list is represented by as many records as can matter: one for each quantifier that reads it and
/// two times one more than its bound for each count, never more than the list may hold. That loses nothing: from
/// any longer list the records that settle these can be kept and the others dropped without changing one
/// answer.
struct Translation {
  let set: PolicySet
  let table: TermTable
  /// How many records stand for each list.
  let elements: [Unknown.Fact: Int]
  private var atoms: [Atom: TruthTerms] = [:]
  private var effects: [Int: TruthTerms] = [:]
  private var names: [Int: TruthTerms] = [:]
  private var routes: [Int: TruthTerms] = [:]

  /// Takes a set and the formulas made so far.
  init(_ set: PolicySet, elements: [Unknown.Fact: Int], table: TermTable) {
    self.set = set
    self.elements = elements
    self.table = table
  }

  // MARK: Rules

  /// Whether a rule is in force and its stage has come.
  func evaluates(_ number: Int) -> Term {
    let rule = set.rules[number]
    let stage = table.unknown(.stage)
    var parts = [isOnOrAfter(rule.from)]
    if let until = rule.until { parts.append(table.not(isOnOrAfter(until))) }
    if let other = rule.otherVocabulary, let only = set.vocabularies[other].kind.onlyStage {
      parts.append(table.equal(stage, table.constant(Int64(only.order))))
    } else if let from = rule.stage {
      parts.append(table.compare(stage, .atLeast, table.constant(Int64(from.order))))
    }
    return table.and(parts)
  }

  func isOnOrAfter(_ day: CivilDate) -> Term {
    table.compare(table.unknown(.asOf), .atLeast, table.constant(day.day))
  }

  /// Whether a rule counts: no shadow, and adopted where it must be.
  func binds(_ number: Int) -> Term {
    let rule = set.rules[number]
    if rule.severity == .shadow { return table.truth(false) }
    if !rule.kind.needsAuthority || rule.mark.bindsByItself { return table.truth(true) }
    return rule.adoption.map { isOnOrAfter($0.on) } ?? table.truth(false)
  }

  /// A rule's own condition.
  mutating func own(_ number: Int) -> TruthTerms { truth(set.rules[number].condition, nil) }

  /// A rule once waivers and exceptions have had their say.
  mutating func effect(_ number: Int) -> TruthTerms {
    if let found = effects[number] { return found }
    let raw = own(number)
    var holds = [raw.isTrue]
    var fails = [raw.isFalse]
    for reliever in set.relievers[number] {
      let relief = effect(reliever)
      let isHeard = evaluates(reliever)
      holds.append(table.or([table.not(isHeard), relief.isFalse]))
      fails.append(table.and([isHeard, relief.isTrue]))
    }
    let effect = TruthTerms(isTrue: table.and(holds), isFalse: table.or(fails))
    effects[number] = effect
    return effect
  }

  /// Whether a remit is routed to.
  mutating func routed(_ remit: String) -> TruthTerms {
    var holds: [Term] = []
    var fails: [Term] = []
    for number in set.rules.indices where set.rules[number].kind == .route(remit: remit) {
      let route = own(number)
      let isHeard = evaluates(number)
      holds.append(table.and([isHeard, route.isTrue]))
      fails.append(table.or([table.not(isHeard), route.isFalse]))
    }
    return TruthTerms(isTrue: table.or(holds), isFalse: table.and(fails))
  }

  // MARK: Conditions

  mutating func truth(_ condition: Condition, _ element: Int?) -> TruthTerms {
    switch condition {
    case .atom(let atom, _):
      if element == nil, let found = atoms[atom] { return found }
      let terms = truth(atom, element)
      if element == nil { atoms[atom] = terms }
      return terms
    case .not(let inner): return truth(inner, element).denied
    case .all(let parts):
      let inner = parts.map { truth($0, element) }
      return TruthTerms(
        isTrue: table.and(inner.map(\.isTrue)), isFalse: table.or(inner.map(\.isFalse)))
    case .any(let parts):
      let inner = parts.map { truth($0, element) }
      return TruthTerms(
        isTrue: table.or(inner.map(\.isTrue)), isFalse: table.and(inner.map(\.isFalse)))
    case .named(let number):
      if let found = names[number] { return found }
      let terms = truth(set.named[number].condition, nil)
      names[number] = terms
      return terms
    case .routed(let remit):
      if let found = routes[remit] { return found }
      let terms = routed(set.remits[remit].name)
      routes[remit] = terms
      return terms
    }
  }

  mutating func known(_ value: Bool) -> TruthTerms { known(table.truth(value)) }

  mutating func known(_ value: Term) -> TruthTerms {
    TruthTerms(isTrue: value, isFalse: table.not(value))
  }

  /// True or false as soon as something is known.
  mutating func settled(_ value: Term, when isKnown: Term) -> TruthTerms {
    TruthTerms(
      isTrue: table.and([isKnown, value]), isFalse: table.and([isKnown, table.not(value)]))
  }
}
