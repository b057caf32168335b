import Postgres
import Testing

/// When a clock runs out: counted from its ledger and the calendar.
///
/// 2026-01-05 is a Monday.
@Suite struct ClockTests {
  struct Ledger: Sendable, CustomTestStringConvertible {
    let name: String
    let length: Int
    let unit: String
    /// Each entry: what, and when in Hong Kong; of an extension its amount in front.
    let entries: [(kind: String, at: String, amount: Int)]
    /// Days that are no business days.
    var closed: [String] = []
    /// The last day; nil while the clock stands still.
    let lastDay: String?

    var testDescription: String { name }
  }

  private static func from(_ start: String, _ others: (String, String)...) -> [(
    kind: String, at: String, amount: Int
  )] {
    [("start", start, 0)] + others.map { ($0.0, $0.1, 0) }
  }

  static let ledgers: [Ledger] = [
    Ledger(
      name: "the day of the start does not count", length: 5, unit: "business_days",
      entries: from("2026-01-05 10:00"), lastDay: "2026-01-12"),
    Ledger(
      name: "one minute before midnight is still that day", length: 1, unit: "business_days",
      entries: from("2026-01-08 23:59"), lastDay: "2026-01-09"),
    Ledger(
      name: "a start on a Saturday", length: 1, unit: "business_days",
      entries: from("2026-01-10 00:30"), lastDay: "2026-01-12"),
    Ledger(
      name: "a general holiday is no business day", length: 5, unit: "business_days",
      entries: from("2026-01-05 10:00"), closed: ["2026-01-12"], lastDay: "2026-01-13"),
    Ledger(
      name: "a closed weekend day changes nothing", length: 5, unit: "business_days",
      entries: from("2026-01-05 10:00"), closed: ["2026-01-10"], lastDay: "2026-01-12"),
    Ledger(
      name: "a stop and a resumption on one day cost nothing", length: 5, unit: "business_days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-07 10:00"), ("resume", "2026-01-07 17:00")),
      lastDay: "2026-01-12"),
    Ledger(
      name: "a night's stop costs the day it began", length: 5, unit: "business_days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-07 10:00"), ("resume", "2026-01-08 09:00")),
      lastDay: "2026-01-13"),
    Ledger(
      name: "a stop of days", length: 5, unit: "business_days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-07 10:00"), ("resume", "2026-01-12 09:00")),
      lastDay: "2026-01-15"),
    Ledger(
      name: "a stop at midnight leaves the day before used up", length: 5, unit: "business_days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-08 00:00"), ("resume", "2026-01-09 00:00")),
      lastDay: "2026-01-13"),
    Ledger(
      name: "two stops", length: 3, unit: "business_days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-06 10:00"), ("resume", "2026-01-07 10:00"),
        ("stop", "2026-01-08 10:00"), ("resume", "2026-01-09 10:00")), lastDay: "2026-01-12"),
    Ledger(
      name: "a stopped clock has no last day", length: 5, unit: "business_days",
      entries: from("2026-01-05 10:00", ("stop", "2026-01-07 10:00")), lastDay: nil),
    Ledger(
      name: "an ended clock has no last day", length: 5, unit: "business_days",
      entries: from("2026-01-05 10:00", ("end", "2026-01-07 10:00")), lastDay: nil),
    Ledger(
      name: "an extension in the clock's own unit", length: 5, unit: "business_days",
      entries: [("start", "2026-01-05 10:00", 0), ("extend", "2026-01-06 10:00", 2)],
      lastDay: "2026-01-14"),
    Ledger(
      name: "an extension of a month", length: 1, unit: "months",
      entries: [("start", "2026-01-05 10:00", 0), ("extend", "2026-01-06 10:00", 1)],
      lastDay: "2026-03-05"),
    Ledger(
      name: "ninety days end on a Sunday and move to the Monday", length: 90, unit: "days",
      entries: from("2026-01-05 10:00"), lastDay: "2026-04-06"),
    Ledger(
      name: "a last day with a gale moves to the next business day", length: 10, unit: "days",
      entries: from("2026-01-05 10:00"), closed: ["2026-01-15", "2026-01-16"], lastDay: "2026-01-19"
    ),
    Ledger(
      name: "days that were stopped are not used up", length: 10, unit: "days",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-07 10:00"), ("resume", "2026-01-09 10:00")),
      lastDay: "2026-01-19"),
    Ledger(
      name: "a month from the last of January ends with February", length: 1, unit: "months",
      entries: from("2026-01-31 10:00"), lastDay: "2026-03-02"),
    Ledger(
      name: "six months into a shorter month", length: 6, unit: "months",
      entries: from("2026-08-31 10:00"), lastDay: "2027-03-01"),
    Ledger(
      name: "a leap day", length: 12, unit: "months", entries: from("2027-02-28 10:00"),
      lastDay: "2028-02-28"),
    Ledger(
      name: "months that were stopped move by as many days", length: 1, unit: "months",
      entries: from(
        "2026-01-05 10:00", ("stop", "2026-01-12 10:00"), ("resume", "2026-01-16 10:00")),
      lastDay: "2026-02-09"),
    Ledger(
      name: "the new year of the lunar calendar", length: 3, unit: "business_days",
      entries: from("2026-02-13 18:00"), closed: ["2026-02-17", "2026-02-18", "2026-02-19"],
      lastDay: "2026-02-23"),
  ]

  @Test(arguments: ledgers)
  func `a clock runs out at midnight of its last day`(ledger: Ledger) async throws {
    try await World.with { world in
      for day in ledger.closed {
        try await world.close(day)
      }
      let clock = try await world.value(
        """
        INSERT INTO clock (subject, root, name, length, unit)
          SELECT id, id, 'tried', \(ledger.length), \(ledger.unit) FROM subject WHERE machine = 'cohort' LIMIT 1
          RETURNING id::text
        """, as: String.self)
      for entry in ledger.entries {
        try await world.run(
          """
          SELECT clock_write(\(clock), \(entry.kind)::text, (\(entry.at)::text || ':00+08')::timestamptz, 'test',
            gen_random_uuid(), \(entry.amount)::integer)
          """)
      }
      let last = try await world.value(
        """
        SELECT to_char(due_at AT TIME ZONE 'Asia/Hong_Kong', 'YYYY-MM-DD HH24:MI:SS.US')
          FROM clock WHERE id = \(clock)
        """, as: String?.self)
      #expect(last == ledger.lastDay.map { "\($0) 23:59:59.999999" })
    }
  }

  @Test func `what stands beside a clock is what its ledger says`() async throws {
    try await World.with { world in
      try await world.fill()
      let wrong = try await world.value(
        "SELECT count(*) FROM clock WHERE due_at IS DISTINCT FROM clock_due_at(id)", as: Int.self)
      #expect(wrong == 0)
      let ended = try await world.value(
        """
        SELECT count(*) FROM clock c WHERE ended IS DISTINCT FROM
          EXISTS (SELECT FROM clock_entry e WHERE e.clock = c.id AND e.kind = 'end')
        """, as: Int.self)
      #expect(ended == 0)
    }
  }

  @Test func `a question stops its desk's clock, and the last answer resumes it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'awaiting_information')", as: String.self)
      let due: SQL = """
        SELECT due_at IS NOT NULL FROM clock WHERE name = 'first_review' AND NOT ended
           AND subject = split_part(\(review), '/', 2)::uuid
        """
      #expect(try await world.value(due, as: Bool.self) == false)
      try await world.run(
        """
        SELECT done('sfc.case_officer', \(review), 'request_information', '{"documents": ["plan"]}', '{"wording": "Which plan?"}')
        """)
      let answer: SQL = """
        SELECT done('appr', \(review), 'supply_information', jsonb_build_object('question', id), '{"answer": "that"}')
          FROM question WHERE application = \(app) AND state = 'open' LIMIT 1
        """
      try await world.run(answer)
      #expect(try await world.value(due, as: Bool.self) == false)
      try await world.run(answer)
      #expect(try await world.value(due, as: Bool.self) == true)
      let third = try await world.act(
        "sfc.case_officer", review, "request_information", detail: "'{\"documents\": [\"plan\"]}'",
        payload: "'{\"wording\": \"Once more?\"}'")
      #expect(third?.detail.contains("question_left") == true)
    }
  }
}

extension ClockTests {
  @Test(arguments: ledgers)
  func `the lines of a clock leave no day out, and their last is the day it runs out`(
    ledger: Ledger
  ) async throws {
    try await World.with { world in
      for day in ledger.closed { try await world.close(day) }
      let clock = try await world.value(
        """
        INSERT INTO clock (subject, root, name, length, unit)
          SELECT id, id, 'tried', \(ledger.length), \(ledger.unit) FROM subject WHERE machine = 'cohort' LIMIT 1
          RETURNING id::text
        """, as: String.self)
      for entry in ledger.entries {
        try await world.run(
          """
          SELECT clock_write(\(clock), \(entry.kind)::text, (\(entry.at)::text || ':00+08')::timestamptz, 'test',
            gen_random_uuid(), \(entry.amount)::integer)
          """)
      }
      let lines = try await world.connection.query(
        """
        SELECT l.kind, l.first::text, l.last::text, coalesce(l.amount, 0), (l.due_at IS NOT NULL), (l.closed IS NOT NULL)
          FROM clock_lines(\(clock)) WITH ORDINALITY l(kind, first, last, amount, entry, closed, due_at, line) ORDER BY line
        """
      ).map {
        try $0.decode(
          (String.self, String?.self, String?.self, Int.self, Bool.self, Bool.self))
      }
      let last = try #require(lines.last)
      #expect(last.0 == (ledger.lastDay != nil ? "due" : last.0))
      #expect(last.1 == ledger.lastDay || ledger.lastDay == nil)
      #expect(lines.dropLast().allSatisfy { !$0.4 }, "the result stands in the last alone")
      #expect(lines.allSatisfy { $0.5 == (["closed", "moved"].contains($0.0)) })
      guard ledger.lastDay != nil, ledger.unit != "months" else { return }
      let counted = lines.filter { $0.0 == "counted" }.reduce(0) { $0 + $1.3 }
      let extended = ledger.entries.reduce(0) { $0 + $1.amount }
      #expect(counted == ledger.length + extended)
      let days = lines.filter { ["counted", "stopped", "closed"].contains($0.0) }
      let gaps = try await world.value(
        """
        SELECT count(*) FROM (SELECT l.first, lag(l.last) OVER (ORDER BY line) AS before FROM clock_lines(\(clock))
            WITH ORDINALITY l(kind, first, last, amount, entry, closed, due_at, line) WHERE l.kind IN ('counted', 'stopped', 'closed')) g
         WHERE g.first <> g.before + 1
        """, as: Int.self)
      #expect(!days.isEmpty && gaps == 0)
    }
  }
}
