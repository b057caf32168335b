/// A fact that would have to be another for a rule to be cleared, and who can state it.
public struct FactChange: Sendable, Equatable {
  /// The attribute, or a field of one record: `control.hitl`, `provider[0].notice`.
  public let fact: String
  /// What would have to hold, in the words of the policy: `control.hitl has before_output`.
  public let condition: String
  /// The same by the labels of the vocabulary.
  public let words: Texts
  /// The value now, as JSON of facts; nil when it is not stated.
  public let from: JSONValue?
  /// A value that clears the rule; nil for what is only about differing from the approved version.
  public let to: JSONValue?
  /// Who states the fact.
  public let author: Author

  /// Whether the applicant can state it, its provider included.
  public var isByApplicant: Bool { author == .firm || author == .provider }
}

/// Changes that together clear a refusal, none of them without need.
public struct Remedy: Sendable, Equatable {
  /// In the order of the vocabulary.
  public let changes: [FactChange]
  /// The waivers that hold then, with who approves each.
  public let waivers: [Waiver]
  /// Binding refusals that would newly refuse.
  public let raises: [String]

  /// A waiver's id and its approver.
  public struct Waiver: Sendable, Equatable {
    /// The waiver.
    public let rule: String
    /// Who approves it.
    public let approver: Approver
  }

  /// Whether nobody but the applicant has to act.
  public var isByApplicant: Bool { waivers.isEmpty && changes.allSatisfy(\.isByApplicant) }

  /// In the words of the policy: `control.hitl has before_output, and payment_cap <= HKD 5`.
  public var sentence: String {
    let facts = changes.map { change in
      change.isByApplicant || !waivers.isEmpty
        ? change.condition : "\(change.condition) (stated by \(change.author.rawValue))"
    }
    guard let waiver = waivers.first else { return facts.joined(separator: ", and ") }
    return "waiver \(waiver.rule) approved by \(waiver.approver): "
      + facts.joined(separator: ", and ")
  }
}

/// What would clear a rule that stands in the way.
public struct Clearance: Sendable, Equatable {
  /// The rule.
  public let rule: String
  /// What the applicant can do first, each group with the fewest changes first; empty when nothing was found
  /// within the bounds.
  public let remedies: [Remedy]
}
