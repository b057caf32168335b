internal import Postgres

/// A cohort.
public struct CohortItem: Sendable, Codable {
  /// The key, which an application names.
  public let key: String
  /// The title.
  public let titleEn: String
  /// The title in Chinese.
  public let titleZh: String
  /// The state.
  public let state: String
  /// The first day of its window.
  public let opens: String
  /// The last day of its window.
  public let closes: String
}

extension Sandbox {
  /// The cohorts that an application may be begun for, the soonest to close first.
  public func openCohorts(as caller: Caller) async throws(Refusal) -> [CohortItem] {
    try await cohorts(["announced", "open"], as: caller)
  }

  /// The cohorts in some states, or in any, that the caller may know, the soonest to close first.
  public func cohorts(
    _ states: [String]? = nil, as caller: Caller
  ) async throws(Refusal) -> [CohortItem] {
    try await read(
      [CohortItem].self,
      """
      SELECT coalesce(jsonb_agg(jsonb_build_object('key', c.key, 'title_en', c.title_en,
          'title_zh', c.title_zh, 'state', s.state, 'opens', c.opens, 'closes', c.closes)
          ORDER BY c.closes, c.key), '[]')
        FROM cohort c JOIN subject s ON s.id = c.id 
       WHERE \(states)::text[] IS NULL OR s.state = ANY (\(states)::text[])
      """, as: caller)
  }
}
