internal import Postgres

/// One application in a list.
public struct ApplicationItem: Sendable, Codable {
  /// The reference.
  public let reference: String
  /// The title; empty until its reader has declared.
  public let titleEn: String
  /// The title in Chinese.
  public let titleZh: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// The state.
  public let state: String
  /// The lead remit.
  public let lead: String?
  /// Remits that must review.
  public let remits: [String]
  /// Whether a question waits for the firm.
  public let asked: Bool
  /// When the next thing is due: an open question, else a clock of the case, else of the last desk.
  public let dueAt: String?
  /// When it last changed.
  public let changedAt: String
}

extension Sandbox {
  /// How many applications one page of a list shows: a page with its stylesheet stays below 60 kB.
  public static let listLength = 30

  /// The applications that the caller may see, newest change first.
  ///
  /// `state` limits it to one state; `before` is the `changedAt` of the last item of the page before.
  public func applications(
    state: String? = nil, before: String? = nil, as caller: Caller
  ) async throws(Refusal) -> [ApplicationItem] {
    try await read(
      [ApplicationItem].self,
      """
      SELECT coalesce(jsonb_agg(i ORDER BY i.changed_at DESC), '[]') FROM (
        SELECT a.reference, a.title_en, a.title_zh, a.firm_en, a.firm_zh, a.state, a.lead, a.changed_at,
               ARRAY(SELECT d.remit FROM desk_progress(a.id) d ORDER BY 1) AS remits,
               EXISTS (SELECT FROM question q WHERE q.application = a.id AND q.state = 'open') AS asked,
               coalesce(
                 (SELECT min(q.due_at) FROM question q
                   WHERE q.application = a.id AND q.state = 'open'),
                 (SELECT c.due_at FROM clock c WHERE c.subject = a.id AND NOT c.ended
                   ORDER BY c.due_at LIMIT 1),
                 (SELECT max(d.due_at) FROM desk_progress(a.id) d)) AS due_at
          FROM \(Sandbox.listed(for: caller)) a
         WHERE (\(state)::text IS NULL OR a.state = \(state))
           AND (\(before)::timestamptz IS NULL OR a.changed_at < \(before)::timestamptz)
         ORDER BY a.changed_at DESC LIMIT \(Sandbox.listLength)) i
      """, as: caller)
  }

  /// An officer's list names each case of the officer's desks, its title once it is open to them.
  private static func listed(for caller: Caller) -> SQL {
    caller.audience == .officer
      ? "case_sheet()"
      : """
      (SELECT a.id, a.reference, a.title_en, a.title_zh, f.name_en AS firm_en, f.name_zh AS firm_zh,
              s.state, s.remit AS lead, s.head_time AS changed_at
         FROM application a JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm)
      """
  }
}
