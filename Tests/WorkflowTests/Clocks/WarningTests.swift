import Postgres
import Testing
import Workflow

/// A desk is warned before its clock runs out, once for each day on which it does.
@Suite struct WarningTests {
  @Test func `a desk is warned once, before its clock runs out, its supervisor and its assignee`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'in_progress')", as: String.self)
      #expect(try await warn(in: world) == [], "two thirds of its time are not over")
      try await bringNear(review, "interval '1 hour'", in: world)
      #expect(try await warn(in: world) == ["supervision/\(app)/SFC first_review"])
      #expect(try await warn(in: world) == [], "once")
      for (login, seen) in [
        ("sfc.supervisor", ["SFC first_review"]), ("sfc.case_officer", ["SFC first_review"]),
        ("sfc.case_officer2", []), ("sfc.approver", []), ("hkma.supervisor", []),
      ] {
        #expect(try await inbox("soon", of: login, in: world) == seen, "\(login)")
      }
      try await world.run(
        """
        SELECT done('hkma.coordinator', 'application/' || \(app), 'clock_corrected',
                 jsonb_build_object('clock', id, 'kind', 'extend', 'by', 5, 'reason', 'a typhoon'))
          FROM clock WHERE subject = id_of(\(review)) AND NOT ended
        """)
      #expect(try await inbox("soon", of: "sfc.supervisor", in: world) == [], "its day moved")
      try await bringNear(review, "interval '2 hours'", in: world)
      #expect(try await warn(in: world) == ["supervision/\(app)/SFC first_review"], "another day")
      try await bringNear(review, "interval '-1 minute'", in: world)
      #expect(try await warn(in: world) == [], "what ran out is escalated, not warned of")
      #expect(try await inbox("soon", of: "sfc.supervisor", in: world) == [])
    }
  }

  @Test func `nobody is warned of what a firm owes, too early, or in another's compartment`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run(
        "UPDATE clock SET due_at = now() + interval '1 hour' WHERE subject = \(app) AND NOT ended")
      let owed = try await world.act(
        "tick", "supervision/\(app)/HKMA", "warned",
        detail: "(SELECT breach_of(c) FROM clock c WHERE c.subject = '\(app)' AND NOT c.ended)")
      #expect(owed?.code == "SB422")
      let other = try await world.case(in: "in_review")
      let review = try await world.value("SELECT review_of(\(other), 'SFC')", as: String.self)
      let named = """
        (SELECT breach_of(c) FROM clock c JOIN review r ON r.id = c.subject
          WHERE r.application = '\(other)' AND r.remit = 'SFC' AND c.name = 'first_review')
        """
      let early = try await world.act("tick", "supervision/\(other)/SFC", "warned", detail: named)
      #expect(early?.code == "SB422")
      try await bringNear(review, "interval '1 hour'", in: world)
      let elsewhere = try await world.act(
        "tick", "supervision/\(other)/HKMA", "warned", detail: named)
      #expect(elsewhere?.code == "SB422")
    }
  }

  @Test func `a firm cannot tell whether a desk was warned`() async throws {
    try await World.with { world in
      for (state, clock) in [("in_review", "first_review"), ("submitted", "completeness")] {
        let app = try await world.case(in: state)
        try await world.run(
          """
          UPDATE clock SET due_at = now() + interval '1 hour', remind_at = now()
           WHERE root = \(app) AND name = \(clock) AND NOT ended
          """)
        let firm = Reader(world: world, role: "firm", session: "appr")
        let before = try await firm.everything()
        #expect(try await !warn(in: world).isEmpty)
        let after = try await firm.everything()
        for (table, rows) in before { #expect(after[table] == rows, "\(table) tells") }
      }
    }
  }

  @Test func `the check of a licence has its time, and its remit is warned in its own chain`()
    async throws
  {
    try await World.with { world in
      let licence = try await world.value("SELECT licence_in('declared')", as: String.self)
      let clock = try await world.connection.query(
        "SELECT c.name, c.remit, c.length FROM clock c WHERE c.subject = id_of(\(licence)) AND NOT c.ended"
      ).one().decode((String.self, String.self, Int.self))
      #expect(clock == ("licence_check", "SFC", 10))
      try await bringNear(licence, "interval '1 hour'", in: world)
      #expect(try await warn(in: world) == ["remit/SFC licence_check"])
      try await bringNear(licence, "interval '-1 hour'", in: world)
      let breach = try await world.connection.query(
        "SELECT subject_name FROM due_events() WHERE event = 'escalated'"
      ).map { try $0.decode(String.self) }
      #expect(breach == ["remit/SFC"])
      for ending in ["verify", "reject"] {
        let other = try await world.value("SELECT licence_in('declared')", as: String.self)
        try await world.run(
          "SELECT done('sfc.case_officer', \(other), \(ending), '{\"register_checked\": \"2026-01-02\", \"reason\": \"unknown\"}')"
        )
        #expect(
          try await world.value(
            "SELECT bool_and(ended) FROM clock WHERE subject = id_of(\(other))", as: Bool.self))
      }
    }
  }

  // MARK: Parts

  private func bringNear(_ subject: String, _ distance: String, in world: World) async throws {
    try await world.run(
      """
      UPDATE clock SET due_at = now() + \(unsafeSQL: distance), remind_at = now()
       WHERE subject = id_of(\(subject)) AND name <> 'assignment' AND NOT ended
      """)
  }

  /// Does what the clockwork finds to warn of.
  private func warn(in world: World) async throws -> [String] {
    let due = try await world.connection.query(
      "SELECT subject_name, detail FROM due_events() WHERE event = 'warned' ORDER BY 1")
    return try await due.asyncMap { row in
      let (subject, detail) = try row.decode((String.self, String.self))
      try await world.run("SELECT done('tick', \(subject), 'warned', \(detail)::text::jsonb)")
      let name = try await world.value(
        "SELECT \(detail)::text::jsonb->>'name'", as: String.self)
      return "\(subject) \(name)"
    }
  }

  private func inbox(_ need: String, of login: String, in world: World) async throws -> [String] {
    try await world.run("SELECT me(\(login))")
    return try await world.connection.query(
      "SELECT remit || ' ' || state FROM inbox(false, 100) WHERE need = \(need) ORDER BY 1"
    ).map { try $0.decode(String.self) }
  }
}

extension Sequence {
  fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows
    -> [Value]
  {
    var values: [Value] = []
    for element in self { values.append(try await body(element)) }
    return values
  }
}
