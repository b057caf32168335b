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
    func test(_ set: PolicySet, _ situation: Situation, _ claims: [String]) -> String? {
      claims.isEmpty
        ? nil : TestText(set: set, situation: situation).text(named: name, expecting: claims)
    }
    let judges = (
      ExpectationJudge(set: old, decision: decisions.0),
      ExpectationJudge(set: new, decision: decisions.1)
    )
    return DifferenceWitness(
      direction: direction, what: what,
      before: test(old, situations.0, TellingClaims(judges.0, unlike: judges.1).of(group)),
      after: test(new, situations.1, TellingClaims(judges.1, unlike: judges.0).of(group)))
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
}
