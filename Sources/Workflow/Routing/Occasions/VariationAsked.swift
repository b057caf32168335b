internal import Policies

/// A variation as the rules read it: its kind, and what it would change of the approved version.
struct VariationAsked: Sendable {
  /// `model`, `data`, `users`, `autonomy`, `provider`, `scope` or `extension`.
  let kind: String
  /// The approved version, canonical JSON.
  let approved: String
  /// `variation/<id>`; nil for the one that the act asks for.
  var subject: String?

  /// What rules at a variation read beside the facts.
  ///
  /// - Parameters:
  ///   - situation: Gets the kind and the changes.
  ///   - stated: The content that is to become, as the firm states it.
  ///   - policies: The set that decides.
  /// - Throws: `Refusal` of kind `malformed` when the approved version cannot be read.
  func complete(
    _ situation: inout Situation, stated: FrozenFacts, by policies: PolicySet
  ) throws(Refusal) {
    if let vocabulary = policies.vocabulary(.variation) {
      situation.facts[.variation] =
        Facts.read(json: #"{"variation.kinds": ["\#(kind)"]}"#, vocabulary).facts
    }
    let before = try FrozenFacts(json: approved, stated.vocabulary)
    situation.changes = Changes(from: before.facts, to: stated.facts)
  }
}
