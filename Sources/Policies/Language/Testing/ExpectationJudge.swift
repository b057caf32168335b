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
    case .rules(let word, let ids, let missing, let by):
      for id in ids {
        if let failure = failure(word, id, missing) ?? failure(id, by) { return failure }
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
    case "questions": got = decision.applying("ask").map(\.id)
    case "approvals": got = decision.applying("approve").map(\.id)
    case "suspensions": got = decision.applying("suspend").map(\.id)
    default: got = decision.applying(String(word.dropLast())).map(\.id)
    }
    let holds: Bool
    switch comparison {
    case "=": holds = Set(got) == Set(names)
    case "includes": holds = Set(names).isSubset(of: got)
    default: holds = Set(names).isDisjoint(with: got)
    }
    return holds ? nil : "\(word) are {\(list(got))}"
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
    let values = (word == "clock" ? decision.clocks : decision.quotas).filter { $0.name == name }
    let got = values.map { $0.value ?? $0.outcome.rawValue }
    return got.contains(wanted) ? nil : "\(name) is \(got.isEmpty ? "not set" : list(got))"
  }
}
