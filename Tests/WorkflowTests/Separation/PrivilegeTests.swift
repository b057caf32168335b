import Postgres
import TestSupport
import Testing

/// What the roles that connect may do without act(): nothing to any table with a history.
@Suite struct PrivilegeTests {
  private static let audiences = [
    "firm", "officer", "panel", "operator", "auditor", "worker", "sealer", "clockwork", "visitor",
  ]
  private static let logins = ["portal", "work", "seal", "tick"]
  /// Every role that somebody connects as or takes.
  static let connecting = audiences + logins

  /// The only tables that a role may write to itself.
  private static let writable: Set<String> = [
    "firm idempotency_key INSERT", "officer idempotency_key INSERT",
    "panel idempotency_key INSERT", "operator idempotency_key INSERT",
    "auditor idempotency_key INSERT", "firm draft UPDATE",
  ]

  @Test func `plain SQL under an application's role changes no table`() async throws {
    try await World.with { world in
      try await world.run("SELECT job_in('succeeded'), proposal_in('done')")
      let tables = try await world.tables()
      #expect(tables.count > 60)
      for role in Self.audiences + Self.logins {
        for table in tables {
          for (kind, statement) in statements(on: table) {
            try await world.run(SQL(unsafeSQL: "SET ROLE \(role)"))
            let refused = try await world.refusal(of: SQL(unsafeSQL: statement))
            try await world.run("RESET ROLE")
            let isAllowed = Self.writable.contains("\(role) \(table) \(kind)")
            #expect(
              isAllowed || refused?.code == "42501",
              "\(role): \(kind) on \(table) gave \(refused?.code ?? "success")")
          }
        }
      }
    }
  }

  private func statements(on table: String) -> [(String, String)] {
    [
      ("INSERT", "INSERT INTO sandboxpp.\(table) DEFAULT VALUES"),
      ("DELETE", "DELETE FROM sandboxpp.\(table)"), ("TRUNCATE", "TRUNCATE sandboxpp.\(table)"),
      ("TRIGGER", "ALTER TABLE sandboxpp.\(table) DISABLE TRIGGER ALL"),
    ]
  }

  @Test func `no column of any table is a role's to change, but a draft's facts`() async throws {
    try await World.with { world in
      let rows = try await world.connection.query(
        """
        SELECT concat_ws(' ', r.rolname, c.relname, a.attname, p.kind)
          FROM pg_roles r, pg_class c, pg_attribute a, unnest('{INSERT,UPDATE,REFERENCES}'::text[]) p(kind)
         WHERE r.rolname = ANY (\(Self.audiences + Self.logins)) AND c.relnamespace = 'sandboxpp'::regnamespace
           AND c.relkind = 'r' AND a.attrelid = c.oid AND a.attnum > 0 AND c.relname <> 'idempotency_key'
           AND has_column_privilege(r.oid, c.oid, a.attnum, p.kind)
        """)
      #expect(try rows.map { try $0.decode(String.self) } == ["firm draft facts UPDATE"])
      let sequences = try await world.connection.query(
        """
        SELECT r.rolname FROM pg_roles r, pg_class c WHERE r.rolname = ANY (\(Self.audiences + Self.logins))
           AND c.relnamespace = 'sandboxpp'::regnamespace AND c.relkind = 'S'
           AND has_sequence_privilege(r.oid, c.oid, 'USAGE, SELECT, UPDATE')
        """)
      #expect(sequences.isEmpty)
    }
  }

  /// What each role may call, by hand; whoever adds a function adds it here.
  private static let callable: [String: String] = [
    "everybody": """
    actor_account actor_authorities actor_authority_remits actor_firm actor_is actor_person
    actor_remits current_actor end_session sealed_in whoami
    """,
    "acting": "act possible_acts record",
    "reading": """
    business_day clock_due_at clock_lines closed_by consented day_in_hong_kong end_of_day
    form_of_files policies_in_force
    """,
    "firm":
      """
    asked_at_dispatch desk_progress facts_of_incident facts_of_report firm_knows_firm firm_sees
    firms_may_see grounds_of_refusal offers_made party_sheet receive_file review_of_question
    seal_head why_waiting
    """,
    "officer": """
    approvers_needed asked_at_dispatch case_sheet colleague coming_conditions desk_progress
    facts_of_incident facts_under inbox looked_at offers_made officer_reads officer_sees
    officer_sees_proposal open_to_actor result_of_panel seal_head seen_digest seen_in texts_of
    why_waiting
    """,
    "auditor": """
    approvers_needed auditor_of_all auditor_sees auditor_sees_subject coming_conditions
    desk_progress facts_under looked_at offers_made officer_sees officer_sees_proposal seal_head
    seen_digest seen_in why_waiting
    """,
    "panel": "case_sheet open_to_actor panel_reads panel_sees",
    "operator": "compute_sheet operator_sees_proposal why_waiting",
    "worker": "claim open_session renew see_node settle",
    "sealer": "seal_commit seal_head seal_next seal_published seal_read",
    "clockwork": """
    asked_at_dispatch due_events facts_of_incident in_trial_for_clockwork open_session
    places_of_keys prune pulse rescue result_of_panel
    """,
    "visitor": "account_for_sign_in open_session readiness",
    "work": "service_account", "tick": "service_account", "seal": "service_account", "portal": "",
  ]

  private static func callable(by role: String) -> Set<String> {
    var groups = [role]
    if !["sealer", "portal", "work", "tick", "seal"].contains(role) { groups.append("everybody") }
    if !["sealer", "visitor"].contains(role), audiences.contains(role) { groups.append("acting") }
    if ["firm", "officer", "panel", "operator", "auditor", "clockwork", "visitor"].contains(role) {
      groups.append("reading")
    }
    return Set(
      groups.flatMap { callable[$0, default: ""].split { $0.isWhitespace }.map(String.init) })
  }

  @Test(arguments: audiences + logins)
  func `a role may call these functions and no other`(role: String) async throws {
    try await World.with { world in
      let rows = try await world.connection.query(
        """
        SELECT DISTINCT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'sandboxpp'::regnamespace
           AND has_function_privilege(\(role), p.oid, 'EXECUTE')
        """)
      let found = Set(try rows.map { try $0.decode(String.self) })
      #expect(found.subtracting(Self.callable(by: role)) == [], "more than agreed")
      #expect(Self.callable(by: role).subtracting(found) == [], "less than agreed")
    }
  }

  @Test func `whatever runs with the owner's rights has a fixed search path`() async throws {
    try await World.with { world in
      let loose = try await world.connection.query(
        """
        SELECT proname::text FROM pg_proc WHERE pronamespace = 'sandboxpp'::regnamespace AND prosecdef
           AND coalesce(proconfig, '{}') <> '{"search_path=sandboxpp, pg_temp"}'
        """)
      #expect(try loose.map { try $0.decode(String.self) } == [])
      let elsewhere = try await world.connection.query(
        """
        SELECT proname::text FROM pg_proc WHERE prosecdef AND pronamespace <> 'sandboxpp'::regnamespace
           AND oid >= 16384
        """)
      #expect(elsewhere.isEmpty)
    }
  }

  @Test func `the roles own nothing, inherit nothing and pass by no policy`() async throws {
    try await World.with { world in
      let strong = try await world.connection.query(
        """
        SELECT rolname::text FROM pg_roles WHERE rolname = ANY (\(Self.audiences + Self.logins + ["sandboxpp_owner"]))
           AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
                OR (rolcanlogin AND (rolinherit OR rolname = 'sandboxpp_owner')))
        """)
      #expect(strong.isEmpty)
      let owned = try await world.connection.query(
        """
        SELECT relname::text FROM pg_class WHERE relnamespace = 'sandboxpp'::regnamespace
           AND pg_get_userbyid(relowner) <> 'sandboxpp_owner'
        """)
      #expect(owned.isEmpty)
      let members = try await world.connection.query(
        """
        SELECT concat_ws(' ', m.rolname, g.rolname) FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
          JOIN pg_roles g ON g.oid = a.roleid WHERE m.rolname = ANY (\(Self.audiences + Self.logins)) ORDER BY 1
        """)
      #expect(
        try members.map { try $0.decode(String.self) } == [
          "portal auditor", "portal firm", "portal officer", "portal operator", "portal panel",
          "portal visitor", "seal sealer", "tick clockwork", "work worker",
        ])
    }
  }

  @Test(arguments: logins)
  func `a process cannot switch off what holds it`(login: String) async throws {
    try await World.with { world in
      let connection = try await Connection.open(world.database.configuration(user: login))
      for statement in [
        "SET session_replication_role = replica", "SET ROLE sandboxpp_owner", "SET ROLE postgres",
        "SELECT append(NULL, NULL, NULL)", "SELECT perform(NULL, NULL)",
        "SELECT new_subject('application', 'application/x', gen_random_uuid(), NULL, NULL, NULL)",
        "SELECT register_firm('a', 'b', 'c')",
        "SELECT open_account('aa', 'b', 'c', 'officer', '[]')",
        "CREATE TABLE sandboxpp.mine ()", "ALTER FUNCTION sandboxpp.act STABLE",
        "ALTER TABLE sandboxpp.subject DISABLE ROW LEVEL SECURITY",
      ] {
        await #expect(throws: PostgresError.self, "\(login): \(statement)") {
          _ = try await connection.query(SQL(unsafeSQL: statement))
        }
      }
      await connection.close()
    }
  }
}
