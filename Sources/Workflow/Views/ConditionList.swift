internal import Postgres

/// A condition of some application.
public struct ConditionItem: Sendable, Codable {
  /// `condition/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The state.
  public let state: String
  /// The application's reference.
  public let reference: String
  /// Its owner.
  public let remit: String
  /// Its words.
  public let wording: String
  /// Its words in Chinese; empty where only one language was given.
  public let wordingZh: String
  /// `precedent`, `during` or `after`.
  public let timing: String
  /// Its last day, where it has one.
  public let due: String?
}

extension Sandbox {
  /// The conditions that the caller may see, the soonest due first; at most two hundred.
  ///
  /// - Parameters:
  ///   - state: only those in this state; nil for all.
  ///   - reference: only those of this application; nil for all.
  ///   - caller: who asks.
  /// - Returns: the conditions.
  /// - Throws: `Refusal`.
  public func conditions(
    state: String? = nil, of reference: String? = nil, as caller: Caller
  ) async throws(Refusal) -> [ConditionItem] {
    try await read(
      [ConditionItem].self,
      """
      SELECT coalesce(jsonb_agg(i ORDER BY i.due NULLS LAST, i.reference, i.remit, i.wording), '[]') FROM (
        SELECT s.name AS subject, s.seq AS version, s.state, a.reference, c.remit, c.wording, c.wording_zh,
               c.timing, c.due
          FROM condition c JOIN subject s ON s.id = c.id JOIN application a ON a.id = c.application
         WHERE (\(state)::text IS NULL OR s.state = \(state))
           AND (\(reference)::text IS NULL OR a.reference = \(reference))
         ORDER BY c.due NULLS LAST, a.reference LIMIT 200) i
      """, as: caller)
  }
}
