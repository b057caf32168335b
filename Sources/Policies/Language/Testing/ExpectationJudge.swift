/// Compares what a test expects with a decision.
struct ExpectationJudge {
  let set: PolicySet
  let decision: Decision

  /// What is different, or nil when the expectation holds.
  func failure(of claim: Expectation.Claim) -> String? {
    switch claim {
    case .set(let word, let comparison, let names):
      return failure(word, comparison, names)
    case .lead(let wanted):
      let got = lead
      return got == wanted ? nil : "the lead is \(got)"
    case .notRefused:
      let ids = (decision.refusals + decision.openRefusals).map(\.id)
      return ids.isEmpty ? nil : "refused or undetermined by \(list(ids))"
    case .rules(let word, let ids, let missing, let by, let terms):
      for id in ids {
        if let failure = failure(word, id, missing) ?? failure(id, by) ?? failure(id, terms) {
          return failure
        }
      }
      return nil
    case .value(let word, let name, let wanted):
      return failure(word, name, wanted)
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private var lead: String {
    switch decision.lead {
    case .remit(let remit): remit
    case .undetermined: "undetermined"
    case .conflict: "conflict"
    }
  }

  private func failure(_ word: String, _ comparison: String, _ names: [String]) -> String? {
    let got: [String]
    switch word {
    case "route":
      if comparison == "=", !decision.route.isDetermined {
        return "the route is open between {\(list(decision.route.certain))} and "
          + "{\(list(decision.route.possible))}, for want of \(list(decision.route.missing))"
      }
      got = comparison == "excludes" ? decision.route.possible : decision.route.certain
    default: got = rules(word)
    }
    let holds: Bool
    switch comparison {
    case "=": holds = Set(got) == Set(names)
    case "includes": holds = Set(names).isSubset(of: got)
    default: holds = Set(names).isDisjoint(with: got)
    }
    return holds ? nil : "\(word) are {\(list(got))}"
  }

  /// The sets of rules that can be expected, and the words that begin their statements.
  static let kinds = [
    "conditions": "condition", "documents": "document", "flags": "flag", "questions": "ask",
    "approvals": "approve", "suspensions": "suspend", "refusals": "refuse", "gates": "gate",
    "waivers": "waive",
  ]

  /// The binding rules of a kind that take effect; with `open` before it, those that are undetermined.
  func rules(_ word: String) -> [String] {
    let isOpen = word.hasPrefix("open ")
    let kind = Self.kinds[isOpen ? String(word.dropFirst("open ".count)) : word]
    let outcomes: [Outcome] = isOpen ? [.undetermined] : [.applies, .notMet]
    return decision.rules.filter {
      $0.kind.word == kind && !$0.isShadow && outcomes.contains($0.outcome)
    }.map(\.id)
  }

  private func failure(_ id: String, _ terms: [String]) -> String? {
    guard let rule = decision.rules.first(where: { $0.id == id }) else { return nil }
    let own = rule.kind.terms(rule.severity)
    return Set(terms).isSubset(of: own)
      ? nil : own.isEmpty ? "\(id) says nothing of that" : "\(id) says: \(list(own))"
  }

  private func failure(_ word: String, _ id: String, _ missing: [String]?) -> String? {
    guard let rule = decision.rules.first(where: { $0.id == id }) else { return "no rule \(id)" }
    let outcomes: [Outcome]
    switch word {
    case "refused": outcomes = [.notMet]
    case "met": outcomes = [.met]
    case "waived": outcomes = [.waived]
    case "excepted": outcomes = [.excepted]
    case "conflict": outcomes = [.conflict]
    case "undetermined", "unknown": outcomes = [.undetermined]
    case "shadow":
      return rule.isShadow && rule.outcome != .notEvaluated
        ? nil : "\(id) is \(shown(rule))"
    case "fires": outcomes = [.applies, .notMet]
    // Silent is also what is not in force, or whose stage has not come.
    default: outcomes = [.doesNotApply, .met, .excepted, .notEvaluated]
    }
    let mayBeShadow = ["fires", "silent", "unknown"].contains(word)
    guard outcomes.contains(rule.outcome), mayBeShadow || !rule.isShadow else {
      return "\(id) is \(shown(rule))"
    }
    if let missing, Set(missing) != Set(rule.missing) {
      return "\(id) misses {\(list(rule.missing))}"
    }
    return nil
  }

  private func failure(_ id: String, _ by: [String]?) -> String? {
    guard let by, let rule = decision.rules.first(where: { $0.id == id }) else { return nil }
    return Set(by) == Set(rule.relievedBy) ? nil : "\(id) yields to {\(list(rule.relievedBy))}"
  }

  private func shown(_ rule: RuleOutcome) -> String {
    let shadow = rule.isShadow ? " as a shadow, which binds nobody" : ""
    let missing = rule.missing.isEmpty ? "" : ", for want of {\(list(rule.missing))}"
    return rule.outcome.rawValue.replacing("_", with: " ") + missing + shadow
  }

  private func failure(_ word: String, _ name: String, _ wanted: String) -> String? {
    let values = (word == "clock" ? decision.clocks : decision.quotas)
      .filter { $0.name == name || $0.setBy.contains(name) }
    if values.isEmpty { return wanted == "none" ? nil : "\(name) is not set" }
    let got = values.map { value in
      let shown = value.value ?? value.outcome.rawValue
      guard wanted.contains(" per "), let period = value.period else { return shown }
      return "\(shown) per \(period.rawValue)"
    }
    return got.contains(wanted) ? nil : "\(name) is \(list(got))"
  }
}
