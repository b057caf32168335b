/// Puts a decision together from what became of each rule; the same for both evaluators.
struct DecisionBuilder {
  let set: PolicySet
  let stage: Stage
  let asOf: CivilDate
  /// One for each rule; nil where the rule is not evaluated.
  let truths: [RuleTruth?]
  /// The values of the parts of a rule's condition.
  let atoms: (Int) -> [AtomOutcome]
  /// The fact that an attribute of the application has, for the lead's choice.
  let fact: (String) -> FactValue?

  func build() -> Decision {
    let route = route()
    return Decision(
      policyDigest: set.digest, stage: stage, asOf: asOf, route: route, lead: lead(route),
      rules: set.rules.indices.map { outcome($0) },
      clocks: values { if case .clock = $0 { true } else { false } },
      quotas: values { if case .quota = $0 { true } else { false } })
  }

  private func names(_ places: Set<Place>) -> [String] {
    Set(places.map { set.name(of: $0) }).sorted()
  }

  // MARK: Route and lead

  private func route() -> Route {
    var certain: Set<String> = []
    var possible: Set<String> = []
    var missing: [String: Set<Place>] = [:]
    for (number, rule) in set.rules.enumerated() {
      guard case .route(let remit) = rule.kind, let truth = truths[number]?.effective else {
        continue
      }
      if truth.value == true { certain.insert(remit) }
      if truth.value != false { possible.insert(remit) }
      missing[remit, default: []].formUnion(truth.missing)
    }
    let open = possible.subtracting(certain)
    let order = set.remits.map(\.name)
    return Route(
      certain: order.filter { certain.contains($0) },
      possible: order.filter { possible.contains($0) },
      missing: names(open.reduce(into: []) { $0.formUnion(missing[$1] ?? []) }))
  }

  /// Exactly one remit, and it is routed to; otherwise open or a conflict.
  private func lead(_ route: Route) -> Lead {
    var named: [String: [String]] = [:]
    var open: [String: Set<Place>] = [:]
    var otherwise: (rule: String, attribute: String)?
    for (number, rule) in set.rules.enumerated() {
      guard let truth = truths[number]?.effective else { continue }
      switch rule.kind {
      case .lead(let remit):
        if truth.value == true { named[remit, default: []].append(rule.id) }
        if truth.value == nil { open[remit, default: []].formUnion(truth.missing) }
      case .leadOtherwise(let attribute):
        if truth.value != false { otherwise = (rule.id, attribute) }
      default:
        break
      }
    }
    if named.count > 1 { return .conflict(rules: named.values.flatMap { $0 }.sorted()) }
    let others = open.filter { named[$0.key] == nil }
    guard others.isEmpty else {
      return .undetermined(missing: names(others.values.reduce(into: []) { $0.formUnion($1) }))
    }
    if let (remit, rules) = named.first { return routed(remit, rules, route) }
    guard let otherwise else { return .undetermined(missing: []) }
    return chosen(otherwise.attribute, otherwise.rule, route)
  }

  private func chosen(_ attribute: String, _ rule: String, _ route: Route) -> Lead {
    guard case .members(let mask)? = fact(attribute),
      let index = set.vocabularies[0].index(of: attribute),
      let name = set.vocabularies[0].attributes[index].type.enumeration?.names(in: mask).first
    else { return .undetermined(missing: [attribute]) }
    return routed(name, [rule], route)
  }

  private func routed(_ remit: String, _ rules: [String], _ route: Route) -> Lead {
    if route.certain.contains(remit) { return .remit(remit) }
    if route.possible.contains(remit) { return .undetermined(missing: route.missing) }
    return .conflict(rules: rules)
  }

  // MARK: Rules

  private func outcome(_ number: Int) -> RuleOutcome {
    let rule = set.rules[number]
    let truth = truths[number]
    return RuleOutcome(
      id: rule.id, kind: rule.kind, remit: rule.remit, severity: rule.severity,
      isShadow: !rule.binds(on: asOf),
      outcome: truth.map { outcome(rule.kind, $0) } ?? .notEvaluated,
      texts: rule.texts, citations: rule.citations, adoption: rule.adoption,
      newerVersion: set.newerVersion(of: rule),
      missing: names(truth?.effective.missing ?? []), atoms: truth == nil ? [] : atoms(number),
      relievedBy: (truth?.relievedBy ?? []).map { set.rules[$0].id })
  }

  private func outcome(_ kind: RuleKind, _ truth: RuleTruth) -> Outcome {
    kind.shape.outcome(
      of: truth.effective.value,
      relievers: truth.raw.value == false ? 0 : truth.relievedBy.count)
  }

  // MARK: Clocks and quotas

  private func values(_ isWanted: (RuleKind) -> Bool) -> [ValueOutcome] {
    set.rules.indices.filter { isWanted(set.rules[$0].kind) && truths[$0]?.raw.value != false }
      .compactMap { value($0) }
  }

  private func value(_ number: Int) -> ValueOutcome? {
    guard let own = truths[number] else { return nil }
    let others = set.alternatives[number].filter { truths[$0] != nil }
    let holding = others.filter { truths[$0]?.effective.value == true }
    let open = others.filter { truths[$0]?.effective.value == nil }
    let values = Set(holding.map { count($0) })
    let missing = open.reduce(into: own.effective.missing) {
      $0.formUnion(truths[$1]?.effective.missing ?? [])
    }
    let outcome: Outcome =
      values.count > 1 ? .conflict : missing.isEmpty ? .applies : .undetermined
    let source = holding.first ?? number
    let rule = set.rules[number]
    let amount = outcome == .applies ? count(source) : nil
    let unit = set.rules[source].unit
    var name = rule.id
    var period: Period?
    if case .clock(let timer) = rule.kind { name = timer }
    if case .quota(let resource, let each) = rule.kind { (name, period) = (resource, each) }
    return ValueOutcome(
      name: name, rule: rule.id, remit: rule.remit,
      value: amount.map { amount in
        unit.map { Length(amount, $0).description } ?? String(amount)
      },
      count: amount, unit: unit, period: period, outcome: outcome,
      rules: (outcome == .conflict ? holding : [source]).map { set.rules[$0].id },
      missing: names(missing))
  }

  private func count(_ number: Int) -> Int64 {
    switch set.rules[number].value {
    case .literal(let count)?: count
    case .parameter(let parameter)?: set.parameters[parameter].value(on: asOf)
    default: 0
    }
  }
}
