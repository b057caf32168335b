import Postgres
import Testing

/// What an act does to the rest of its case.
@Suite struct ConsequenceTests {
  private func state(_ app: String, in world: World) async throws -> String {
    try await world.value("SELECT state FROM subject WHERE id = \(app)", as: String.self)
  }

  @Test func `who withdraws the consent to share among regulators withdraws, or ends the trial`()
    async throws
  {
    try await World.with { world in
      for (before, after) in [
        ("submitted", "withdrawn"), ("in_review", "withdrawn"), ("offered", "withdrawn"),
        ("onboarding", "withdrawn"), ("trial", "exit_review"), ("paused", "exit_review"),
        ("suspended", "exit_review"), ("closed", "closed"),
      ] {
        let app = try await world.case(in: before)
        let refused = try await world.act(
          "appr", "application/\(app)", "consent_withdrawn",
          detail: "'{\"kind\": \"share_regulators\"}'")
        #expect(refused == nil)
        #expect(try await state(app, in: world) == after, "from \(before)")
        let entries = try await world.value(
          """
          SELECT count(*) FROM audit_event e WHERE e.subject = \(app) AND e.act = (SELECT c.act
            FROM audit_event c WHERE c.subject = \(app) AND c.type LIKE '%.consent_withdrawn.v1')
          """, as: Int.self)
        #expect(entries == (before == after ? 1 : 2))
      }
    }
  }

  @Test func `who withdraws the consent to share with the operator loses the grant alone`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      try await world.run("SELECT job_in('running', \(app)), job_in('queued', \(app))")
      try await world.run(
        "SELECT done('appr', 'application/' || \(app), 'consent_withdrawn', '{\"kind\": \"share_cyberport\"}')"
      )
      #expect(try await state(app, in: world) == "trial")
      let row = try await world.connection.query(
        """
        SELECT g.released AND NOT g.open, (SELECT count(*) FROM job j WHERE j.application = \(app) AND j.stop_mark = 'kill')
          FROM compute_grant g WHERE g.application = \(app)
        """
      ).one().decode((Bool.self, Int.self))
      #expect(row == (true, 1))
      let request = try await world.act(
        "prep", "job/new", "request", payload: "payload_of('job/new', 'request', '\(app)')")
      #expect(request?.detail.contains("grant_allows") == true)
    }
  }

  @Test
  func `a licence that leaves active suspends the trials that rely on it, in its remit's name`()
    async throws
  {
    try await World.with { world in
      let trial = try await world.case(in: "trial")
      let early = try await world.case(in: "onboarding")
      try await world.run(
        """
        SELECT done('hkma.approver', s.name, 'suspend', '{"reason": "inquiry"}') FROM licence l JOIN subject s ON s.id = l.id
          JOIN firm f ON f.id = l.firm WHERE f.key = 'lantern'
        """)
      #expect(try await state(trial, in: world) == "suspended")
      #expect(try await state(early, in: world) == "onboarding")
      let holder = try await world.value(
        "SELECT remit FROM hold WHERE application = \(trial)", as: String.self)
      #expect(holder == "HKMA")
    }
  }

  @Test func `a trial under two holds goes on when both are lifted, as it was before`() async throws
  {
    try await World.with { world in
      for before in ["trial", "paused"] {
        let app = try await world.case(in: before)
        try await world.run(
          """
          SELECT done('sfc.approver', 'application/' || \(app), 'suspend', '{"reason": "drift"}'),
                 done('ia.approver', 'application/' || \(app), 'suspend', '{"reason": "complaints"}')
          """)
        for (remit, after) in [("SFC", "suspended"), ("IA", before)] {
          try await world.run(
            """
            SELECT agreed(lower(\(remit)) || '.case_officer', 'application/' || \(app), 'lift_suspension',
              ARRAY[lower(\(remit)) || '.approver'], jsonb_build_object('remit', \(remit)::text),
              jsonb_build_object('evaluation', run_of_rules('start')))
            """)
          #expect(try await state(app, in: world) == after)
        }
        let isOpen = try await world.value(
          "SELECT open FROM compute_grant WHERE application = \(app)", as: Bool.self)
        #expect(isOpen == (before == "trial"))
      }
    }
  }

  @Test func `the end of a trial clears the queue, stops what runs and opens the last reviews`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      try await world.run(
        "SELECT job_in('running', \(app)), job_in('queued', \(app)), job_in('held', \(app))")
      try await world.run("SELECT done('appr', 'application/' || \(app), 'end_trial')")
      let jobs = try await world.value(
        "SELECT string_agg(state || coalesce(stop_mark, ''), ' ' ORDER BY state) FROM job WHERE application = \(app)",
        as: String.self)
      #expect(jobs == "cancelled cancelled runningkill")
      let reviews = try await world.value(
        """
        SELECT string_agg(r.remit, ' ' ORDER BY r.remit) FROM review r JOIN open_reviews_of(\(app)) o ON o.id = r.id
         WHERE r.purpose = 'exit'
        """,
        as: String?.self)
      #expect(reviews == "HKMA IA SFC")
    }
  }

  @Test func `conditions are carried with the offer, and once`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      let count: SQL = "SELECT count(*) FROM condition WHERE application = \(app)"
      #expect(try await world.value(count, as: Int.self) == 3)
      try await world.run(
        """
        SELECT done('appr', 'application/' || \(app), 'request_change', '{"reason": "too strict"}'),
               done('hkma.approver', 'application/' || \(app), 'offer', '{}', jsonb_build_object('evaluation', run_of_rules('offer')))
        """)
      #expect(try await world.value(count, as: Int.self) == 3)
      let again = try await world.act(
        "appr", "application/\(app)", "request_change", detail: "'{\"reason\": \"once more\"}'")
      #expect(again?.detail.contains("change_not_yet_asked") == true)
    }
  }

  @Test func `a draft whose window closed, and a case whose cohort is cancelled, move on`()
    async throws
  {
    try await World.with { world in
      let closing = try await world.value("SELECT cohort_in('open')", as: String.self)
      let key: SQL = "SELECT key FROM cohort WHERE id = id_of(\(closing))"
      let draft = try await world.value("SELECT case_in('draft', (\(key)))::text", as: String.self)
      let review = try await world.value(
        "SELECT case_in('in_review', (\(key)))::text", as: String.self)
      try await world.run(
        "SELECT prepare(\(closing), 'close', NULL, 'open'), done('tick', \(closing), 'close')")
      let due: SQL =
        "SELECT string_agg(subject_name, ' ') FROM due_events() WHERE event = 'cohort_moved'"
      #expect(try await world.value(due, as: String?.self) == "application/\(draft)")
      try await world.run("SELECT done('tick', 'application/' || \(draft), 'cohort_moved')")
      let cohort = try await world.value(
        "SELECT c.key FROM application a JOIN cohort c ON c.id = a.cohort WHERE a.id = \(draft)",
        as: String.self)
      #expect(cohort == "next")
      let stays = try await world.act("tick", "application/\(review)", "cohort_moved")
      #expect(
        stays?.code == "SB422", "what is under review stays in the cohort that it was submitted to")
      let cancelled = try await world.value("SELECT cohort_in('open')", as: String.self)
      let other = try await world.value(
        "SELECT case_in('in_review', (SELECT key FROM cohort WHERE id = id_of(\(cancelled))))::text",
        as: String.self)
      try await world.run(
        """
        SELECT agreed('hkma.convenor', \(cancelled), 'cancel', '{hkma.approver,sfc.approver}', '{"reason": "no capacity"}')
        """)
      #expect(try await world.act("tick", "application/\(other)", "cohort_moved") == nil)
    }
  }

  @Test func `a deferred case comes back with the next cohort`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "deferred")
      let payload = "jsonb_build_object('evaluation', run_of_rules('review', unmet('SFC')))"
      let early = try await world.act(
        "hkma.coordinator", "application/\(app)", "reactivate", detail: "'{\"cohort\": \"next\"}'",
        payload: payload)
      #expect(early?.detail.contains("content_confirmed") == true)
      try await world.run("SELECT done('appr', 'application/' || \(app), 'content_confirmed')")
      let done = try await world.act(
        "hkma.coordinator", "application/\(app)", "reactivate", detail: "'{\"cohort\": \"next\"}'",
        payload: payload)
      #expect(done == nil)
      let cohort = try await world.value(
        "SELECT c.key FROM application a JOIN cohort c ON c.id = a.cohort WHERE a.id = \(app)",
        as: String.self)
      #expect(cohort == "next")
    }
  }
}
