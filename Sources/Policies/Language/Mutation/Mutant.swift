/// A small mistake in a policy that its tests ought to notice.
struct Mutant: Sendable {
  /// What is put in the place of what stands there.
  enum Edit: Sendable {
    case condition(rule: Int, Condition)
    case named(Int, Condition)
    case kind(rule: Int, RuleKind)
    case stage(rule: Int, Stage)
    case shadow(rule: Int)
    case value(rule: Int, Int64)
    case from(rule: Int, CivilDate)
    case until(rule: Int, CivilDate)
    /// A rule no longer yields to one of its waivers or exceptions.
    case relief(rule: Int, reliever: Int)
    case parameterValue(Int, entry: Int, Int64)
    case parameterDay(Int, entry: Int, CivilDate)
  }

  let edit: Edit
  /// The rule it is shown at.
  let rule: Int
  /// What is different, in a few words.
  let change: String
  /// Rules of which something may become different by itself; all others only follow these.
  let touched: [Int]

  /// The policies with the mistake.
  func applied(to set: PolicySet) -> PolicySet {
    var set = set
    switch edit {
    case .condition(let rule, let condition): set.rules[rule].condition = condition
    case .named(let number, let condition): set.named[number].condition = condition
    case .kind(let rule, let kind): set.rules[rule].kind = kind
    case .stage(let rule, let stage): set.rules[rule].stage = stage
    case .shadow(let rule): set.rules[rule].severity = .shadow
    case .value(let rule, let value): set.rules[rule].value = .literal(value)
    case .from(let rule, let day): set.rules[rule].from = day
    case .until(let rule, let day): set.rules[rule].until = day
    case .relief(let rule, let reliever): set.relievers[rule].removeAll { $0 == reliever }
    case .parameterValue(let number, let entry, let value):
      set.parameters[number].timeline[entry].value = value
    case .parameterDay(let number, let entry, let day):
      set.parameters[number].timeline[entry].from = day
    }
    return set
  }
}

/// Every mutant of a set of policies, in the order of the rules.
struct Mutants {
  private let set: PolicySet
  private(set) var all: [Mutant] = []

  init(_ set: PolicySet) {
    self.set = set
    let readers = Readers(set)
    for number in set.rules.indices {
      conditions(of: number)
      rule(number)
    }
    for number in set.named.indices {
      let rules = readers.ofNames[number]
      guard let first = rules.first else { continue }
      for (change, condition) in ConditionMutants(set: set).all(of: set.named[number].condition) {
        add(
          .named(number, condition), at: first, "in `\(set.named[number].name)` \(change)", rules)
      }
    }
    for number in set.parameters.indices {
      parameter(number, readers.ofParameters[number])
    }
  }

  private mutating func add(
    _ edit: Mutant.Edit, at rule: Int, _ change: String, _ touched: [Int]? = nil
  ) {
    all.append(Mutant(edit: edit, rule: rule, change: change, touched: touched ?? [rule]))
  }

  // MARK: Rules

  private mutating func conditions(of number: Int) {
    let rule = set.rules[number]
    if case .leadOtherwise = rule.kind { return }
    if rule.condition.isConstant {
      return add(.condition(rule: number, .constant(false)), at: number, "it never holds")
    }
    for (change, condition) in ConditionMutants(set: set).all(of: rule.condition) {
      add(.condition(rule: number, condition), at: number, change)
    }
  }

  private mutating func rule(_ number: Int) {
    let rule = set.rules[number]
    for (stage, word) in stages(beside: rule) {
      add(
        .stage(rule: number, stage), at: number, "it begins a stage \(word), at \(stage.rawValue)")
    }
    if Self.mayBeShadow(rule) {
      add(.shadow(rule: number), at: number, "it is a shadow and binds nobody")
    }
    if let other = otherRemit(rule.kind) {
      add(.kind(rule: number, other.kind), at: number, "it names \(other.remit)")
    }
    if case .literal(let value)? = rule.value {
      for (other, word) in Self.beside(value) where other > 0 {
        add(.value(rule: number, other), at: number, "its value is one \(word)")
      }
    }
    if rule.from > set.policies[rule.policyNumber].from {
      for (day, word) in Self.days(beside: rule.from) {
        add(.from(rule: number, day), at: number, "it begins a day \(word)")
      }
    }
    for (day, word) in rule.until.map(Self.days) ?? [] {
      add(.until(rule: number, day), at: number, "it ends a day \(word)")
    }
    for reliever in set.relievers[number] {
      add(
        .relief(rule: number, reliever: reliever), at: number,
        "it does not yield to `\(set.rules[reliever].id)`")
    }
  }

  private static func beside(_ value: Int64) -> [(Int64, String)] {
    [(value - 1, "lower"), (value + 1, "higher")]
  }

  private static func days(beside day: CivilDate) -> [(CivilDate, String)] {
    [(CivilDate(day: day.day - 1), "earlier"), (CivilDate(day: day.day + 1), "later")]
  }

  /// The stages beside a rule's own at which the checker would let it stand.
  private func stages(beside rule: Rule) -> [(Stage, String)] {
    guard let stage = rule.stage, rule.otherVocabulary == nil else { return [] }
    let first = rule.condition.places(set).map { set.attribute(at: $0).stage.order }.max() ?? 0
    let stages = Stage.allCases
    return [(stage.order - 1, "earlier"), (stage.order + 1, "later")].compactMap { order, word in
      stages.indices.contains(order) && order >= first ? (stages[order], word) : nil
    }
  }

  /// Whether it binds, so that a shadow would be something else.
  private static func mayBeShadow(_ rule: Rule) -> Bool {
    switch rule.kind {
    case .refuse, .gate, .suspend, .document, .condition, .flag, .ask, .approve: break
    default: return false
    }
    return rule.severity != .shadow
      && (!rule.kind.needsAuthority || rule.mark.bindsByItself || rule.adoption != nil)
  }

  private func otherRemit(_ kind: RuleKind) -> (kind: RuleKind, remit: String)? {
    let names = set.remits.map(\.name)
    func next(_ remit: String) -> String? {
      guard names.count > 1, let index = names.firstIndex(of: remit) else { return nil }
      return names[(index + 1) % names.count]
    }
    switch kind {
    case .route(let remit): return next(remit).map { (.route(remit: $0), $0) }
    case .lead(let remit): return next(remit).map { (.lead(remit: $0), $0) }
    default: return nil
    }
  }

  // MARK: Dated values

  private mutating func parameter(_ number: Int, _ rules: [Int]) {
    guard let first = rules.first else { return }
    let parameter = set.parameters[number]
    for (entry, dated) in parameter.timeline.enumerated() {
      let values =
        parameter.type == .bool ? [(1 - dated.value, "turned round")] : Self.beside(dated.value)
      for (value, word) in values {
        add(
          .parameterValue(number, entry: entry, value), at: first,
          "`\(parameter.name)` of \(dated.from) is \(parameter.type == .bool ? "" : "one ")\(word)",
          rules)
      }
      if entry == 0 { continue }
      for (day, word) in Self.days(beside: dated.from) {
        add(
          .parameterDay(number, entry: entry, day), at: first,
          "`\(parameter.name)` of \(dated.from) begins a day \(word)", rules)
      }
    }
  }
}
