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
      clocks: SettingReader(set: set, asOf: asOf, truths: truths).values("clock"),
      quotas: SettingReader(set: set, asOf: asOf, truths: truths).values("quota"))
  }

  private func names(_ places: Set<Place>) -> [String] { set.names(of: places) }

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
    var openChoice: Set<Place> = []
    for (number, rule) in set.rules.enumerated() {
      guard let truth = truths[number]?.effective else { continue }
      switch rule.kind {
      case .lead(let remit):
        if truth.value == true { named[remit, default: []].append(rule.id) }
        if truth.value == nil { open[remit, default: []].formUnion(truth.missing) }
      case .leadOtherwise(let attribute):
        if truth.value == true { otherwise = (rule.id, attribute) }
        openChoice.formUnion(truth.missing)
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
    guard openChoice.isEmpty, let otherwise else {
      return .undetermined(missing: names(openChoice))
    }
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
    let shape = rule.kind.shape
    return RuleOutcome(
      id: rule.id, kind: rule.kind, remit: rule.remit, severity: rule.severity,
      isShadow: !rule.binds(on: asOf),
      outcome: truth?.outcome(shape) ?? .notEvaluated,
      texts: rule.texts, citations: rule.citations, adoption: rule.adoption,
      newerVersion: set.newerVersion(of: rule),
      missing: names(truth?.missing(shape) ?? []), atoms: truth == nil ? [] : atoms(number),
      relievedBy: (truth?.relievedBy ?? []).map { set.rules[$0].id })
  }
}
