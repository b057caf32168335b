import Foundation
import Postgres
import TestSupport
import Testing
import Workflow

/// A day that is closed or opened again moves what runs, in the same act.
@Suite struct ClosedDayTests {
  @Test
  func `a day that an administrator closes moves what runs over it, and opening it moves it back`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      let asked = try await world.case(in: "in_review")
      _ = try await world.value(
        "SELECT review_to(\(asked), 'SFC', 'awaiting_information')", as: String.self)
      let before = try await dues(in: world)
      let day = try await world.value("SELECT to_char(next_day(2), 'YYYY-MM-DD')", as: String.self)
      try await world.close(day)
      let closed = try await dues(in: world)
      #expect(closed != before && closed.keys == before.keys)
      #expect(closed["offer"] == 1 && before["offer"] == 0)
      #expect(closed["question"] == 1 && before["question"] == 0)
      let entry = try await world.value(
        "SELECT e.reason FROM clock_entry e JOIN clock c ON c.id = e.clock WHERE c.subject = \(app) AND e.kind = 'recount'",
        as: String.self)
      #expect(entry == "day_closed")
      #expect(try await acts(in: world) == 1, "one act: the calendar's entry and every clock's")
      #expect(try await faults(in: world) == [])
      try await world.run(
        """
        SELECT done('admin', 'calendar/hong-kong', 'day_opened', jsonb_build_object('day', \(day)::text, 'reason', 'another day was meant',
                 'source', 'the Observatory', 'mark', 'read'))
        """)
      #expect(try await dues(in: world) == before)
      #expect(try await faults(in: world) == [])
    }
  }

  @Test func `a firm that was told another day is reminded again`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run(
        """
        SELECT clock_write(c.id, 'remind', clock_timestamp(), 'test', gen_random_uuid()) FROM clock c, generate_series(1, 2)
         WHERE c.subject = \(app) AND NOT c.ended
        """)
      let next: SQL = "SELECT remind_at IS NULL FROM clock WHERE subject = \(app) AND NOT ended"
      #expect(try await world.value(next, as: Bool.self))
      let weekend = try await world.value(
        "SELECT to_char(d::date, 'YYYY-MM-DD') FROM generate_series(current_date + 1, current_date + 8, '1 day') d WHERE extract(isodow FROM d) = 6 LIMIT 1",
        as: String.self)
      try await world.close(weekend)
      #expect(try await world.value(next, as: Bool.self), "its day did not move")
      try await world.close(
        try await world.value("SELECT to_char(next_day(3), 'YYYY-MM-DD')", as: String.self))
      #expect(try await !world.value(next, as: Bool.self))
    }
  }

  @Test func `what begins while a day is being closed is counted with it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      let day = try await world.value("SELECT to_char(next_day(2), 'YYYY-MM-DD')", as: String.self)
      // One offers, and has not committed; another closes a day, and has to wait.
      let first = try await World.open(world.database)
      try await first.execute(unsafeSQL: "BEGIN")
      _ = try await first.query(
        """
        SELECT done('hkma.approver', 'application/' || \(app), 'offer', '{}', jsonb_build_object('evaluation', run_of_rules('offer')))
        """)
      let second = try await World.open(world.database)
      let closing = Task {
        _ = try await second.query(
          """
          SELECT done('admin', 'calendar/hong-kong', 'day_closed', jsonb_build_object('day', \(day)::text, 'kind', 'gale',
                   'source', 'the Observatory', 'mark', 'read'))
          """)
      }
      let isWaiting: SQL = """
        SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted)
        """
      var looks = 0
      while looks < 100_000, try await !world.value(isWaiting, as: Bool.self) { looks += 1 }
      #expect(looks < 100_000, "closing does not wait for what is being written")
      try await first.execute(unsafeSQL: "COMMIT")
      try await closing.value
      #expect(try await dues(in: world)["offer"] == 1)
      #expect(try await faults(in: world) == [])
      await first.close()
      await second.close()
    }
  }

  @Test func `a day is closed and opened by an administrator alone, with its source`() async throws
  {
    try await World.with { world in
      let right =
        #"{"day": "2026-12-30", "kind": "gale", "source": "the Observatory", "mark": "read"}"#
      for login in ["hkma.coordinator", "hkma.supervisor", "op", "appr", "auditor", "tick"] {
        let refused = try await world.act(
          login, Sandbox.calendar, "day_closed", detail: "'\(right)'")
        #expect(refused?.code == "SB403", "\(login)")
      }
      for (wrong, said) in [
        (#"{"day": "2026-02-30"}"#, "Name a day, such as 2026-12-25."),
        (#"{"day": "1950-01-01"}"#, "Name a day, such as 2026-12-25."),
        (#"{"source": "?"}"#, "Name the source of it."),
        (
          #"{"mark": "rumour"}"#,
          "Say how well it is attested: read, reported, background or proposal."
        ),
        (
          #"{"kind": "heat"}"#,
          "Say why it is closed: general_holiday, gale, black_rainstorm or extreme_conditions."
        ),
        (#"{"kind": "general_holiday"}"#, "Name the holiday in both languages."),
      ] {
        let refused = try await world.act(
          "admin", Sandbox.calendar, "day_closed", detail: "'\(right)'::jsonb || '\(wrong)'")
        #expect(refused?.message == said, "\(wrong)")
      }
      let open = try await world.act(
        "admin", Sandbox.calendar, "day_opened",
        detail: "'\(right)'::jsonb || '{\"reason\": \"a mistake\"}'")
      #expect(open?.message == "No entry of the calendar closes that day.")
      #expect(
        try await world.act("admin", Sandbox.calendar, "day_closed", detail: "'\(right)'") == nil)
      let again = try await world.act(
        "admin", Sandbox.calendar, "day_closed", detail: "'\(right)'")
      #expect(again?.message == "The calendar closes that day already.")
    }
  }

  @Test func `the week's days of rest have dates of effect`() async throws {
    try await World.with { world in
      // 2 and 9 January 2027 are Saturdays.
      try await world.run(
        """
        SELECT done('admin', 'calendar/hong-kong', 'rest_set', '{"day": "2027-01-05", "weekday": 6, "rest": false, "source": "a notice", "mark": "reported"}')
        """)
      let open = try await world.connection.query(
        "SELECT d::text FROM unnest('{2027-01-02,2027-01-03,2027-01-09,2027-01-10}'::date[]) d WHERE business_day(d)"
      )
      #expect(try open.map { try $0.decode(String.self) } == ["2027-01-09"])
    }
  }

  @Test
  func `an installation without a sample has its holidays, and keeps what was said of one since`()
    async throws
  {
    let file = try CalendarFile(
      json: try Data(
        contentsOf: Repository.root.appending(path: "deploy/calendars/hong-kong.json")))
    try await TestDatabase.with(schema: []) { database in
      let owner = try Installation.pool(database.configuration.connectionString)
      let installation = Installation(owner)
      try await installation.initialise(
        schema: try Repository.text("schema.sql"), calendar: file)
      let rows = try await owner.query(
        "SELECT d::text FROM unnest('{2026-02-17,2026-02-20,2026-02-21,2026-12-25}'::date[]) d WHERE NOT business_day(d)"
      )
      #expect(
        try rows.map { try $0.decode(String.self) } == ["2026-02-17", "2026-02-21", "2026-12-25"])
      let entries = try await owner.query(
        "SELECT count(*) FROM audit_event e JOIN subject s ON s.id = e.subject WHERE s.name = \(Sandbox.calendar)"
      ).one().decode(Int.self)
      #expect(entries == 1 + file.restDays.count + file.closedDays.count)
      #expect(try await installation.keep(file) == 0)
      await owner.close()
    }
  }

  // MARK: Parts

  /// Whether what runs for an offer and a question is due later than the week alone has it, 1 or 0.
  private func dues(in world: World) async throws -> [String: Int] {
    let rows = try await world.connection.query(
      """
      SELECT c.name, (c.due_at > plain(c))::integer FROM clock c WHERE NOT c.ended AND c.name = 'offer'
      UNION ALL
      SELECT 'question', (q.due_at > plain(c))::integer FROM question q JOIN clock c ON c.about = q.id WHERE q.state = 'open'
      """)
    return Dictionary(
      try rows.map { try $0.decode((String.self, Int.self)) }, uniquingKeysWith: { $1 })
  }

  private func acts(in world: World) async throws -> Int {
    try await world.value(
      """
      SELECT count(DISTINCT act) FROM (
        SELECT e.act FROM clock_entry e WHERE e.kind = 'recount'
        UNION ALL SELECT d.act FROM calendar_day d WHERE d.kind = 'gale' AND d.closed) a
      """, as: Int.self)
  }

  private func faults(in world: World) async throws -> [String] {
    let pool = try Installation.pool(world.database.configuration.connectionString, connections: 1)
    let report = try await Installation(pool).check()
    await pool.close()
    return report.parts.filter { $0.name == "clocks" }.flatMap(\.faults).map { "\($0)" }
  }
}
