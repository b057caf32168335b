import Postgres
import Testing
import Workflow

/// A clock is corrected by new entries that take effect in the past; nothing is overwritten.
@Suite struct CorrectionTests {
  /// A case whose completeness clock, of ten business days, began on Monday 5 January 2026.
  private func clock(in world: World) async throws -> (app: String, clock: String) {
    let app = try await world.case(in: "submitted")
    let clock = try await world.value(
      """
      INSERT INTO clock (subject, root, name, length, unit) VALUES (\(app), \(app), 'tried', 10, 'business_days') RETURNING id::text
      """, as: String.self)
    try await world.run(
      "SELECT clock_write(\(clock), 'start', '2026-01-05 10:00+08', 'test', gen_random_uuid())")
    return (app, clock)
  }

  private func correct(
    _ app: String, _ clock: String, _ kind: String, _ effect: String?, by: Int? = nil,
    in world: World, login: String = "hkma.coordinator"
  ) async throws -> Refused? {
    let named = effect.map { ", \"effect\": \"\($0)\"" } ?? ""
    let amount = by.map { ", \"by\": \($0)" } ?? ""
    return try await world.act(
      login, "application/\(app)", "clock_corrected",
      detail:
        "'{\"clock\": \"\(clock)\", \"kind\": \"\(kind)\", \"reason\": \"as it was\"\(named)\(amount)}'"
    )
  }

  private func lastDay(_ clock: String, in world: World) async throws -> String? {
    try await world.value(
      "SELECT day_in_hong_kong(due_at)::text FROM clock WHERE id = \(clock)", as: String?.self)
  }

  @Test
  func
    `a stop and a resumption in the past cost the days between, in whichever order they are written`()
    async throws
  {
    try await World.with { world in
      for order in [["stop", "resume"], ["resume", "stop"]] {
        let (app, clock) = try await clock(in: world)
        #expect(try await lastDay(clock, in: world) == "2026-01-19")
        // Wednesday and Thursday do not count. Written the other way round, the clock stood longer first.
        if order[0] == "resume" {
          #expect(try await correct(app, clock, "stop", "2026-01-07", in: world) == nil)
          #expect(try await lastDay(clock, in: world) == nil, "it stands still")
          #expect(try await correct(app, clock, "resume", "2026-01-12", in: world) == nil)
          #expect(try await lastDay(clock, in: world) == "2026-01-22")
          #expect(
            try await correct(app, clock, "resume", "2026-01-09T00:00:00+08:00", in: world) == nil)
        } else {
          #expect(try await correct(app, clock, "stop", "2026-01-07", in: world) == nil)
          #expect(try await correct(app, clock, "resume", "2026-01-09", in: world) == nil)
        }
        #expect(try await lastDay(clock, in: world) == "2026-01-21", "\(order)")
        let written = try await world.connection.query(
          """
          SELECT kind || ' ' || (effect_at < '2026-02-01')::text || ' ' || (at > now() - interval '1 hour')::text
            FROM clock_entry WHERE clock = \(clock) ORDER BY place
          """)
        let entries = try written.map { try $0.decode(String.self) }
        #expect(entries.dropFirst().allSatisfy { $0.hasSuffix("true true") }, "\(entries)")
      }
    }
  }

  @Test func `a correction inside a stop that was corrected changes only what it says`()
    async throws
  {
    try await World.with { world in
      let (app, clock) = try await clock(in: world)
      for (kind, effect) in [
        ("stop", "2026-01-12"), ("resume", "2026-01-14"), ("stop", "2026-01-06"),
        ("resume", "2026-01-08"),
      ] {
        #expect(try await correct(app, clock, kind, effect, in: world) == nil, "\(kind) \(effect)")
      }
      #expect(try await lastDay(clock, in: world) == "2026-01-23")
      #expect(try await correct(app, clock, "extend", nil, by: 3, in: world) == nil)
      #expect(try await lastDay(clock, in: world) == "2026-01-28")
      #expect(try await correct(app, clock, "shorten", nil, by: 2, in: world) == nil)
      #expect(try await lastDay(clock, in: world) == "2026-01-26")
      let wrong = try await world.value(
        "SELECT count(*) FROM clock WHERE due_at IS DISTINCT FROM clock_due_at(id)", as: Int.self)
      #expect(wrong == 0)
    }
  }

  @Test func `a correction lies inside the run, changes something, and leaves time`() async throws {
    try await World.with { world in
      let (app, clock) = try await clock(in: world)
      let moment =
        "Name the moment at which it took effect, after the clock began and not in the future."
      let cases: [(String, String?, Int?, String)] = [
        ("stop", "2026-01-04", nil, moment), ("stop", "2026-01-05T01:59:59Z", nil, moment),
        ("stop", "2099-01-01", nil, moment), ("stop", nil, nil, moment),
        ("stop", "yesterday", nil, moment), ("stop", "2026-02-30", nil, moment),
        ("resume", "2026-01-07", nil, "The clock ran at that moment already."),
        ("shorten", nil, 10, "That leaves the clock no time at all."),
        ("extend", nil, 0, "Say by how many of its units, from 1 to 366."),
        ("extend", nil, 367, "Say by how many of its units, from 1 to 366."),
        ("extend", nil, nil, "Say by how many of its units, from 1 to 366."),
        ("halve", nil, 2, "Say what is corrected: stop, resume, extend or shorten."),
      ]
      for (kind, effect, by, said) in cases {
        let refused = try await correct(app, clock, kind, effect, by: by, in: world)
        #expect(refused?.message == said, "\(kind) \(effect ?? "") \(by ?? -1)")
      }
      #expect(try await correct(app, clock, "shorten", nil, by: 9, in: world) == nil)
      #expect(try await lastDay(clock, in: world) == "2026-01-06", "one day is left, not none")
      #expect(try await correct(app, clock, "stop", "2026-01-06", in: world) == nil)
      let twice = try await correct(app, clock, "stop", "2026-01-07", in: world)
      #expect(twice?.message == "The clock stood still at that moment already.")
      for login in ["hkma.case_officer", "sfc.coordinator", "appr", "tick"] {
        let foreign = try await correct(app, clock, "extend", nil, by: 1, in: world, login: login)
        #expect(foreign?.code == "SB403", "\(login)")
      }
    }
  }

  @Test
  func `the time for an answer is a clock: it is extended, not stopped, and its question follows`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'awaiting_information')", as: String.self)
      let clock = try await world.value(
        "SELECT id::text FROM clock WHERE root = \(app) AND name = 'answer'", as: String.self)
      let follows: SQL =
        "SELECT q.due_at = c.due_at FROM question q JOIN clock c ON c.about = q.id WHERE c.id = \(clock)"
      let before = try await lastDay(clock, in: world)
      #expect(try await correct(app, clock, "extend", nil, by: 5, in: world) == nil)
      #expect(try await lastDay(clock, in: world) != before)
      #expect(try await world.value(follows, as: Bool.self))
      let stopped = try await correct(app, clock, "stop", "2026-01-06", in: world)
      #expect(
        stopped?.message == "The time for an answer is extended or shortened, not stopped.")
      try await world.run(
        """
        SELECT done('appr', \(review), 'supply_information', jsonb_build_object('question', id), '{"answer": "that"}')
          FROM question WHERE application = \(app)
        """)
      #expect(
        try await world.value("SELECT ended FROM clock WHERE id = \(clock)", as: Bool.self))
    }
  }
}
