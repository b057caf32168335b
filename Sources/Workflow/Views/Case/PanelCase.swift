internal import Postgres

/// A case that a member of the panel scores.
public struct PanelCase: Sendable, Codable {
  /// The reference.
  public let reference: String
  /// The title; empty until its reader has declared.
  public let titleEn: String
  /// The title in Chinese; may be empty.
  public let titleZh: String
  /// The firm.
  public let firmEn: String
  /// The firm in Chinese.
  public let firmZh: String
  /// The cohort.
  public let cohortEn: String
  /// The cohort in Chinese.
  public let cohortZh: String
  /// The state of the case.
  public let state: String
  /// The frozen version.
  public let content: Int
  /// The frozen content, canonical JSON; nil in lists, and until its reader has declared to be free
  /// of conflict.
  public let document: String?
  /// Its documents, newest first; none until then.
  public let documents: [DocumentView]
  /// What the reader declared: nil for nothing yet, true for a conflict.
  public let conflict: Bool?
  /// The reader's own scores; another member's are not theirs to see.
  public let scores: [ScoreView]
  /// The panel's compartment on the case, with what may be done there.
  public let compartment: SubjectView
}

/// One score.
public struct ScoreView: Sendable, Codable {
  /// `innovation`, `complexity`, `contribution`, `fair_use` or `readiness`.
  public let criterion: String
  /// 0 to 5.
  public let points: Int
  /// Why.
  public let reason: String
}

extension Sandbox {
  /// The cases of the caller's cohorts, those without a score first.
  public func panelCases(as caller: Caller) async throws(Refusal) -> [PanelCase] {
    try await read(
      [PanelCase].self,
      """
      SELECT coalesce(jsonb_agg(c ORDER BY jsonb_array_length(c->'scores'), c->>'reference'), '[]')
        FROM (SELECT \(Sandbox.panelCase) - 'document' AS c FROM \(Sandbox.panelTables())
               ORDER BY (SELECT count(*) FROM score n WHERE n.application = a.id
                            AND n.person = actor_person()), a.reference
               LIMIT \(Sandbox.listLength)) found
      """, as: caller)
  }

  /// One of them, by its reference.
  ///
  /// - Throws: `Refusal` of kind `notFound` also where it may not be seen.
  public func panelCase(
    _ reference: String, as caller: Caller
  ) async throws(Refusal) -> PanelCase {
    try await read(
      PanelCase.self,
      """
      SELECT \(Sandbox.panelCase) FROM \(Sandbox.panelTables(reference))
      """, as: caller)
  }

  private static func panelTables(_ reference: String? = nil) -> SQL {
    """
    case_sheet(\(reference)) a JOIN cohort k ON k.id = a.cohort
      JOIN subject i ON i.root = a.id AND i.machine = 'supervision'
    """
  }

  private static let panelCase: SQL = """
    jsonb_build_object('reference', a.reference, 'title_en', a.title_en, 'title_zh', a.title_zh,
      'firm_en', a.firm_en, 'firm_zh', a.firm_zh, 'cohort_en', k.title_en,
      'cohort_zh', k.title_zh, 'state', a.state, 'content', a.version, 'conflict', a.conflict,
      'document', (SELECT v.document FROM application_version v
         WHERE v.application = a.id AND v.version = a.version),
      'documents', (SELECT coalesce(jsonb_agg(\(Sandbox.document) ORDER BY d.added_at DESC), '[]')
         FROM document d WHERE d.application = a.id),
      'scores', (SELECT coalesce(jsonb_agg(jsonb_build_object('criterion', c.criterion,
          'points', c.points, 'reason', c.reason)), '[]') FROM score c
         WHERE c.application = a.id AND c.person = actor_person()),
      'compartment', jsonb_build_object('subject', i.name, 'version', i.seq, 'state', i.state,
        'remit', i.remit, 'acts', (SELECT coalesce(jsonb_agg(w), '[]')
           FROM possible_acts(i.name) w)))
    """
}
