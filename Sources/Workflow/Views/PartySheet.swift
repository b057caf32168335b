internal import Postgres

/// A case of another firm in which the caller's firm takes part, or is invited to.
public struct PartyItem: Sendable, Codable {
  /// The reference.
  public let reference: String
  /// `application/<id>`.
  public let subject: String
  /// The version that an act expects.
  public let version: Int
  /// The title.
  public let titleEn: String
  /// The title in Chinese.
  public let titleZh: String
  /// The applicant.
  public let firmEn: String
  /// The applicant in Chinese.
  public let firmZh: String
  /// The state.
  public let state: String
  /// `co_applicant`, `provider` or `assurance`.
  public let part: String
  /// No while it is invited only.
  public let joined: Bool
}

extension Sandbox {
  /// The cases of others in which the caller's firm takes part, newest change first.
  public func partySheet(as caller: Caller) async throws(Refusal) -> [PartyItem] {
    try await read(
      [PartyItem].self, "SELECT coalesce(jsonb_agg(p), '[]') FROM party_sheet() p", as: caller)
  }
}
