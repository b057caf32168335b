internal import Postgres

extension Sandbox {
  /// An application as the caller may see it, by its reference.
  ///
  /// - Throws: `Refusal` of kind `notFound` also where it may not be seen.
  public func application(
    _ reference: String, as caller: Caller
  ) async throws(Refusal) -> CaseView {
    // Officers and auditors read the outcomes themselves.
    let grounds: SQL =
      caller.audience == .firm
      ? "(SELECT coalesce(jsonb_agg(g), '[]') FROM grounds_of_refusal(a.id) g)" : "'[]'::jsonb"
    return try await readCase(
      CaseView.self, reference, Sandbox.caseView(of: reference, grounds: grounds), as: caller)
  }

  /// One object, composed by the database under the caller's row-level security.
  private static func caseView(of reference: String, grounds: SQL) -> SQL {
    """
    SELECT jsonb_build_object(
      'head', \(caseHead), 'desks', \(desks), 'questions', \(questions),
      'conditions', \(conditions), 'documents', \(documents), 'clocks', \(clocks),
      'timeline', \(timeline), 'jobs', \(jobs), 'grant', \(grant), 'gates', \(gates),
      'matters', \(matters), 'holds', \(holds), 'grounds', \(grounds),
      'consents', (SELECT coalesce(jsonb_agg(c.kind ORDER BY c.kind), '[]') FROM consent c
                    WHERE c.application = a.id AND c.withdrawn_at IS NULL),
      'acts', (SELECT coalesce(jsonb_agg(p), '[]') FROM possible_acts(s.name) p))
    FROM application a JOIN subject s ON s.id = a.id JOIN firm f ON f.id = a.firm
    JOIN cohort k ON k.id = a.cohort
    WHERE a.reference = \(reference)
    """
  }

  private static let caseHead: SQL = """
    jsonb_build_object('id', a.id, 'subject', s.name, 'version', s.seq, 'reference', a.reference,
      'title_en', a.title_en, 'title_zh', a.title_zh, 'firm_en', f.name_en, 'firm_zh', f.name_zh,
      'state', s.state, 'lead', s.remit, 'content', a.version,
      'offers', offers_made(a.id), 'cohort_en', k.title_en,
      'cohort_zh', k.title_zh, 'trial_start', a.trial_start, 'trial_last', a.trial_last)
    """

  private static let desks: SQL = """
    (SELECT coalesce(jsonb_agg(d ORDER BY d.remit), '[]') FROM desk_progress(a.id) d)
    """

  private static let questions: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'remit', q.remit,
        'attributes', q.attributes, 'documents', q.documents, 'wording', q.wording,
        'state', q.state, 'asked_at', q.asked_at, 'due_at', q.due_at, 'answer', q.answer)
        ORDER BY q.state <> 'open', q.due_at), '[]')
      FROM question q WHERE q.application = a.id)
    """

  private static let conditions: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', cs.name, 'version', cs.seq,
        'remit', c.remit, 'wording', c.wording, 'wording_zh', c.wording_zh, 'timing', c.timing, 'state', cs.state,
        'evidence', (SELECT coalesce(jsonb_agg(\(document) ORDER BY d.added_at DESC), '[]')
                       FROM document d WHERE d.condition = c.id),
        'acts', (SELECT coalesce(jsonb_agg(p), '[]') FROM possible_acts(cs.name) p))
        ORDER BY c.remit, c.wording), '[]')
      FROM condition c JOIN subject cs ON cs.id = c.id WHERE c.application = a.id)
    """

  private static let documents: SQL = """
    (SELECT coalesce(jsonb_agg(\(document) ORDER BY d.added_at DESC), '[]')
      FROM document d WHERE d.application = a.id)
    """

  static let document: SQL = """
    jsonb_build_object('id', d.id, 'kind', d.kind, 'title', d.title, 'digest', encode(d.digest, 'hex'),
      'bytes', d.bytes, 'media', d.media, 'scan', d.scan, 'added_at', d.added_at, 'supersedes', d.supersedes,
      'superseded_by', (SELECT n.id FROM document n WHERE n.supersedes = d.id), 'attribute', d.attribute)
    """

  private static let clocks: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name,
        'remit', c.remit, 'due_at', c.due_at, 'length', c.length + e.extended, 'unit', c.unit,
        'started_at', e.started_at, 'stops', e.stops) ORDER BY c.due_at), '[]')
      FROM clock c, LATERAL (SELECT min(n.at) AS started_at, coalesce(sum(n.amount), 0) AS extended,
          count(*) FILTER (WHERE n.kind = 'stop') AS stops FROM clock_entry n WHERE n.clock = c.id) e
     WHERE c.root = a.id AND NOT c.ended)
    """

  /// The desk is shown to everyone, the person to those who may read persons.
  private static let timeline: SQL = """
    (SELECT coalesce(jsonb_agg(t ORDER BY t.seq DESC), '[]') FROM (
      \(entries) WHERE e.subject = a.id
       ORDER BY e.seq DESC LIMIT \(unsafeSQL: "\(CaseView.timelineLength)")) t)
    """

  private static let entries: SQL = """
      SELECT split_part(e.type, '.', 4) AS event, e.at, e.seq, j.body->'data'->>'role' AS role,
             coalesce(j.body->'data'->'detail'->>'desk', j.body->'data'->>'remit', '') AS remit, j.body->'data'->>'to' AS to,
             l.leaf_index AS leaf, p.name_en AS person, p.name_zh AS person_zh,
             coalesce(j.body->'data'->'detail'->>'reason', j.body->'data'->'detail'->>'reasons') AS reason,
             j.body->'data'->'detail'->>'due' AS due
        FROM audit_event e CROSS JOIN LATERAL (SELECT convert_from(e.entry, 'UTF8')::jsonb AS body) j
        LEFT JOIN sealed_leaf l ON l.event = e.id
        LEFT JOIN account u ON u.id = e.account LEFT JOIN person p ON p.id = u.person
    """

  /// What happened to an application, oldest first, behind an entry of its chain.
  ///
  /// - Parameters:
  ///   - reference: the application's.
  ///   - sequence: the number of the last entry of the page before; 0 for the first page.
  ///   - caller: who asks.
  /// - Returns: at most `CaseView.timelineLength` entries; none when there are no more.
  /// - Throws: `Refusal` of kind `notFound` when there is no such application, or it may not be seen.
  public func history(
    of reference: String, after sequence: Int = 0, as caller: Caller
  ) async throws(Refusal) -> [TimelineEntry] {
    try await readCase(
      [TimelineEntry].self, reference,
      """
      SELECT (SELECT coalesce(jsonb_agg(t ORDER BY t.seq), '[]') FROM (
          \(Sandbox.entries) WHERE e.subject = a.id AND e.seq > \(sequence)
           ORDER BY e.seq LIMIT \(unsafeSQL: "\(CaseView.timelineLength)")) t)
        FROM application a WHERE a.reference = \(reference)
      """, as: caller)
  }

  private static let jobs: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('subject', 'job/' || j.id, 'reference', j.reference,
        'part', j.part, 'state', j.state, 'stop_mark', j.stop_mark, 'attempts', j.attempts,
        'requested_at', j.requested_at, 'ended_at', j.ended_at, 'sentence_en', \(Sandbox.sentence("en")),
        'sentence_zh', \(Sandbox.sentence("zh"))) ORDER BY j.requested_at DESC), '[]')
      FROM job j WHERE j.application = a.id)
    """

  private static let grant: SQL = """
    (SELECT jsonb_build_object('open', g.open, 'quota', g.quota, 'reserved', g.reserved,
        'used', g.used, 'slots', g.slots) FROM compute_grant g WHERE g.application = a.id)
    """

  private static let gates: SQL = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', g.rule, 'remit', g.remit,
        'result', g.result, 'sentence_en', g.sentence_en, 'sentence_zh', g.sentence_zh)
        ORDER BY g.of_act DESC, g.rule), '[]')
      FROM (SELECT n.*, max(n.judged_at) OVER (PARTITION BY n.act) AS of_act FROM gate_result n) g
     WHERE g.application = a.id)
    """
}
