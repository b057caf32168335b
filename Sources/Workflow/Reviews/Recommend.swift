public import Transparency

extension Sandbox {
  /// Recommends in a review, with the conditions that its remit's rules attach.
  ///
  /// - Parameters:
  ///   - review: the review as its assignee sees it.
  ///   - desk: the desk's side of the case page that the assignee looked at; the act is refused when the
  ///     case has changed since.
  ///   - recommendation: `approve`, `approve_with_conditions`, `object` or `no_comment`.
  ///   - reasons: why.
  ///   - caller: the assignee, or an approver who takes over.
  /// - Returns: where the review stands.
  /// - Throws: `Refusal` of kind `unmet` when rules of the remit stand against the recommendation.
  @discardableResult
  public func recommend(
    _ review: ReviewView, seeing desk: DeskView, _ recommendation: String, reasons: String,
    as caller: Caller
  ) async throws(Refusal) -> Standing {
    let isConditional = recommendation == "approve_with_conditions"
    return try await fire(
      Act(
        review.subject, review.state == "recommended" ? "take_over" : "recommend",
        expected: review.version,
        detail: [
          "recommendation": .string(recommendation), "seen": .string(review.seen ?? ""),
          "reasons": .string(reasons),
        ],
        payload: ["conditions": .array(isConditional ? desk.conditionTerms(of: review.remit) : [])]),
      as: caller)
  }

  /// Countersigns a review as it was seen.
  ///
  /// - Throws: `Refusal` of kind `unmet` when the case has changed, `forbidden` for the recommender.
  @discardableResult
  public func countersign(
    _ review: ReviewView, as caller: Caller
  ) async throws(Refusal) -> Standing {
    try await fire(
      Act(
        review.subject, "countersign", expected: review.version,
        detail: ["seen": .string(review.seen ?? "")]), as: caller)
  }
}

extension DeskView {
  /// Those conditions as a recommendation carries them.
  public func conditionTerms(of remit: String) -> [CanonicalJSON] {
    conditions(of: remit).map { outcome in
      var term: [String: CanonicalJSON] = [
        "rule": .string(outcome.rule), "wording": .string(outcome.sentenceEn),
        "wording_zh": .string(outcome.sentenceZh), "timing": .string(outcome.timing ?? "precedent"),
      ]
      term["within"] = outcome.within.map { .string($0) }
      term["suspends"] = outcome.suspends.map { .boolean($0) }
      return .object(term)
    }
  }

  /// The conditions that the rules attach to a remit's approval; the joint rules', to the lead's.
  ///
  /// What was overridden, and what binds nobody yet, is not among them.
  public func conditions(of remit: String) -> [OutcomeView] {
    outcomes.filter {
      $0.kind == "condition" && $0.result == "applies" && $0.overridden == nil
        && $0.severity != "shadow" && [remit, remit == lead ? "joint" : remit].contains($0.remit)
    }
  }
}
