/// What two sets decide about one situation, by the reference walk.
struct Flips {
  let old: PolicySet
  let new: PolicySet

  /// Whether the two decisions differ in a group.
  func isSeen(_ group: Group, _ witness: Witness) -> Bool {
    let before = decision(of: old, in: witness.situation(in: old), group)
    let after = decision(of: new, in: witness.situation(in: new), group)
    return view(group, before) != view(group, after)
  }

  /// What a set decides, as far as a group has a part in it.
  private func decision(of set: PolicySet, in situation: Situation, _ group: Group) -> Decision {
    let kinds: Set<String> =
      switch group.kind {
      case "lead": ["lead", "route"]
      case "clock", "quota": [group.kind, "except"]
      default: [group.kind]
      }
    return set.decideByWalking(situation) { kinds.contains($0.kind.word) }
  }

  /// The situation as two tests.
  func witness(_ group: Group, _ witness: Witness, _ direction: String, _ what: String)
    -> DifferenceWitness
  {
    let situations = (witness.situation(in: old), witness.situation(in: new))
    let decisions = (
      decision(of: old, in: situations.0, group), decision(of: new, in: situations.1, group)
    )
    let name = "\(group.remit): \(group.kind), \(what)"
    func test(_ set: PolicySet, _ situation: Situation, _ own: Decision, _ other: Decision)
      -> String?
    {
      let claims = claims(group, own, unlike: other)
      if claims.isEmpty { return nil }
      return TestText(set: set, situation: situation).text(named: name, expecting: claims)
    }
    return DifferenceWitness(
      direction: direction, what: what,
      before: test(old, situations.0, decisions.0, decisions.1),
      after: test(new, situations.1, decisions.1, decisions.0))
  }

  // MARK: What is looked at

  private func rules(_ group: Group, _ decision: Decision) -> [RuleOutcome] {
    decision.rules.filter { $0.remit == group.remit && $0.kind.word == group.kind }
  }

  /// Everything about a group that a difference may lie in, as words.
  private func view(_ group: Group, _ decision: Decision) -> Set<String> {
    switch group.kind {
    case "lead": return ["\(decision.lead)"]
    case "clock", "quota":
      let values = group.kind == "clock" ? decision.clocks : decision.quotas
      return Set(
        values.filter { $0.remit == group.remit }.map {
          "\($0.name) \($0.period?.rawValue ?? "") \($0.value ?? $0.outcome.rawValue)"
        })
    default:
      return Set(
        rules(group, decision).filter { !$0.isShadow }.compactMap { rule in
          switch rule.outcome {
          case .applies, .notMet, .undetermined:
            "\(rule.kind) \(rule.severity == .hard) \(rule.outcome.rawValue) "
              + (["refuse", "gate", "suspend"].contains(group.kind) ? "" : rule.id)
          default: nil
          }
        })
    }
  }

  // MARK: Claims

  /// What a test expects of one decision that the other does not give.
  private func claims(_ group: Group, _ decision: Decision, unlike other: Decision) -> [String] {
    switch group.kind {
    case "lead":
      switch decision.lead {
      case .remit(let remit): return ["lead = \(remit)"]
      case .undetermined: return ["lead undetermined"]
      case .conflict: return ["lead conflict"]
      }
    case "clock", "quota": return values(group, decision, unlike: other)
    default:
      let others = Dictionary(
        rules(group, other).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let claims = rules(group, decision).compactMap { rule -> String? in
        if let same = others[rule.id], same.outcome == rule.outcome, same.isShadow == rule.isShadow
        {
          return nil
        }
        return claim(rule)
      }
      return claims.isEmpty ? whole(group, decision) : claims
    }
  }

  private func claim(_ rule: RuleOutcome) -> String? {
    if rule.outcome == .notEvaluated { return nil }
    if rule.isShadow { return "shadow \(rule.id)" }
    switch rule.outcome {
    case .notMet: return rule.kind == .refuse ? "refused by \(rule.id)" : "fires \(rule.id)"
    case .applies: return "fires \(rule.id)"
    case .undetermined:
      return rule.kind == .refuse ? "undetermined by \(rule.id)" : "unknown \(rule.id)"
    case .met: return "met \(rule.id)"
    case .waived: return "waived \(rule.id)"
    case .doesNotApply, .excepted: return "silent \(rule.id)"
    case .conflict, .notEvaluated: return nil
    }
  }

  /// Where the rule itself is gone: what holds of all of the kind.
  private func whole(_ group: Group, _ decision: Decision) -> [String] {
    let applying = decision.applying(group.kind).map(\.id).joined(separator: ", ")
    switch group.kind {
    case "refuse":
      return decision.refusals.isEmpty && decision.openRefusals.isEmpty ? ["not refused"] : []
    case "route":
      return decision.route.isDetermined
        ? ["route = {\(decision.route.certain.joined(separator: ", "))}"] : []
    case "document", "condition", "flag": return ["\(group.kind)s = {\(applying)}"]
    case "ask": return ["questions = {\(applying)}"]
    case "approve": return ["approvals = {\(applying)}"]
    case "suspend": return ["suspensions = {\(applying)}"]
    default: return []
    }
  }

  private func values(_ group: Group, _ decision: Decision, unlike other: Decision) -> [String] {
    func own(_ decision: Decision) -> [ValueOutcome] {
      (group.kind == "clock" ? decision.clocks : decision.quotas)
        .filter { $0.remit == group.remit }
    }
    func shown(_ value: ValueOutcome) -> String { value.value ?? value.outcome.rawValue }
    let others = own(other).map { "\($0.name) \(shown($0))" }
    return own(decision).filter { !others.contains("\($0.name) \(shown($0))") }
      .map { "\(group.kind) \($0.name) = \(shown($0))" }
  }
}
