/// A use of an instrument.
public struct Citation: Sendable, Hashable {
  /// The short name.
  public let instrument: String
  /// The full title.
  public let title: Texts
  /// Such as `para 18(b)`; empty for the whole.
  public let place: String
  /// The mark of this use.
  public let mark: Mark
  /// Where the text can be read.
  public let url: String?
}

/// Who adopted a rule, and when: on the day on which its text was activated, or a later one that it gives.
public struct Adoption: Sendable, Hashable {
  /// The remit, or `joint`.
  public let by: String
  /// The day.
  public let on: CivilDate
}

/// Who approves: a role of a remit.
public struct Approver: Sendable, Hashable, CustomStringConvertible {
  /// The remit's name.
  public let remit: String
  /// The role's name.
  public let role: String
  /// As written in a policy.
  public var description: String { "\(remit).\(role)" }
}

/// How often a quota begins anew.
public enum Period: String, Sendable, CaseIterable {
  case day, week, month, trial
}

/// What a rule does, and to what.
public enum RuleKind: Sendable, Hashable {
  case route(remit: String)
  case lead(remit: String)
  /// The attribute whose member names the lead when no other rule does.
  case leadOtherwise(attribute: String)
  case refuse
  case waive(refusal: String, approver: Approver)
  case document(String)
  case condition(within: Length?, suspends: Bool)
  case flag
  /// Attributes and documents that are asked about.
  case ask([String])
  case suspend
  case approve(count: Int, Approver)
  case except([String])
  case gate
  case clock(String)
  case quota(String, Period)
  /// A value that takes the place of a clock's or a quota's own.
  case unless(String)

  /// The word that begins the statement.
  public var word: String {
    switch self {
    case .route: "route"
    case .lead, .leadOtherwise: "lead"
    case .refuse: "refuse"
    case .waive: "waive"
    case .document: "document"
    case .condition: "condition"
    case .flag: "flag"
    case .ask: "ask"
    case .suspend: "suspend"
    case .approve: "approve"
    case .except, .unless: "except"
    case .gate: "gate"
    case .clock: "clock"
    case .quota: "quota"
    }
  }

  /// Refusals, gates and suspensions bind only with authority.
  public var needsAuthority: Bool {
    switch self {
    case .refuse, .gate, .suspend: true
    default: false
    }
  }
}

/// A checked rule.
public struct Rule: Sendable {
  /// Unique in the set.
  public let id: String
  /// What it does.
  public internal(set) var kind: RuleKind
  /// The sentence.
  public let texts: Texts
  /// The policy it stands in.
  public let policy: String
  /// The remit whose policy that is, or `joint`.
  public let remit: String
  /// As written; the sources may make it a shadow.
  public internal(set) var severity: Severity?
  /// From which stage it is evaluated; nil for what holds at every stage.
  public internal(set) var stage: Stage?
  /// Grounds.
  public let citations: [Citation]
  /// The adoption.
  public let adoption: Adoption?
  /// The first day in force.
  public internal(set) var from: CivilDate
  /// The first day no longer in force.
  public internal(set) var until: CivilDate?
  /// Cases received from this day on come under the version that the rule stands in.
  public let receivedFrom: CivilDate
  /// Cases in flight that were received before this day come under the rule as well.
  public let receivedBefore: CivilDate?
  /// Vocabularies read beside the application's.
  let otherVocabulary: Int?
  /// The policy by number.
  let policyNumber: Int
  var condition: Condition
  /// The value of a clock, a quota or an exception of one.
  var value: Number?
  let unit: LengthUnit?
  let span: Span
  /// Where the condition stands in the text; a gate may have two parts.
  let conditionSpans: [Span]

  /// The weakest mark of its citations.
  public var mark: Mark { citations.map(\.mark).max() ?? .proposal }

  /// Whether it counts on a day; otherwise it is evaluated as a shadow.
  public func binds(on day: CivilDate) -> Bool {
    if severity == .shadow { return false }
    if !kind.needsAuthority || mark.bindsByItself { return true }
    return adoption.map { $0.on <= day } ?? false
  }

  /// Whether it is in force on a day.
  public func isInForce(on day: CivilDate) -> Bool {
    from <= day && (until.map { day < $0 } ?? true)
  }

  /// Whether a case comes under it.
  ///
  /// Cases in flight stay on the version they were submitted under, unless the policy or the rule says
  /// `applies_to received before`.
  ///
  /// - Parameter received: The day the case was received; nil for one under this very version.
  /// - Returns: Whether the rule is evaluated for it.
  public func governs(caseReceivedOn received: CivilDate?) -> Bool {
    guard let received, received < receivedFrom else { return true }
    return receivedBefore.map { received < $0 } ?? false
  }

  /// Whether a decision at a stage evaluates it: there and after, never before.
  ///
  /// Rules about a job, an incident or a variation are evaluated only where there is one.
  func isEvaluated(at stage: Stage, _ kinds: [VocabularyKind]) -> Bool {
    if let other = otherVocabulary, let only = kinds[other].onlyStage { return stage == only }
    return self.stage.map { $0 <= stage } ?? true
  }
}
