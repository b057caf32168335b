/// A fact that may be stated: its name, type, labels, and who states it.
public struct Attribute: Sendable, Hashable {
  /// The name in policies and in the API, such as `control.hitl`.
  public let name: String
  /// What values it takes.
  public let type: ValueType
  /// Whether "there is none" is an answer.
  public let mayBeNone: Bool
  /// What it is called.
  public let label: Texts
  /// The form's question; nil for what nobody is asked.
  public let question: Texts?
  /// What a number counts.
  public let unit: Texts?
  /// Names of the remits and operators that care; for a field those of its list.
  public let audience: [String]
  /// Who states it.
  public let author: Author
  /// From which stage it exists.
  public let stage: Stage
  /// No until recorded, and never missing.
  public let isRecorded: Bool
  /// Carries a number of samples and a window.
  public let isMeasured: Bool
  /// Computed from other attributes and never stated.
  public let isDerived: Bool
  /// The heading of the form it stands under.
  public let section: String?
}

/// A name with its label: a remit, a role, a paper and so on.
public struct Named: Sendable, Hashable {
  /// The name in policies.
  public let name: String
  /// What a person reads.
  public let label: Texts
}
