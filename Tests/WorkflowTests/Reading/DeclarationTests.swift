import Postgres
import Testing
import Workflow

/// What is read of a case before a declaration, or after one of a conflict: whose it is.
@Suite struct DeclarationTests {
  /// Tables that say that there is a case, who takes part in it and when somebody owes something;
  /// and what stands beside every case.
  private static let open: Set<String> = [
    "application_remit", "party", "subject", "clock", "declaration", "proposal", "proposal_place",
    "audit_event", "sealed_leaf", "note_disclosure", "person", "account", "role_held", "firm",
    "licence", "idempotency_key", "node", "authority", "remit", "role", "machine", "transition",
    "collective_act", "calendar_day", "clock_rule", "policy_set", "policy_calendar",
    "policy_version", "vocabulary", "cohort", "tree_head", "file_form",
  ]

  private static let ofCases = """
    SELECT s.name FROM audit_event e JOIN subject s ON s.id = e.subject
     WHERE s.machine = 'application' OR EXISTS (SELECT FROM subject c WHERE c.id = s.root AND c.machine = 'application')
    """

  private static let ledgersOfCases = """
    SELECT e.kind FROM clock_entry e JOIN clock c ON c.id = e.clock JOIN subject s ON s.id = c.root
     WHERE s.machine = 'application'
    """

  @Test(arguments: [nil, true] as [Bool?])
  func `an officer reads only the parties`(conflict: Bool?) async throws {
    try await World.with { world in
      try await world.fill()
      for role in ["case_officer", "approver", "supervisor", "coordinator"] {
        let login = "late.\(role)"
        try await world.open(login, role, of: "HKMA", "officer")
        if conflict == true { try await world.declareConflicts(login, inside: "HKMA") }
        let late = Reader(world: world, role: "officer", session: login)
        let known = Reader(world: world, role: "officer", session: "hkma.\(role)")
        let (closed, whole) = (try await late.everything(), try await known.everything())
        let shown = Set(closed.filter { !$0.value.isEmpty }.keys)
        // The time for the check of a licence is no case's.
        #expect(shown.subtracting(Self.open) == ["clock_entry"], "\(role)")
        #expect(try await late.rows(Self.ledgersOfCases) == [])
        #expect(Set(whole.filter { !$0.value.isEmpty }.keys).subtracting(Self.open).count > 15)
        #expect(try await late.rows(Self.ofCases) == [])
        #expect(try await known.rows(Self.ofCases).count > 50)
        #expect(try await late.rows("SELECT title_en FROM case_sheet() WHERE title_en <> ''") == [])
        let names = try await late.rows("SELECT firm_en FROM case_sheet()")
        #expect(names.contains("lantern (sample)"))
        let waiting = try await late.rows(
          "SELECT title_en FROM inbox(true, 200) WHERE proposal IS NULL")
        #expect(!waiting.isEmpty && waiting.allSatisfy(\.isEmpty))
      }
    }
  }

  @Test(arguments: [nil, true] as [Bool?])
  func `a member of the panel reads only the parties`(conflict: Bool?) async throws {
    try await World.with { world in
      try await world.fill()
      try await world.open("late.panel", "panel_member", of: "", "panel")
      try await world.run(
        "INSERT INTO panel_member SELECT cohort, human('late.panel'), until FROM panel_member ON CONFLICT DO NOTHING"
      )
      if conflict == true { try await world.declareConflicts("late.panel", inside: "PANEL") }
      let late = Reader(world: world, role: "panel", session: "late.panel")
      let known = Reader(world: world, role: "panel", session: "panel")
      let closed = try await late.everything()
      #expect(Set(closed.filter { !$0.value.isEmpty }.keys).subtracting(Self.open) == [])
      #expect(try await known.everything()["application_version"]?.isEmpty == false)
      #expect(try await late.rows(Self.ofCases) == [])
      #expect(try await late.rows("SELECT title_en FROM case_sheet() WHERE title_en <> ''") == [])
      #expect(try await late.rows("SELECT firm_en FROM case_sheet()").isEmpty == false)
    }
  }

  @Test func `a declaration is read by its own authority alone`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let sfc = Reader(world: world, role: "officer", session: "sfc.case_officer")
      let people = try await sfc.rows(
        "SELECT p.name_en FROM declaration d JOIN person p ON p.id = d.person WHERE d.application = '\(app)'"
      )
      #expect(people.contains("SFCapprover"))
      #expect(people.allSatisfy { $0.hasPrefix("SFC") }, "\(people)")
    }
  }

  @Test func `what the rules are to read is told to nobody who has not declared`() async throws {
    try await World.with { world in
      let incident = try await world.value("SELECT incident_in('open')", as: String.self)
      let app = try await world.value("SELECT case_of(\(incident))::text", as: String.self)
      let job = try await world.value(
        "SELECT job_in('queued', \(app)::uuid)", as: String.self)
      try await world.run("UPDATE compute_grant SET plan = '{}', cleared_on = cleared_on - 1")
      try await world.open("late.officer", "case_officer", of: "HKMA", "officer")
      let questions = [
        "SELECT facts_of_incident('\(incident)')::text",
        "SELECT asked_at_dispatch('application/\(app)')::text",
        "SELECT en FROM why_waiting('\(job.split(separator: "/")[1])')",
      ]
      let told = Reader(world: world, role: "officer", session: "hkma.case_officer")
      let late = Reader(world: world, role: "officer", session: "late.officer")
      for question in questions {
        #expect(
          try await told.rows("SELECT x FROM (\(question)) q(x) WHERE x IS NOT NULL").count == 1)
        #expect(try await late.rows("SELECT x FROM (\(question)) q(x) WHERE x IS NOT NULL") == [])
      }
    }
  }

  @Test func `a refusal tells who has not declared that a declaration is due`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await world.open("late.officer", "case_officer", of: "HKMA", "officer")
      let reference = try await world.value(
        "SELECT reference FROM application WHERE id = \(app)", as: String.self)
      try await world.reading { sandbox in
        let late = Caller(.officer, secret: "late.officer")
        let closed = try await sandbox.closedCase(reference, as: late)
        #expect(closed.conflict == nil && closed.reviews.isEmpty)
        #expect(closed.parties.contains { $0.nameEn == "lantern (sample)" })
        for read in [
          { _ = try await sandbox.application(reference, as: late) },
          { _ = try await sandbox.desk(reference, as: late) },
          { _ = try await sandbox.history(of: reference, as: late) },
          { _ = try await sandbox.versions(of: reference, as: late) },
        ] as [@Sendable () async throws -> Void] {
          let refusal = await #expect(throws: Refusal.self) { try await read() }
          #expect(refusal?.kind == .forbidden && refusal?.unmetGuard == "declared")
        }
        try await world.declare("late.officer", in: app, inside: "HKMA")
        #expect(try await sandbox.desk(reference, as: late).reviews.count == 1)
      }
    }
  }
}

extension World {
  /// A person who came after all cases of the fixtures, and has declared in none.
  func open(_ login: String, _ role: String, of place: String, _ audience: String) async throws {
    try await run(
      """
      SELECT open_account(\(login), \(login), \(login), \(audience),
        jsonb_build_array(jsonb_build_object('role', \(role)::text, 'of', \(place)::text)))
      """)
    try await openSession(login)
  }

  /// Somebody declares a conflict in every case of the authority.
  func declareConflicts(_ login: String, inside authority: String) async throws {
    try await run(
      """
      SELECT done(\(login), s.name, 'conflict_declared', '{"conflict": true}') FROM subject s
       WHERE s.machine = 'supervision' AND s.name LIKE '%/' || \(authority)
      """)
  }
}
