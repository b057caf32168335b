internal import Postgres

/// One thing that waits for its reader.
public struct InboxItem: Sendable, Codable {
  /// The application; of an act on a policy or cohort, that subject's name.
  public let reference: String
  /// `proposal/<id>` of an act of several persons that is on no application.
  public let proposal: String?
  /// Its title.
  public let titleEn: String
  /// Its title in Chinese.
  public let titleZh: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// What kind of thing waits: `completeness`, `assign`, `review`, `countersign`, `carried`, `confirm`,
  /// `consolidation`, `onboarding`, `exit`, `evidence`, `relief`, `variation`, `incident`,
  /// `confirm_policy`, `confirm_cohort`.
  public let need: String
  /// The remit in which it waits.
  public let remit: String?
  /// The state of what waits.
  public let state: String
  /// When it is due.
  public let dueAt: String?
  /// Whether it is assigned to the reader, where somebody can be.
  public let mine: Bool
  /// What the reader declared on the case, nil for nothing yet: until then only the parties show.
  public let conflict: Bool?
}

extension Sandbox {
  /// How many items one inbox shows; the soonest come first.
  private static let inboxLength = 200

  /// What needs a person of a remit now, by due date.
  public func inbox(as caller: Caller) async throws(Refusal) -> [InboxItem] {
    try await read(
      [InboxItem].self,
      """
      SELECT coalesce(jsonb_agg(i ORDER BY i.due_at NULLS LAST, i.reference, i.need), '[]') FROM (
        SELECT w.*, (SELECT d.conflict FROM declaration d JOIN application n ON n.id = d.application
                      WHERE n.reference = w.reference AND d.person = actor_person()) AS conflict
          FROM (\(Sandbox.waitingReviews) UNION ALL \(Sandbox.waitingForLead)
                       UNION ALL \(Sandbox.carriedReviews)
                       UNION ALL \(Sandbox.waitingMatters)
                       UNION ALL \(Sandbox.waitingProposals)
                       UNION ALL \(Sandbox.waitingBesideCases)) w
         ORDER BY due_at NULLS LAST LIMIT \(Sandbox.inboxLength)) i
      """, as: caller)
  }

  private static let waitingReviews: SQL = """
    SELECT a.reference, NULL AS proposal, a.title_en, a.title_zh, f.name_en AS firm_en, f.name_zh AS firm_zh,
           CASE s.state WHEN 'invited' THEN 'assign' WHEN 'recommended' THEN 'countersign'
                        ELSE 'review' END AS need,
           r.remit, s.state,
           (SELECT c.due_at FROM clock c WHERE c.subject = r.id AND NOT c.ended
             ORDER BY c.due_at LIMIT 1) AS due_at,
           coalesce(r.assignee = actor_person(), false) AS mine
      FROM review r JOIN subject s ON s.id = r.id JOIN application a ON a.id = r.application
      JOIN firm f ON f.id = a.firm
     WHERE r.remit = ANY (actor_remits()) AND s.state NOT IN ('countersigned', 'stood_down')
    """

  /// Reviews that speak for a version that nobody signed: their approvers may have them reopened.
  private static let carriedReviews: SQL = """
    SELECT a.reference, NULL, a.title_en, a.title_zh, f.name_en, f.name_zh, 'carried', r.remit, s.state,
           NULL::timestamptz, false
      FROM review r JOIN subject s ON s.id = r.id JOIN application a ON a.id = r.application
      JOIN subject o ON o.id = a.id JOIN firm f ON f.id = a.firm
     WHERE r.remit = ANY (actor_remits()) AND \(isCarried) AND r.valid_for = a.version
       AND o.state IN ('in_review', 'consolidation')
    """

  /// Whether the review with the subject `s` was countersigned for an earlier version than it speaks for.
  static let isCarried: SQL = "s.state = 'countersigned' AND s.last_event = 'carried'"

  private static let waitingForLead: SQL = """
    SELECT a.reference, NULL, a.title_en, a.title_zh, f.name_en, f.name_zh,
           CASE s.state WHEN 'submitted' THEN 'completeness' WHEN 'exit_review' THEN 'exit'
                        ELSE s.state END, s.remit, s.state,
           (SELECT c.due_at FROM clock c WHERE c.subject = a.id AND NOT c.ended
             ORDER BY c.due_at LIMIT 1), false
      FROM application a JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm
     WHERE s.remit = ANY (actor_remits())
       AND s.state IN ('submitted', 'consolidation', 'onboarding', 'exit_review', 'reconsideration')
    """

  /// What a firm handed in, asked for or reported beside the reviews.
  ///
  /// It waits in the state in which its desk has the next move; what belongs to no desk of its own
  /// waits for all that the case requires.
  private static let waitingMatters: SQL = """
    SELECT a.reference, NULL, a.title_en, a.title_zh, f.name_en, f.name_zh, n.need, r.code, s.state,
           (SELECT c.due_at FROM clock c WHERE c.subject = s.id AND NOT c.ended
             ORDER BY c.due_at LIMIT 1), false
      FROM (VALUES ('condition', 'evidence_in', 'evidence'), ('relief', 'asked', 'relief'),
                   ('variation', 'requested', 'variation'), ('incident', 'reported', 'incident'))
           AS n(machine, state, need)
      JOIN subject s ON s.machine = n.machine AND s.state = n.state
      JOIN application a ON a.id = s.root JOIN subject o ON o.id = a.id JOIN firm f ON f.id = a.firm
      JOIN remit r ON r.code = ANY (actor_remits()) AND CASE n.machine
             WHEN 'condition' THEN r.code = s.remit WHEN 'variation' THEN r.code = o.remit
             WHEN 'relief' THEN r.code = coalesce(s.remit, o.remit)
             ELSE EXISTS (SELECT FROM application_remit m
                           WHERE m.application = a.id AND m.remit = r.code AND m.required) END
    """

  private static let waitingProposals: SQL = """
    SELECT a.reference, NULL, a.title_en, a.title_zh, f.name_en, f.name_zh, 'confirm', s.remit, p.event,
           NULL::timestamptz, false
      FROM proposal p JOIN subject ps ON ps.id = p.id JOIN subject o ON o.id = p.object
      JOIN application a ON a.id = coalesce(o.root, o.id) JOIN subject s ON s.id = a.id
      JOIN firm f ON f.id = a.firm
     WHERE ps.state = 'proposed' AND p.proposed_by <> actor_person()
       AND \(awaitsActor)
    """

  /// Policies and cohorts that wait for another person.
  private static let waitingBesideCases: SQL = """
    SELECT o.name, ps.name, coalesce(k.title_en, v.name || ' ' || v.version),
           coalesce(k.title_zh, v.name || ' ' || v.version), '', '', 'confirm_' || o.machine,
           r.code, p.event, NULL::timestamptz, false
      FROM proposal p JOIN subject ps ON ps.id = p.id JOIN subject o ON o.id = p.object
      LEFT JOIN cohort k ON k.id = o.id LEFT JOIN policy_version v ON v.id = o.id
      LEFT JOIN remit r ON r.code = o.remit
     WHERE ps.state = 'proposed' AND p.proposed_by <> actor_person()
       AND o.machine IN ('policy', 'cohort') AND \(awaitsActor)
    """

  /// Whether a place of the proposal `p` is open for the caller, who holds none of it yet.
  private static let awaitsActor: SQL = """
    NOT EXISTS (SELECT FROM proposal_place t WHERE t.proposal = p.id AND t.person = actor_person())
       AND EXISTS (SELECT FROM proposal_place l WHERE l.proposal = p.id AND l.person IS NULL
                     AND (l.who = ANY ((current_actor()).roles)
                          OR EXISTS (SELECT FROM remit r
                                      WHERE l.who = 'approver@authority:' || r.authority
                                        AND 'approver@' || r.code = ANY ((current_actor()).roles))))
    """
}
