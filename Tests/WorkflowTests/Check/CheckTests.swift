import Postgres
import TestSupport
import Testing
import Workflow

/// What a check of the database says of compute, in a world where there is some of everything.
@Suite struct CheckTests {
  /// Something done past all that guards a table, and what is then said of which part.
  struct Damage: Sendable, CustomTestStringConvertible {
    let table: String
    let change: String
    let part: String
    let sentence: String

    var testDescription: String { change }

    static let all = [
      Damage(
        table: "compute_grant", change: "SET reserved = reserved + 5", part: "grants",
        sentence: "reserved"),
      Damage(
        table: "compute_grant", change: "SET running = running + 1", part: "grants",
        sentence: "running"),
      Damage(
        table: "compute_grant", change: "SET used = used + 1", part: "grants", sentence: "used"),
      Damage(
        table: "job", change: "SET state = 'unknown' WHERE state = 'running'", part: "jobs",
        sentence: "its state is unknown, its steps say running"),
      Damage(
        table: "job_step", change: "SET token = token + 1 WHERE event = 'claim'", part: "steps",
        sentence: "the steps of its jobs are not those of its digest"),
      Damage(
        table: "job_step", change: "SET result = sha256('x') WHERE to_state = 'succeeded'",
        part: "steps", sentence: "the steps of its jobs are not those of its digest"),
      Damage(
        table: "job_step", change: "SET act = gen_random_uuid() WHERE event = 'claim'",
        part: "steps", sentence: "a step of it is in no entry"),
      Damage(
        table: "outcome", change: "SET result = 'met' WHERE result = 'not_met'", part: "outcomes",
        sentence: "its outcomes are not those of its digest"),
      Damage(
        table: "evaluation", change: "SET facts = sha256('x')", part: "outcomes",
        sentence: "its facts are not those of the version that it names"),
      Damage(
        table: "evaluation", change: "SET policies = sha256('x')", part: "outcomes",
        sentence: "its policies are not kept"),
      Damage(
        table: "node", change: "SET draining = NOT draining", part: "nodes",
        sentence: "whether it drains is not what its state says"),
    ]
  }

  /// Parts that the fixtures' documents, which are no facts, do not pass.
  private static let unread: Set = ["facts", "decisions", "gates"]

  @Test func `grants, jobs, nodes, clocks and chains fit together after acts of every table`()
    async throws
  {
    try await World.with { world in
      try await world.fill()
      let report = try await world.check()
      for part in report.parts where !Self.unread.contains(part.name) {
        #expect(part.faults == [], "\(part.name)")
      }
      let looked = Dictionary(uniqueKeysWithValues: report.parts.map { ($0.name, $0.looked) })
      for name in [
        "chains", "clocks", "applications", "jobs", "steps", "outcomes", "grants", "nodes",
      ] {
        #expect(looked[name, default: 0] > 0, "\(name)")
      }
    }
  }

  @Test(arguments: Damage.all)
  func `what a table says beside its ledger is found`(damage: Damage) async throws {
    try await World.with { world in
      try await world.fill()
      try await world.run("ALTER EVENT TRIGGER sandboxpp_command DISABLE")
      try await world.run("\(unsafeSQL: "ALTER TABLE \(damage.table) DISABLE TRIGGER ALL")")
      try await world.run("\(unsafeSQL: "UPDATE \(damage.table) \(damage.change)")")
      let report = try await world.check()
      let wrong = report.parts.filter { $0.wrong > 0 && !Self.unread.contains($0.name) }
      #expect(wrong.map(\.name) == [damage.part])
      #expect(wrong.flatMap(\.faults).contains { $0.what.contains(damage.sentence) }, "\(wrong)")
    }
  }

  @Test func `a report names the first faults of many and counts them all`() async throws {
    try await World.with { world in
      try await world.run(
        "SELECT see_node('n' || i, 'local', 1) FROM me('worker'), generate_series(1, 50) i")
      try await world.run("UPDATE node SET draining = true")
      let nodes = try #require(try await world.check().parts.first { $0.name == "nodes" })
      #expect(nodes.looked == 50 && nodes.wrong == 50)
      #expect(nodes.faults.count == CheckReport.Part.mostFaults)
    }
  }

  @Test func `days that are closed later move what is due, and all fits again`() async throws {
    try await World.with { world in
      try await world.fill()
      for day in 1...28 { try await world.close("2026-12-\(day < 10 ? "0" : "")\(day)") }
      let clocks = try #require(try await world.check().parts.first { $0.name == "clocks" })
      #expect(clocks.faults == [])
    }
  }
}

extension World {
  /// Checks the whole database.
  func check() async throws -> CheckReport {
    let pool = try Installation.pool(database.configuration.connectionString, connections: 1)
    let report = try await Installation(pool).check()
    await pool.close()
    return report
  }
}
