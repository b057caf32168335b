internal import Postgres

/// A cohort that takes applications.
public struct CohortItem: Sendable, Codable {
  /// The key, which an application names.
  public let key: String
  /// The title.
  public let titleEn: String
  /// The title in Chinese.
  public let titleZh: String
  /// `announced` or `open`.
  public let state: String
  /// The first day of its window.
  public let opens: String
  /// The last day of its window.
  public let closes: String
}

extension Sandbox {
  /// The cohorts that an application may be begun for, the soonest to close first.
  public func openCohorts(as caller: Caller) async throws(Refusal) -> [CohortItem] {
    try await read(
      [CohortItem].self,
      """
      SELECT coalesce(jsonb_agg(c), '[]') FROM cohorts_to_apply() c
      """, as: caller)
  }
}
