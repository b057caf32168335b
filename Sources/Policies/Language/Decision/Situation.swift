/// What a decision is made about: a stage, a day, and what has been stated.
public struct Situation: Sendable {
  /// Where the case stands.
  public var stage: Stage
  /// The only clock that a rule sees.
  public var asOf: CivilDate
  /// The day the case was received; nil for a case under this very version of the policies.
  public var received: CivilDate?
  /// What was stated, by vocabulary; what is left out is not stated.
  public var facts: [VocabularyKind: Facts]
  /// The approved version, for rules that ask `changed(…)`.
  public var changes: Changes?

  /// Takes all of them.
  public init(
    stage: Stage, asOf: CivilDate, received: CivilDate? = nil, facts: [VocabularyKind: Facts],
    changes: Changes? = nil
  ) {
    self.stage = stage
    self.asOf = asOf
    self.received = received
    self.facts = facts
    self.changes = changes
  }
}

/// Which attributes of the application differ from the approved version.
public struct Changes: Sendable, Equatable {
  /// One for each attribute; nil where one of the two versions does not state it.
  let differs: [Bool?]

  init(_ differs: [Bool?]) {
    self.differs = differs
  }

  /// Compares two versions of one application.
  public init(from approved: Facts, to proposed: Facts) {
    differs = zip(approved.values, proposed.values).map { old, new in
      guard let old, let new else { return nil }
      return old != new
    }
  }
}
