import Postgres
import TestSupport
import Testing

@testable import Duties
@testable import Workflow

/// What fails again and again takes nobody else's place.
struct FairnessTests {
  /// Cohorts whose opening is due; the first ones fail whenever they are touched.
  private func announceCohorts(
    failing: Int, sound: Int, _ institution: Institution
  ) async throws {
    try await institution.owner.withConnection { connection in
      try await connection.execute(
        unsafeSQL: """
          CREATE TABLE prepared AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, \(failing + sound)) n;
          INSERT INTO subject (id, machine, name, remit) SELECT id, 'cohort', 'cohort/' || id, 'HKMA' FROM prepared ORDER BY n;
          ALTER TABLE subject DISABLE TRIGGER guard_state;
          UPDATE subject SET state = 'announced' WHERE machine = 'cohort';
          ALTER TABLE subject ENABLE TRIGGER guard_state;
          INSERT INTO cohort (id, key, title_en, title_zh, kind, opens, closes, capacity, authorities)
            SELECT id, 'c-' || n, 'Cohort', '期', 'window', current_date - 1, current_date + 30, 10, '{HKMA}'
              FROM prepared ORDER BY n;
          CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF EXISTS (SELECT FROM public.failing f WHERE f.id = NEW.id) THEN RAISE EXCEPTION 'stumbled'; END IF;
            RETURN NEW;
          END $$;
          CREATE TABLE public.failing AS SELECT id FROM prepared WHERE n <= \(failing);
          GRANT SELECT ON public.failing TO PUBLIC;
          CREATE TRIGGER stumble BEFORE UPDATE ON subject FOR EACH ROW EXECUTE FUNCTION stumble();
          """)
    }
  }

  @Test func `as many failing events as a round takes hold up the next ones for one round`()
    async throws
  {
    try await Institution.with { institution in
      try await announceCohorts(failing: Bounds.dueOfAKind, sound: 2, institution)
      let login = institution.database.configuration(user: "tick")
      var round = Round(Sandbox(try Installation.pool(login.connectionString))) { _ in }
      let now = ContinuousClock.now
      let first = try await round.run(at: now)
      #expect(first.fired == 0 && first.failed == Bounds.dueOfAKind && first.isFull)
      let second = try await round.run(at: now)
      #expect((second.fired, second.failed) == (2, 0))
      let third = try await round.run(at: now + Bounds.firstPutOff)
      #expect((third.fired, third.failed) == (0, Bounds.dueOfAKind))
      // They failed twice: they are left alone for twice as long.
      #expect(try await round.run(at: now + Bounds.firstPutOff * 2).failed == 0)
    }
  }

  @Test func `kinds of events take turns`() {
    let due = ["a1", "a2", "a3", "b1", "c1", "c2"]
    #expect(
      PutOff.inTurn(due) { String($0.prefix(1)) } == ["a1", "b1", "c1", "a2", "c2", "a3"])
    #expect(PutOff.inTurn([String]()) { $0 } == [])
  }

  @Test func `what fails is left alone for longer each time, and never for ever`() {
    var putOff = PutOff()
    let start = ContinuousClock.now
    var moment = start
    for _ in 0..<20 {
      putOff.failed("s", at: moment)
      #expect(putOff.names(at: moment) == ["s"])
      #expect(putOff.names(at: moment + Bounds.longestPutOff) == [])
      moment = moment + Bounds.longestPutOff
    }
    putOff.succeeded("s")
    putOff.failed("s", at: moment)
    #expect(putOff.names(at: moment + Bounds.firstPutOff) == [])
    for number in 0..<(2 * Bounds.putOffAtOnce) { putOff.failed("s\(number)", at: moment) }
    #expect(putOff.names(at: moment).count == Bounds.putOffAtOnce)
  }
}
