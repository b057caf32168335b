/// What can be said only of all policies together.
extension PolicyChecker {
  mutating func reportWholeSet() {
    if isForCaseInFlight { relate(from: 0) }
    reportLead()
    reportUnroutedRemits()
    let timelines = Rule.timelines(rules)
    TimelineGap.check(timelines, &findings)
    TimelineOverlap.check(timelines, &findings)
    // For a case in flight the decision shows it: each version by itself may well be right.
    if !isForCaseInFlight {
      for rules in Rule.settings(rules) {
        TimelineOverlap.checkConditional(rules, parameters, &findings)
      }
    }
    ContradictoryTest.check(tests, &findings)
  }

  private mutating func reportLead() {
    let leads = rules.filter { $0.kind.word == "lead" }
    let otherwise = leads.filter {
      if case .leadOtherwise = $0.kind { true } else { false }
    }
    if let first = leads.first, otherwise.isEmpty {
      findings.add(
        .leadNotTotal, "nothing says who leads when no `lead` rule holds", at: first.span,
        help: "add `lead … otherwise` and an attribute that names a remit")
    }
    for second in otherwise.dropFirst() {
      findings.add(
        .duplicateName, "there are two `lead … otherwise`", at: second.span, help: "keep one")
    }
  }

  private mutating func reportUnroutedRemits() {
    let remits = checker.scope.vocabularies[0].remits.map(\.name)
    let routed = Set(
      rules.compactMap { if case .route(let remit) = $0.kind { remit } else { String?.none } })
    var reported: Set<Int> = []
    for rule in rules {
      rule.condition.forEachRouted(checker.scope.named) { remit in
        guard !routed.contains(remits[remit]), reported.insert(remit).inserted else { return }
        checker.findings.add(
          .unroutedRemit, "no route in these files leads to \(remits[remit])", at: rule.span,
          help: "hand the joint policy in as well")
      }
    }
  }
}

extension Condition {
  /// Whether it asks where the case is routed, itself or behind a name.
  func asksRoute(_ named: [NamedCondition]) -> Bool {
    var asks = false
    forEachRouted(named) { _ in asks = true }
    return asks
  }

  /// Calls for every `routed` in it, also behind names.
  func forEachRouted(_ named: [NamedCondition], _ body: (Int) -> Void) {
    switch self {
    case .routed(let remit): body(remit)
    case .named(let number): named[number].condition.forEachRouted(named, body)
    case .not(let inner): inner.forEachRouted(named, body)
    case .all(let parts), .any(let parts): for part in parts { part.forEachRouted(named, body) }
    case .atom(.quantified(_, _, let inside), _), .atom(.counted(_, let inside, _, _), _):
      inside.forEachRouted(named, body)
    case .atom: break
    }
  }
}
