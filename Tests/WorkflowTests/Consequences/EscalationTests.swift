import Postgres
import Testing
import Workflow

/// Where a regulator's clock runs out nothing is decided: its remit's supervisor is told.
@Suite struct EscalationTests {
  @Test func `an overdue review is told once, to the supervisor of its own remit`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'in_progress')", as: String.self)
      #expect(try await escalate(app, in: world) == 0)
      try await overdue("first_review", of: review, in: world)
      #expect(try await escalate(app, in: world) == 1)
      #expect(try await escalate(app, in: world) == 0, "once")
      let entry = try await world.connection.query(
        """
        SELECT s.name, convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail'->>'name' FROM audit_event e
          JOIN subject s ON s.id = e.subject WHERE e.type = 'hk.sandboxpp.supervision.escalated.v1'
        """
      ).one().decode((String.self, String.self))
      #expect(entry == ("supervision/\(app)/SFC", "first_review"))
      #expect(try await overdue(in: "sfc.supervisor", of: world) == ["SFC first_review"])
      for other in ["sfc.case_officer", "hkma.supervisor", "ia.supervisor"] {
        #expect(try await overdue(in: other, of: world) == [], "\(other)")
      }
      try await world.run(
        """
        SELECT done('sfc.case_officer', \(review), 'recommend', jsonb_build_object('recommendation', 'object',
                 'reasons', 'unsound', 'seen', seen(\(review))))
        """)
      try await world.run(
        "SELECT done('sfc.approver', \(review), 'countersign', jsonb_build_object('seen', seen(\(review))))"
      )
      #expect(try await overdue(in: "sfc.supervisor", of: world) == [], "it has ended")
    }
  }

  @Test func `a clock that runs out again after it was extended is told again`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "submitted")
      try await overdue("completeness", of: "application/\(app)", in: world)
      #expect(try await escalate(app, in: world) == 1)
      #expect(try await overdue(in: "hkma.supervisor", of: world) == ["HKMA completeness"])
      try await world.run(
        """
        SELECT done('hkma.coordinator', 'application/' || \(app), 'clock_corrected', jsonb_build_object('clock', id, 'kind', 'extend', 'by', 2, 'reason', 'a typhoon'))
          FROM clock WHERE subject = \(app) AND NOT ended
        """)
      #expect(try await overdue(in: "hkma.supervisor", of: world) == [])
      #expect(try await escalate(app, in: world) == 0)
      try await world.run(
        "UPDATE clock SET due_at = now() - interval '1 second' WHERE subject = \(app) AND NOT ended"
      )
      #expect(try await escalate(app, in: world) == 1)
    }
  }

  @Test func `what a firm owes is not escalated, and what did not run out neither`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run("SELECT expired(\(app))")
      #expect(try await escalate(app, in: world) == 0)
      let forged = try await world.act(
        "tick", "supervision/\(app)/HKMA", "escalated",
        detail: "(SELECT breach_of(c) FROM clock c WHERE c.subject = '\(app)' AND NOT c.ended)")
      #expect(forged?.code == "SB422")
      let running = try await world.case(in: "in_review")
      let early = try await world.act(
        "tick", "supervision/\(running)/SFC", "escalated",
        detail: """
          (SELECT breach_of(c) FROM clock c JOIN review r ON r.id = c.subject
            WHERE r.application = '\(running)' AND r.remit = 'SFC' AND c.name = 'first_review')
          """)
      #expect(early?.code == "SB422")
      try await overdue(
        "first_review",
        of: try await world.value("SELECT review_of(\(running), 'SFC')", as: String.self), in: world
      )
      let elsewhere = try await world.act(
        "tick", "supervision/\(running)/HKMA", "escalated",
        detail: """
          (SELECT breach_of(c) FROM clock c JOIN review r ON r.id = c.subject
            WHERE r.application = '\(running)' AND r.remit = 'SFC' AND c.name = 'first_review')
          """)
      #expect(elsewhere?.code == "SB422", "another authority is not told")
    }
  }

  @Test func `a firm cannot tell whether a supervisor was told`() async throws {
    try await World.with { world in
      for (state, clock) in [("in_review", "first_review"), ("submitted", "completeness")] {
        for login in ["appr", "prep", "partner.appr"] {
          let app = try await world.case(in: state)
          let subject =
            state == "in_review"
            ? try await world.value("SELECT review_of(\(app), 'SFC')", as: String.self)
            : "application/\(app)"
          try await overdue(clock, of: subject, in: world)
          let firm = Reader(world: world, role: "firm", session: login)
          let possible = "SELECT p::text FROM possible_acts('application/\(app)') p"
          let before = try await firm.everything()
          let acts = try await firm.rows(possible)
          #expect(try await escalate(app, in: world) == 1)
          let after = try await firm.everything()
          for (table, rows) in before { #expect(after[table] == rows, "\(table) tells") }
          #expect(try await firm.rows(possible) == acts)
        }
      }
    }
  }

  // MARK: Parts

  private func overdue(_ clock: String, of subject: String, in world: World) async throws {
    try await world.run(
      """
      UPDATE clock SET due_at = now() - interval '1 minute'
       WHERE subject = id_of(\(subject)) AND name = \(clock) AND NOT ended
      """)
  }

  /// Does what the clockwork finds to escalate in a case; how much it was.
  private func escalate(_ app: String, in world: World) async throws -> Int {
    try await world.connection.query(
      """
      SELECT done('tick', subject_name, event, detail::jsonb) FROM due_events()
       WHERE event = 'escalated' AND subject_name LIKE '%/' || \(app) || '/%'
      """
    ).count
  }

  private func overdue(in login: String, of world: World) async throws -> [String] {
    try await world.run("SELECT me(\(login))")
    return try await world.connection.query(
      "SELECT remit || ' ' || state FROM inbox(false, 100) WHERE need = 'overdue' ORDER BY 1"
    ).map { try $0.decode(String.self) }
  }
}
