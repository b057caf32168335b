import Foundation
import Postgres
import TestSupport
import Testing

@testable import Duties
@testable import Workflow

/// Due events, one by one, and the alarms.
struct ClockworkTests {
  private func round(
    _ institution: Institution, log: @escaping @Sendable (String) -> Void = { _ in }
  )
    throws -> Round
  {
    let login = institution.database.configuration(user: "tick")
    return Round(Sandbox(try Installation.pool(login.connectionString)), log: log)
  }

  /// A cohort whose opening is due, made as its own table has it.
  private func announceCohort(_ institution: Institution, opens: String = "current_date - 1")
    async throws -> String
  {
    let row = try await institution.owner.query(
      SQL(
        unsafeSQL: """
          WITH made AS (SELECT gen_random_uuid() AS id), s AS (
            INSERT INTO subject (id, machine, name, remit)
              SELECT id, 'cohort', 'cohort/' || id, 'HKMA' FROM made RETURNING id, name)
          SELECT id::text, name FROM s
          """)
    ).one()
    let (id, name) = try row.decode((String.self, String.self))
    try await institution.owner.withConnection { connection in
      try await connection.execute(
        unsafeSQL: """
          ALTER TABLE subject DISABLE TRIGGER guard_state;
          UPDATE subject SET state = 'announced' WHERE name = '\(name)';
          ALTER TABLE subject ENABLE TRIGGER guard_state;
          INSERT INTO cohort (id, key, title_en, title_zh, kind, opens, closes, capacity, authorities)
            VALUES ('\(id)', 'c-\(id.prefix(8))', 'Cohort', '一期', 'window', \(opens),
                    current_date + 30, 10, '{HKMA}');
          """)
    }
    return name
  }

  private func state(of subject: String, _ institution: Institution) async throws -> String? {
    try await institution.owner.query("SELECT state FROM subject WHERE name = \(subject)").one()
      .decode(String?.self)
  }

  @Test func `an event that is due is fired once, as an act of the clockwork`() async throws {
    try await Institution.with { institution in
      let cohort = try await announceCohort(institution)
      var round = try round(institution)
      #expect(try await round.run().fired == 1)
      #expect(try await state(of: cohort, institution) == "open")
      #expect(try await round.run().fired == 0)
      let entry = try await institution.owner.query(
        """
        SELECT convert_from(e.entry, 'UTF8') FROM audit_event e JOIN subject s ON s.id = e.subject
         WHERE s.name = \(cohort)
        """
      ).one().decode(String.self)
      #expect(entry.contains("\"authtype\":\"system\"") && entry.contains("cohort.open.v1"))
    }
  }

  @Test func `an event that fails is told once and holds up no other`() async throws {
    try await Institution.with { institution in
      let failing = try await announceCohort(institution)
      let other = try await announceCohort(institution)
      try await institution.owner.withConnection { connection in
        try await connection.execute(
          unsafeSQL: """
            CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NEW.name = '\(failing)' THEN RAISE EXCEPTION 'stumbled'; END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER stumble BEFORE UPDATE ON subject
              FOR EACH ROW EXECUTE FUNCTION stumble();
            """)
      }
      let told = Told()
      var round = try round(institution) { told.add($0) }
      let outcome = try await round.run()
      #expect((outcome.fired, outcome.failed) == (1, 1))
      #expect(try await round.run(at: .now + Bounds.firstPutOff).failed == 1)
      #expect(try await state(of: other, institution) == "open")
      #expect(told.lines.count { $0.contains(failing) } == 1)
      #expect(!told.lines.contains { $0.contains("stumbled") })
    }
  }

  @Test func `a session that is over is opened anew`() async throws {
    try await Institution.with { institution in
      var round = try round(institution)
      #expect(try await round.run().fired == 0)
      _ = try await institution.owner.query("UPDATE session SET ended_at = now()")
      let cohort = try await announceCohort(institution)
      #expect(try await round.run().fired == 1)
      #expect(try await state(of: cohort, institution) == "open")
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `the clockwork survives a killed server`() async throws {
    let server = try PrivateServer()
    defer { server.remove() }
    let configuration = try server.configuration()
    let owner = try Installation.pool(configuration.connectionString)
    try await Installation(owner).initialise(schema: try Repository.text("schema.sql"))
    let lines = SealerTests.Lines()
    let clockwork = Clockwork(
      configuration, Sandbox(try Installation.pool(configuration.connectionString)),
      log: lines.add)
    let running = Task { try await clockwork.run() }
    try await SealerTests.until { try await Self.sessions(owner) > 0 }
    try server.kill()
    await lines.wait(for: "Trying again")
    try server.start()
    // A new holder of the lock opens a session of its own.
    try await SealerTests.until { (try? await Self.sessions(owner)) ?? 0 > 1 }
    running.cancel()
    _ = await running.result
    await owner.close()
  }

  private static func sessions(_ owner: Pool) async throws -> Int {
    try await owner.query("SELECT count(*) FROM session").one().decode(Int.self)
  }

  @Test func `entries that wait ten seconds without a seal are one alarm`() {
    var watch = Watch()
    let start = ContinuousClock.now
    let time = Date()
    func look(_ seconds: Int, sealed: Int, waiting: Int, apart: Double = 0) -> [String] {
      watch.look(
        Pulse(sealed: sealed, waiting: waiting, time: time.addingTimeInterval(apart)),
        systemTime: time, at: start + .seconds(seconds))
    }
    #expect(look(0, sealed: 5, waiting: 0) == [])
    #expect(look(60, sealed: 5, waiting: 0) == [])
    #expect(look(61, sealed: 5, waiting: 3) == [])
    #expect(look(69, sealed: 5, waiting: 3) == [])
    #expect(look(70, sealed: 5, waiting: 4).map { $0.hasPrefix("ALARM: no seal") } == [true])
    #expect(look(71, sealed: 5, waiting: 4) == [])
    #expect(look(72, sealed: 9, waiting: 1) == ["The sealer is at work again."])
    #expect(look(73, sealed: 9, waiting: 0, apart: 1.9) == [])
    #expect(look(74, sealed: 9, waiting: 0, apart: -2.1).count == 1)
    #expect(look(75, sealed: 9, waiting: 0, apart: 3).isEmpty)
    #expect(look(76, sealed: 9, waiting: 0).count == 1)
  }
}
