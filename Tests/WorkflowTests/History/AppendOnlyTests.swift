import Postgres
import Testing

/// What has happened is never changed or removed: not by the owner, not with triggers asked to rest.
@Suite struct AppendOnlyTests {
  private static let tables = [
    "audit_event", "sealed_leaf", "vocabulary", "application_version", "evaluation", "outcome",
    "override", "found_fact", "review_signature", "clock_entry", "escalation", "alternate",
    "policy_set", "policy_calendar", "clock_rule", "calendar_day", "said",
    "job_step", "draft_edit", "note", "note_disclosure", "document", "metric", "gate_run",
    "gate_result",
  ]

  @Test func `history is neither changed nor removed, by whomever`() async throws {
    try await World.with { world in
      try await fillHistory(world)
      let owned = try await world.connection.query(
        """
        SELECT DISTINCT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE t.tgname = 'keep_rows' AND t.tgenabled = 'A'
        """)
      #expect(Set(try owned.map { try $0.decode(String.self) }) == Set(Self.tables))
      for who in ["SET ROLE sandboxpp_owner", "SET session_replication_role = replica"] {
        try await world.run(SQL(unsafeSQL: who))
        for table in Self.tables {
          let rows = try await world.value(
            SQL(unsafeSQL: "SELECT count(*) FROM sandboxpp.\(table)"), as: Int.self)
          #expect(rows > 0, "\(table) has nothing to keep")
          let column = try await world.value(
            """
            SELECT attname::text FROM pg_attribute WHERE attrelid = \("sandboxpp.\(table)")::text::regclass AND attnum > 1 ORDER BY attnum LIMIT 1
            """, as: String.self)
          for statement in [
            "UPDATE sandboxpp.\(table) SET \(column) = \(column)", "DELETE FROM sandboxpp.\(table)",
            "TRUNCATE sandboxpp.\(table)", "TRUNCATE sandboxpp.\(table) CASCADE",
          ] {
            let refused = try await world.refusal(of: SQL(unsafeSQL: statement))
            let isHeldByReference = refused?.code == "0A000" && statement.hasPrefix("TRUNCATE")
            #expect(refused?.code == "SB501" || isHeldByReference, "\(who): \(statement)")
          }
        }
        try await world.run("RESET ROLE")
        try await world.run("SET session_replication_role = origin")
      }
    }
  }

  /// At least one row in each of the tables.
  private func fillHistory(_ world: World) async throws {
    try await world.fill()
    try await world.run(
      """
      SELECT publish_vocabulary('job', 1, sha256('v'), 'text', '[]'),
             seal_commit(0, ARRAY[(SELECT min(id) FROM audit_event)], sha256('root'))
      """)
    let app = try await world.case(in: "in_review")
    try await world.run(
      "SELECT prepare('supervision/' || \(app) || '/SFC', 'rule_overridden', \(app), 'open')")
    try await world.run(
      """
      SELECT agreed('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'rule_overridden', '{sfc.approver}',
               '{"remit": "SFC", "rule": "S-SFC", "reason": "a pilot"}'),
             agreed('sfc.case_officer', 'application/' || \(app), 'fact_found', '{sfc.approver}',
               '{"remit": "SFC", "attribute": "x"}', '{"value": 1, "evidence": "seen on site"}'),
             done('prep', 'application/' || \(app), 'document_added', '{}',
               jsonb_build_object('kind', 'plan', 'digest', repeat('ab', 32))),
             done('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'note_added', '{}', '{"wording": "a note"}'),
             done('sfc.approver', 'supervision/' || \(app) || '/SFC', 'disclosed', '{"authority": "IA", "gateway": "s. 378"}')
      """)
    try await world.run(
      """
      SELECT agreed('hkma.supervisor', 'supervision/' || \(app) || '/HKMA', 'alternate_appointed', '{hkma.approver}',
               jsonb_build_object('remit', 'HKMA', 'role', 'approver', 'account', acc('svf.approver'), 'reason', 'conflicts')),
             prepare('supervision/' || \(app) || '/SFC', 'escalated', \(app), 'open'),
             done('tick', 'supervision/' || \(app) || '/SFC', 'escalated', detail_of('supervision/x', 'escalated', \(app), 'tick'))
      """)
    try await world.run("SELECT job_in('succeeded')")
    try await world.run(
      "INSERT INTO metric SELECT id, application, 'accuracy', 0.9, 100 FROM job WHERE state = 'succeeded' ON CONFLICT DO NOTHING"
    )
  }

  @Test func `a state does not change without its entry, nor a chain without its state`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      for who in ["SET ROLE sandboxpp_owner", "SET session_replication_role = replica"] {
        try await world.run(SQL(unsafeSQL: who))
        for change in [
          "state = 'offered'", "state = 'offered', last_event = 'offer'",
          "state = 'offered', last_event = 'offer', seq = seq + 1",
          "state = 'offered', last_event = 'offer', seq = seq + 1, head = sha256('x')",
          "seq = seq + 1", "head = sha256('x')", "seq = seq - 1", "state = 'closed', seq = seq + 1",
          """
          (seq, head, last_event) = (SELECT e.seq, e.leaf, split_part(e.type, '.', 4) FROM audit_event e
            WHERE e.subject = subject.id AND e.seq = subject.seq - 1)
          """,
        ] {
          let refused = try await world.refusal(
            of: "UPDATE subject SET \(unsafeSQL: change) WHERE id = \(app)")
          #expect(refused?.code == "SB500", "\(who): \(change)")
        }
        let born = try await world.refusal(
          of: """
            INSERT INTO subject (id, machine, name, state) VALUES (gen_random_uuid(), 'application', 'application/x', 'offered')
            """)
        #expect(born?.code == "SB500")
        let job = try await world.refusal(
          of: """
            INSERT INTO job (reference, application, kind, part, state, last_event, seconds, spec, inputs, cleared_by)
              VALUES ('J1', \(app), 'batch', 'candidate', 'running', 'start', 1, '{}', '{}', sha256('x'))
            """)
        #expect(job?.code == "SB500")
        try await world.run("RESET ROLE")
        try await world.run("SET session_replication_role = origin")
      }
    }
  }
}
