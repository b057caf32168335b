import Foundation
import Postgres
import Testing
import Workflow

/// Two reminders before a case lapses, and none later than a business day before.
@Suite struct ReminderTests {
  @Test func `a case lapses after two reminders, each sent when it was due`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      let name = "application/\(app)"
      #expect(try await due(of: name, in: world) == [])
      // The coordinator brings the offer's last day near: by the calendar the next business day.
      try await world.run(
        """
        SELECT done('hkma.coordinator', \(name), 'clock_corrected', jsonb_build_object('clock', id, 'kind', 'shorten', 'by', 9, 'reason', 'sooner'))
          FROM clock WHERE subject = \(app) AND NOT ended
        """)
      for number in 1...2 {
        #expect(try await due(of: name, in: world) == ["reminder_sent \(number)"])
        try await fire(name, in: world)
      }
      #expect(try await due(of: name, in: world) == [], "none is sent twice")
      let early = try await world.act("tick", name, "lapse")
      #expect(early?.message == "The clock offer has not run out.")
      try await world.run("SELECT expired(\(app))")
      #expect(try await due(of: name, in: world) == [], "a business day is left to the firm")
      let told = try await world.act("tick", name, "lapse")
      #expect(told?.message == "The firm was not reminded twice, with a business day left.")
      // As if all of it had happened a month ago.
      try await world.run("SELECT reminded(\(app))")
      #expect(try await due(of: name, in: world) == ["lapse"])
      try await fire(name, in: world)
      #expect(
        try await world.value("SELECT state FROM subject WHERE name = \(name)", as: String.self)
          == "lapsed")
    }
  }

  @Test func `a case that was never reminded does not lapse, however long ago its clock ran out`()
    async throws
  {
    try await World.with { world in
      for state in ["draft", "returned", "deferred", "offered", "onboarding"] {
        let app = try await world.case(in: state)
        try await world.run("SELECT expired(\(app))")
        let refused = try await world.act("tick", "application/\(app)", "lapse")
        #expect(refused?.code == "SB422" && refused?.detail.contains("reminders_sent") == true)
        let due = try await due(of: "application/\(app)", in: world)
        #expect(!due.contains("lapse"), "\(state)")
      }
    }
  }

  /// Clocks that begin on Monday 9 March 2026 at ten run to the end of 23 March, 10 March, 8 June (for
  /// 7 June is a Sunday) and 9 March 2027; the shortest leaves its firm no more than its one day.
  @Test(arguments: [
    ("2026-03-09 10:00", 10, "business_days", "2026-03-19 03:19", "2026-03-20 00:00"),
    ("2026-03-09 10:00", 1, "business_days", "2026-03-09 10:00", "2026-03-09 10:00"),
    ("2026-03-09 10:00", 90, "days", "2026-05-09 11:19", "2026-06-05 00:00"),
    ("2026-03-09 10:00", 12, "months", "2026-11-08 03:19", "2027-03-08 00:00"),
  ])
  func `reminders are due when two thirds are over and when the last business day before begins`(
    start: String, length: Int, unit: String, first: String, second: String
  ) async throws {
    try await World.with { world in
      let app = try await world.case(in: "draft")
      let clock = try await world.value(
        """
        INSERT INTO clock (subject, root, name, length, unit) VALUES (\(app), \(app), 'offer', \(length), \(unit)) RETURNING id::text
        """, as: String.self)
      try await write(clock, "start", start, in: world)
      #expect(try await next(clock, in: world) == first)
      try await write(clock, "remind", first, in: world)
      #expect(try await next(clock, in: world) == second)
      try await write(clock, "remind", second, in: world)
      #expect(try await next(clock, in: world) == nil)
      try await write(clock, "extend", second, by: 5, in: world)
      #expect(try await next(clock, in: world) != nil, "another day asks for other reminders")
      try await write(clock, "end", second, in: world)
      #expect(try await next(clock, in: world) == nil)
    }
  }

  @Test func `the firm finds its reminders in the timeline, with the day`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run(
        "UPDATE clock SET due_at = now() + interval '1 hour', remind_at = now() WHERE subject = \(app) AND NOT ended"
      )
      try await fire("application/\(app)", in: world)
      try await world.withSandbox { sandbox in
        let reference = try await world.value(
          "SELECT reference FROM application WHERE id = \(app)", as: String.self)
        let view = try await sandbox.application(reference, as: Caller(.firm, secret: "appr"))
        let entry = try #require(view.timeline.first { $0.event == "reminder_sent" })
        #expect(entry.due != nil && entry.role == "system")
      }
    }
  }

  // MARK: Parts

  private func due(of name: String, in world: World) async throws -> [String] {
    let rows = try await world.connection.query(
      "SELECT event, detail::jsonb->>'number' FROM due_events() WHERE subject_name = \(name) ORDER BY 1, 2"
    )
    return try rows.map { row in
      let (event, number) = try row.decode((String.self, String?.self))
      return number.map { "\(event) \($0)" } ?? event
    }
  }

  /// As the clockwork does.
  private func fire(_ name: String, in world: World) async throws {
    try await world.run(
      "SELECT done('tick', subject_name, event, detail::jsonb) FROM due_events() WHERE subject_name = \(name)"
    )
  }

  private func write(
    _ clock: String, _ kind: String, _ at: String, by amount: Int = 0, in world: World
  ) async throws {
    try await world.run(
      """
      SELECT clock_write(\(clock), \(kind), \(at)::text::timestamp AT TIME ZONE 'Asia/Hong_Kong', 'test', gen_random_uuid(), \(amount)::integer)
      """)
  }

  private func next(_ clock: String, in world: World) async throws -> String? {
    try await world.value(
      """
      SELECT to_char(remind_at AT TIME ZONE 'Asia/Hong_Kong', 'YYYY-MM-DD HH24:MI') FROM clock WHERE id = \(clock)
      """, as: String?.self)
  }
}
