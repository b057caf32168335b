import Postgres
import Testing

/// What a change of the content does to the reviews.
@Suite struct AmendmentTests {
  private func amend(_ app: String, _ changed: String, in world: World) async throws {
    try await world.run(
      """
      SELECT done('hkma.coordinator', 'application/' || \(app), 'amendment_invited', '{"reason": "a new name"}'),
             done('partner.appr', 'application/' || \(app), 'version_signed')
      """)
    try await world.run(
      """
      SELECT done('appr', 'application/' || \(app), 'amend', '{}', jsonb_build_object(
        'content', content(\(changed)::text::text[]), 'evaluation', run_of_rules('submission')))
      """)
  }

  private func reviews(of app: String, in world: World) async throws -> [String] {
    let rows = try await world.connection.query(
      """
      SELECT concat_ws(' ', r.remit, r.round, s.state, r.valid_for) FROM review r JOIN subject s ON s.id = r.id
       WHERE r.application = \(app) ORDER BY r.remit, r.round
      """)
    return try rows.map { try $0.decode(String.self) }
  }

  @Test func `a desk that reads what changed looks again, the others are carried`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await amend(app, "{users.count}", in: world)
      #expect(
        try await reviews(of: app, in: world) == [
          "HKMA 1 countersigned 2", "IA 1 countersigned 2", "SFC 1 countersigned 1",
          "SFC 2 invited",
        ])
      let state: SQL = "SELECT state FROM subject WHERE id = \(app)"
      #expect(try await world.value(state, as: String.self) == "in_review")
      try await world.run(
        """
        SELECT done('hkma.case_officer', 'application/' || \(app), 'rules_run', '{}',
          jsonb_build_object('evaluation', run_of_rules('review')))
        """)
      try await world.run("SELECT review_to(\(app), 'SFC', 'countersigned')")
      #expect(try await world.value(state, as: String.self) == "consolidation")
    }
  }

  private func add(_ kind: String, to app: String, in world: World) async throws {
    try await world.run(
      """
      SELECT done('prep', 'application/' || \(app), 'document_added', '{}', jsonb_build_object(
        'kind', \(kind)::text, 'title', 'a paper', 'digest', repeat('ab', 32)))
      """)
  }

  @Test func `a desk whose rules name a document looks again when only that document changed`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await add("model_card", to: app, in: world)
      try await add("exit_plan", to: app, in: world)
      try await amend(app, "{}", in: world)
      #expect(
        try await reviews(of: app, in: world) == [
          "HKMA 1 countersigned 1", "HKMA 2 invited", "IA 1 countersigned 2",
          "SFC 1 countersigned 2",
        ])
    }
  }

  @Test func `a document that was there when the desk recommended reopens nothing`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await add("model_card", to: app, in: world)
      try await world.run(
        "SELECT review_to(\(app), r, 'countersigned') FROM unnest('{HKMA,IA,SFC}'::text[]) r")
      try await amend(app, "{}", in: world)
      #expect(
        try await reviews(of: app, in: world) == [
          "HKMA 1 countersigned 2", "IA 1 countersigned 2", "SFC 1 countersigned 2",
        ])
    }
  }

  @Test func `an amendment that no desk reads concludes at once`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await amend(app, "{contact.name}", in: world)
      #expect(
        try await reviews(of: app, in: world) == [
          "HKMA 1 countersigned 2", "IA 1 countersigned 2", "SFC 1 countersigned 2",
        ])
      let state = try await world.value(
        "SELECT state FROM subject WHERE id = \(app)", as: String.self)
      #expect(state == "consolidation")
    }
  }

  @Test func `open reviews go on with the new version, recommended ones go back`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await world.run(
        "SELECT review_to(\(app), 'HKMA', 'recommended'), review_to(\(app), 'SFC', 'in_progress')")
      try await amend(app, "{contact.name}", in: world)
      #expect(
        try await reviews(of: app, in: world) == [
          "HKMA 1 in_progress", "IA 1 invited", "SFC 1 in_progress",
        ])
    }
  }

  @Test func `a variation is approved after its reviews, and changes version and jobs together`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let job = try await world.value("SELECT job_in('queued', \(app))", as: String.self)
      let variation = try await world.value(
        """
        SELECT done('appr', 'variation/new', 'request', '{"kind": "users"}',
          jsonb_build_object('parent', 'application/' || \(app), 'content', content('{users.count}'),
            'evaluation', run_of_rules('variation')))
        """, as: String.self)
      let early = try await world.act("hkma.approver", variation, "approve")
      #expect(early?.detail.contains("variation_reviewed") == true)
      let second = try await world.act(
        "appr", "variation/new", "request", detail: "'{\"kind\": \"users\"}'",
        payload: "payload_of('variation/new', 'request', '\(app)')")
      #expect(second?.detail.contains("one_open_variation") == true)
      try await world.run(
        "SELECT review_to(\(app), r, 'countersigned') FROM unnest('{HKMA,SFC}'::text[]) r")
      #expect(try await world.act("hkma.approver", variation, "approve") == nil)
      let row = try await world.connection.query(
        """
        SELECT a.version, v.submitted_by = human('appr'), g.cleared_by = clearance(a.id), j.cleared_by = g.cleared_by
          FROM application a JOIN application_version v ON v.application = a.id AND v.version = a.version
          JOIN compute_grant g ON g.application = a.id JOIN job j ON 'job/' || j.id = \(job) WHERE a.id = \(app)
        """
      ).one().decode((Int.self, Bool.self, Bool.self, Bool.self))
      #expect(row == (2, true, true, false), "the rules have still to be run on the job")
    }
  }

  @Test func `a trial is extended by the months that its reviews agreed to`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let last: SQL = "SELECT (trial_last - trial_start) / 30 FROM application WHERE id = \(app)"
      let before = try await world.value(last, as: Int.self)
      for months in ["0", "25", "-1", "\"x\""] {
        let refused = try await world.act(
          "appr", "variation/new", "request",
          detail: "'{\"kind\": \"extension\", \"months\": \(months)}'",
          payload:
            "jsonb_build_object('parent', 'application/\(app)', 'evaluation', run_of_rules('variation'))"
        )
        #expect(refused?.code == "SB422", "\(months)")
      }
      let extension3 = try await world.value(
        """
        SELECT done('appr', 'variation/new', 'request', '{"kind": "extension", "months": 3}',
          jsonb_build_object('parent', 'application/' || \(app), 'evaluation', run_of_rules('variation')))
        """, as: String.self)
      try await world.run(
        """
        SELECT review_to(\(app), r.remit, 'countersigned') FROM review r
         WHERE 'variation/' || r.variation = \(extension3)
        """)
      #expect(try await world.act("hkma.approver", extension3, "approve") == nil)
      #expect(try await world.value(last, as: Int.self) == before + 3)
    }
  }
}
