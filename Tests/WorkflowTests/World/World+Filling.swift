import Postgres

extension World {
  /// Something in every table: a subject in each of several states of each machine.
  func fill() async throws {
    try await run(
      """
      SELECT subject_in(machine, state) FROM (VALUES
        ('application', 'trial'), ('application', 'consolidation'), ('application', 'declined'),
        ('review', 'recommended'), ('review', 'awaiting_information'), ('variation', 'approved'),
        ('proposal', 'proposed'), ('relief', 'granted'), ('condition', 'evidence_in'),
        ('cohort', 'ranked'), ('cohort', 'planned'), ('licence', 'active'), ('job', 'succeeded'),
        ('job', 'running'), ('artefact', 'admitted'), ('incident', 'open'), ('problem', 'posted'),
        ('practice_note', 'published'), ('policy', 'activated'), ('system', 'open')) s(machine, state)
      """)
    try await run(
      """
      SELECT done('rival.prep', 'application/new', 'start', '{"cohort": "rolling"}', '{"title_en": "Rival"}'),
             done('panel', 'supervision/' || a.id || '/PANEL', 'score_entered', '{"criterion": "innovation", "points": 4}'),
             done('sfc.case_officer', 'supervision/' || a.id || '/SFC', 'note_added', '{}', '{"wording": "a note"}'),
             done('tick', 'application/' || a.id, 'gates_judged', '{}', '{"gates": [{"rule": "G1", "remit": "SFC",
               "result": "met", "sentence_en": "a", "sentence_zh": "b"}]}' || run_of_gates())
        FROM (SELECT case_in('consolidation') AS id) a
      """)
    try await run("SELECT see_node('n1', 'local', 4) FROM me('worker')")
  }

  /// Ids that stand for a firm: its own, its people's, its cases' and all that hangs under them.
  func traces(of firm: String) async throws -> Set<String> {
    let rows = try await connection.query(
      """
      SELECT id::text FROM firm WHERE key = \(firm)
      UNION SELECT h.account::text FROM role_held h JOIN firm f ON h.of = f.id::text WHERE f.key = \(firm)
      UNION SELECT a.person::text FROM account a JOIN role_held h ON h.account = a.id
              JOIN firm f ON h.of = f.id::text WHERE f.key = \(firm)
      UNION SELECT s.id::text FROM subject s JOIN firm f ON f.id = s.firm WHERE f.key = \(firm)
      """)
    return Set(try rows.map { try $0.decode(String.self) })
  }

  /// Ids of all cases and of what hangs under them.
  func traces(ofCases: Bool) async throws -> Set<String> {
    let rows = try await connection.query(
      """
      SELECT id::text FROM application UNION SELECT id::text FROM subject WHERE root IS NOT NULL
         AND root IN (SELECT id FROM application)
      """)
    return Set(try rows.map { try $0.decode(String.self) })
  }
}
