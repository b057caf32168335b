public import Crypto

/// What the policies say in one situation, with the grounds.
public struct Decision: Sendable {
  /// SHA-256 of the policies.
  public let policyDigest: Digest
  /// Where the case stands.
  public let stage: Stage
  /// The day that the rules saw.
  public let asOf: CivilDate
  /// Which remits must review.
  public let route: Route
  /// Who leads.
  public let lead: Lead
  /// Every rule, in the order of the files.
  public let rules: [RuleOutcome]
  /// The clocks' lengths.
  public let clocks: [ValueOutcome]
  /// The quotas.
  public let quotas: [ValueOutcome]

  /// The rules that refuse: binding, and true.
  public var refusals: [RuleOutcome] {
    rules.filter { $0.kind == .refuse && !$0.isShadow && $0.outcome == .notMet }
  }

  /// Binding refusals that a missing fact keeps open.
  public var openRefusals: [RuleOutcome] {
    rules.filter { $0.kind == .refuse && !$0.isShadow && $0.outcome == .undetermined }
  }

  /// Rules of a kind that apply, shadows left out.
  public func applying(_ word: String) -> [RuleOutcome] {
    rules.filter { $0.kind.word == word && !$0.isShadow && $0.outcome == .applies }
  }

  /// The approvals needed: for each role the largest number that a rule asks for.
  public var approvals: [(approver: Approver, count: Int, isCertain: Bool)] {
    var needed: [Approver: (count: Int, isCertain: Bool)] = [:]
    for rule in rules where !rule.isShadow {
      guard case .approve(let count, let approver) = rule.kind else { continue }
      guard rule.outcome == .applies || rule.outcome == .undetermined else { continue }
      let isCertain = rule.outcome == .applies
      let before = needed[approver]
      if before.map({ $0.count < count }) ?? true {
        needed[approver] = (count, isCertain)
      } else if let before, before.count == count, isCertain {
        needed[approver] = (count, true)
      }
    }
    return needed.map { ($0.key, $0.value.count, $0.value.isCertain) }
      .sorted { $0.approver.description < $1.approver.description }
  }
}

/// Which remits must review, as far as the facts say.
public struct Route: Sendable, Equatable {
  /// Surely.
  public let certain: [String]
  /// Surely, or depending on missing facts.
  public let possible: [String]
  /// The facts that keep it open: to be asked first.
  public let missing: [String]

  /// Whether missing facts no longer matter.
  public var isDetermined: Bool { certain == possible }
}

/// Who leads.
public enum Lead: Sendable, Equatable {
  case remit(String)
  /// The facts that keep it open.
  case undetermined(missing: [String])
  /// Rules that contradict each other, or a choice outside of the route.
  case conflict(rules: [String])
}

/// What became of a rule.
public enum Outcome: String, Sendable, CaseIterable {
  /// A refusal that does not refuse, a gate that is passed.
  case met
  /// A refusal that refuses, a gate that is not passed.
  case notMet = "not_met"
  /// A refusal that would refuse without its waiver.
  case waived
  /// A missing fact keeps it open; never counts as met.
  case undetermined
  /// Two exceptions of one rule hold at once, or two values of one clock.
  case conflict
  /// A document, condition, flag, question, approval, suspension, route, lead, waiver or exception that holds.
  case applies
  case doesNotApply = "does_not_apply"
  /// It would apply but for an exception.
  case excepted
  /// Not in force, or its stage has not come.
  case notEvaluated = "not_evaluated"
}

/// A smallest part of a condition, and what it is in this situation.
public struct AtomOutcome: Sendable, Equatable {
  /// As the policy words it.
  public let text: String
  /// Nil is unknown.
  public let value: Bool?
}

/// What became of a rule, and why.
public struct RuleOutcome: Sendable {
  /// The rule's id.
  public let id: String
  /// What it does.
  public let kind: RuleKind
  /// The remit whose policy it stands in, or `joint`.
  public let remit: String
  /// As written.
  public let severity: Severity?
  /// Evaluated and logged, but not binding.
  public let isShadow: Bool
  /// What became of it.
  public let outcome: Outcome
  /// The sentence.
  public let texts: Texts
  /// The grounds.
  public let citations: [Citation]
  /// Who adopted it.
  public let adoption: Adoption?
  /// The newer version that it stands in, such as `joint 1.2.0`, where it reaches a case in flight.
  public let newerVersion: String?
  /// The facts that keep it undetermined.
  public let missing: [String]
  /// Every part of its condition.
  public let atoms: [AtomOutcome]
  /// Rules that took its effect away, or contradict each other over it.
  public let relievedBy: [String]
}

/// The value of a clock or a quota.
public struct ValueOutcome: Sendable {
  /// The clock or the resource.
  public let name: String
  /// The rules that set it, or may; of several each by itself, exceptions apart.
  public let setBy: [String]
  /// The remit whose policy that is, or `joint`.
  public let remit: String
  /// The value as written, such as `20 business_days`; nil when it is open.
  public let value: String?
  /// The number in it.
  public let count: Int64?
  /// Its unit of time, for a clock.
  public let unit: LengthUnit?
  /// How often a quota begins anew.
  public let period: Period?
  /// `applies`, `undetermined` or `conflict`.
  public let outcome: Outcome
  /// The rules that gave the value or contradict each other.
  public let rules: [String]
  /// The facts that keep it open.
  public let missing: [String]
}
