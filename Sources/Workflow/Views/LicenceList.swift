internal import Postgres

/// A firm's licence.
public struct LicenceItem: Sendable, Codable {
  /// `licence/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The state.
  public let state: String
  /// The remit that knows it.
  public let remit: String
  /// Its class, in the remit's words.
  public let `class`: String
  /// Its number in the remit's register.
  public let number: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
}

extension Sandbox {
  /// The licences that the caller may know: a firm its own, regulators and auditors all.
  ///
  /// - Parameters:
  ///   - state: only those in this state; nil for all.
  ///   - caller: who asks.
  /// - Returns: by firm, remit and number.
  /// - Throws: `Refusal`.
  public func licences(
    state: String? = nil, as caller: Caller
  ) async throws(Refusal) -> [LicenceItem] {
    try await read(
      [LicenceItem].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('subject', s.name, 'version', s.seq,
          'state', s.state, 'remit', l.remit, 'class', l.class, 'number', l.number,
          'firm_en', f.name_en, 'firm_zh', f.name_zh) ORDER BY f.name_en, l.remit, l.number), '[]')
        FROM licence l JOIN subject s ON s.id = l.id JOIN firm f ON f.id = l.firm
       WHERE \(state)::text IS NULL OR s.state = \(state)
      """, as: caller)
  }
}
