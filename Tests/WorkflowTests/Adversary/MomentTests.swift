import Postgres
import Testing

/// A caller chooses when a transaction begins and what it sees: neither helps against a guard.
@Suite struct MomentTests {
  @Test(arguments: ["REPEATABLE READ", "SERIALIZABLE"])
  func `guards never judge by what was there when the transaction began`(
    isolation: String
  ) async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await world.run("SELECT me('hkma.approver')")
      for (who, call) in [
        ("hkma.approver", "act('application/\(app)', 'defer', NULL, '{\"reason\": \"not yet\"}')"),
        ("hkma.approver", "record('application/\(app)', 'guidance_asked', NULL)"),
        ("worker", "claim('w1', 'n1', 1)"), ("worker", "settle('w1', '[]')"),
        ("tick", "rescue()"),
      ] {
        try await world.run("SELECT me(\(who))")
        try await world.run(SQL(unsafeSQL: "BEGIN ISOLATION LEVEL \(isolation)"))
        let refused = try await world.refusal(of: SQL(unsafeSQL: "SELECT * FROM \(call)"))
        try await world.run("ROLLBACK")
        #expect(refused?.code == "SB400", "\(call)")
      }
    }
  }

  @Test func `a cohort's last place is not given twice by an old snapshot`() async throws {
    try await World.with { world in
      try await world.run("SELECT new_cohort('open', 'one-place', 'rolling', 1)")
      let first = try await world.value(
        "SELECT case_in('consolidation', 'one-place')::text", as: String.self)
      let second = try await world.value(
        "SELECT case_in('consolidation', 'one-place')::text", as: String.self)
      let late = try await World.open(world.database)
      _ = try await late.query("BEGIN")
      _ = try await late.query("SELECT count(*), me('hkma.approver')::text FROM subject")
      let offer = "jsonb_build_object('evaluation', run_of_rules('offer'))"
      #expect(
        try await world.act("hkma.approver", "application/\(first)", "offer", payload: offer) == nil
      )
      let refused = try await World(database: world.database, connection: late).act(
        "hkma.approver", "application/\(second)", "offer", payload: offer)
      #expect(refused?.code == "SB422" && refused?.detail.contains("place_in_cohort") == true)
      await late.close()
    }
  }

  @Test(arguments: [
    ("returned", "appr", "submit", "resubmission"),
    ("declined", "appr", "request_reconsideration", "reconsideration"),
  ])
  func `a transaction begun before a clock ran out is late when it acts after`(
    state: String, login: String, event: String, clock: String
  ) async throws {
    try await World.with { world in
      let app = try await world.case(in: state)
      try await world.run("SELECT prepare('application/' || \(app), \(event), \(app), \(state))")
      try await world.run("BEGIN")
      try await world.run(
        """
        UPDATE clock SET due_at = clock_timestamp() WHERE subject = \(app) AND name = \(clock) AND NOT ended
        """)
      let refused = try await world.act(
        login, "application/\(app)", event,
        payload:
          "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))"
      )
      try await world.run("ROLLBACK")
      #expect(refused?.code == "SB422" && refused?.message.contains("has passed") == true)
    }
  }

  @Test func `a session that ends during a transaction ends for it too`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      try await world.run("BEGIN")
      try await world.run(
        """
        UPDATE session SET expires_at = clock_timestamp()
         WHERE account = (SELECT id FROM account WHERE login = 'appr')
        """)
      let refused = try await world.act("appr", "application/\(app)", "pause")
      try await world.run("ROLLBACK")
      #expect(refused?.code == "SB401")
    }
  }

  @Test func `a lease, a session and a draft have an end, whatever is asked for`() async throws {
    try await World.with { world in
      let job = try await world.value("SELECT job_in('queued')", as: String.self)
      try await world.run("SELECT me('worker')")
      try await world.run("SELECT claim('w1', 'n1', 64, '1000 years')")
      let isBounded: SQL = """
        SELECT lease_until <= clock_timestamp() + interval '1 hour' FROM job WHERE 'job/' || id = \(job)
        """
      #expect(try await world.value(isBounded, as: Bool.self))
      try await world.run(
        """
        SELECT renew('w1', array_agg(id), array_agg(token), '1000 years') FROM job WHERE 'job/' || id = \(job)
        """)
      #expect(try await world.value(isBounded, as: Bool.self))
      try await world.run("SELECT open_session(id, sha256('s'), 'c', 1000000) FROM account LIMIT 1")
      let days = try await world.value(
        "SELECT (max(expires_at) - clock_timestamp()) <= interval '1 day' FROM session",
        as: Bool.self)
      #expect(days)
      let app = try await world.case(in: "draft")
      try await world.run("SELECT me('prep')")
      for facts in ["'[]'", "jsonb_build_object('x', repeat('y', 2000000))"] {
        let refused = try await world.refusal(
          of: SQL(unsafeSQL: "UPDATE draft SET facts = \(facts) WHERE application = '\(app)'"))
        #expect(refused?.code == "23514", "\(facts)")
      }
    }
  }
}
