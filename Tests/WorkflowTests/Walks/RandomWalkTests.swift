import Foundation
import Postgres
import Testing

/// Cases led by chance: what anybody does to them, in any order, breaks nothing that must hold.
@Suite struct RandomWalkTests {
  /// Where walks begin: each state that a case may stand in while something can still happen to it.
  private static let starts = [
    "draft", "submitted", "returned", "in_review", "consolidation", "deferred", "offered",
    "onboarding", "trial", "paused", "suspended", "exit_review", "declined", "reconsideration",
    "lapsed",
  ]
  /// Steps that a walk tries; most walks end where nothing more can happen, or get far in fewer.
  private static let steps = 24
  /// Walks from one case: the case itself is walked to its state once.
  private static let walksFromOne = 50

  /// 100,000 walks with `SANDBOXPP_LONG=1`, or as many as `SANDBOXPP_WALKS` says.
  private static let walks: Int = {
    let environment = ProcessInfo.processInfo.environment
    if let count = environment["SANDBOXPP_WALKS"].flatMap({ Int($0) }) { return count }
    return environment["SANDBOXPP_LONG"] == "1" ? 100_000 : 300
  }()

  /// What came of some walks.
  private struct Found {
    var walks = 0
    var steps = 0
    var reached: Set<String> = []
    var troubles: [String] = []

    mutating func add(_ rows: [Row], walks: Int) throws {
      self.walks += walks
      for row in rows {
        if let trouble = try row["trouble", as: String?.self] {
          troubles.append("\(trouble) after \(try row["path", as: String?.self] ?? "")")
        } else {
          steps += try row["done", as: Int.self]
          reached.formUnion(try row["reached", as: [String]?.self] ?? [])
        }
      }
    }
  }

  @Test(arguments: [0, 1])
  func `wherever chance leads a case, what must hold holds`(lane: Int) async throws {
    try await World.with { world in
      let seed = UInt64.random(in: 0..<1_000_000)
      var generator = Seeded(state: seed)
      var found = Found()
      var number = lane
      while found.walks < Self.walks / 2, found.troubles.isEmpty {
        let start = Self.starts[number % Self.starts.count]
        let share = min(Self.walksFromOne, max(1, Self.walks / 2 / Self.starts.count))
        try found.add(
          await Self.rows(start, share, seed: generator.next(), in: world), walks: share)
        number += 1
      }
      print("\(found.walks) walks, \(found.steps) steps done, seed \(seed)")
      #expect(found.troubles == [], "seed \(seed)")
      #expect(found.reached.isSuperset(of: ["withdrawn", "in_review", "offered", "suspended"]))
    }
  }

  @Test func `a way round a guard is found`() async throws {
    try await World.with { world in
      // As if a case could be offered while its desks still read.
      try await world.run(
        """
        INSERT INTO transition SELECT machine, 'in_review', event, to_states, who, '{}', effects, strong
          FROM transition WHERE machine = 'application' AND event = 'offer'
        """)
      var found = Found()
      for round in 0..<20 where found.troubles.isEmpty {
        try found.add(
          await Self.rows("in_review", 20, seed: Double(round) / 20, in: world), walks: 20)
      }
      let trouble = try #require(found.troubles.first)
      #expect(trouble.contains("review"), "\(trouble)")
      #expect(trouble.contains("application offer"))
    }
  }

  @Test(arguments: [
    ("UPDATE subject SET state = 'closed' WHERE id = $1", "stored closed, replayed trial"),
    ("UPDATE subject SET seq = seq + 1 WHERE id = $1", "another head"),
    ("UPDATE compute_grant SET open = true WHERE application = $1", "compute is open"),
    ("INSERT INTO hold VALUES ($1, 'SFC', 'drift')", "a hold on a trial"),
    (
      "UPDATE clock_entry SET at = at - interval '1 day' WHERE kind = 'end' AND clock IN (SELECT id FROM clock WHERE root = $1)",
      "runs backwards"
    ),
    (
      "INSERT INTO review_signature SELECT review, cycle, person, 'countersign', content, signed_at FROM review_signature WHERE kind = 'recommend' AND review IN (SELECT id FROM review WHERE application = $1)",
      "by one person"
    ),
    (
      "UPDATE audit_event SET entry = convert_to(replace(convert_from(entry, 'UTF8'), '1.0', '1.1'), 'UTF8') WHERE subject = $1",
      "not the entry before"
    ),
  ])
  func `each thing that must hold is missed when it does not`(
    tampering: String, trouble: String
  ) async throws {
    try await World.with { world in
      let isPaused = tampering.contains("compute_grant")
      let app = try await world.case(in: isPaused ? "paused" : "trial")
      #expect(try await Self.broken(app, in: world) == nil)
      for trigger in ["sandboxpp_command", "sandboxpp_drop"] {
        try await world.run("ALTER EVENT TRIGGER \(unsafeSQL: trigger) DISABLE")
      }
      for table in ["subject", "clock_entry", "review_signature", "audit_event", "compute_grant"] {
        try await world.run("ALTER TABLE \(unsafeSQL: table) DISABLE TRIGGER ALL")
      }
      try await world.run(
        "ALTER TABLE review_signature DROP CONSTRAINT recommender_does_not_countersign")
      try await world.run(
        "\(unsafeSQL: tampering.replacing("$1", with: "'\(app)'::uuid"))")
      #expect(try await Self.broken(app, in: world)?.contains(trouble) == true)
    }
  }

  private static func rows(
    _ start: String, _ walks: Int, seed: Double, in world: World
  ) async throws -> [Row] {
    let rows = try await world.connection.query(
      "SELECT * FROM walks(\(start), \(walks)::integer, \(steps)::integer, \(seed))")
    return Array(rows)
  }

  private static func broken(_ app: String, in world: World) async throws -> String? {
    try await world.value("SELECT broken(\(app)::uuid)", as: String?.self)
  }

  /// Numbers from 0 to 1 that follow from a seed (SplitMix64, Steele, Lea and Flood 2014).
  private struct Seeded {
    var state: UInt64

    mutating func next() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
    }
  }
}
