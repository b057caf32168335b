import Postgres
import Testing

/// Separation of duties is by person: two accounts of one human being are one.
@Suite struct TwinTests {
  @Test func `who recommends does not countersign, with whatever account`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await world.twin("sfc.case_officer", login: "twin", "approver", of: "SFC")
      try await world.declare("twin", in: app, inside: "SFC")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'recommended')", as: String.self)
      let refused = try await world.act(
        "twin", review, "countersign", detail: "jsonb_build_object('seen', seen('\(review)'))")
      #expect(refused?.code == "SB403")
      let direct = try await world.refusal(
        of: """
          INSERT INTO review_signature (review, cycle, person, kind, content)
            SELECT split_part(\(review), '/', 2)::uuid, 1, human('twin'), 'countersign', sha256('x')
          """)
      #expect(direct?.code == "23P01")
    }
  }

  @Test func `who countersigned does not recommend in a later round of the same review`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'countersigned')", as: String.self)
      let direct = try await world.refusal(
        of: """
          INSERT INTO review_signature (review, cycle, person, kind, content)
            SELECT split_part(\(review), '/', 2)::uuid, 2, human('sfc.approver'), 'recommend', sha256('x')
          """)
      #expect(direct?.code == "23P01")
      let twice = try await world.refusal(
        of: """
          INSERT INTO review_signature (review, cycle, person, kind, content)
            SELECT split_part(\(review), '/', 2)::uuid, 1, human('sfc.approver'), 'countersign', sha256('x')
          """)
      #expect(twice?.code == "23505")
    }
  }

  @Test func `who changed a version does not submit it, with whatever account`() async throws {
    try await World.with { world in
      try await world.twin("prep", login: "twin", "firm_approver", of: "lantern", "firm")
      let app = try await world.case(in: "draft")
      try await world.run("SELECT prepare('application/' || \(app), 'submit', \(app), 'draft')")
      let payload =
        "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))"
      let refused = try await world.act("twin", "application/\(app)", "submit", payload: payload)
      #expect(
        refused?.code == "SB422" && refused?.detail.contains("submitter_changed_nothing") == true)
      let direct = try await world.refusal(
        of: """
          INSERT INTO application_version (application, version, document, salt, digest, packed, vocabulary, changed, submitted_by)
            SELECT \(app), 1, '{}', decode(repeat('00', 16), 'hex'), sha256(''), '', sha256(''), '{}', human('twin')
          """)
      #expect(direct?.code == "SB403")
      #expect(try await world.act("appr", "application/\(app)", "submit", payload: payload) == nil)
    }
  }

  @Test func `saving a draft notes its editor, in the database`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "draft")
      try await world.run("SELECT me('appr2')")
      try await world.run("UPDATE draft SET facts = '{\"n\": 2}' WHERE application = \(app)")
      try await world.run("SELECT prepare('application/' || \(app), 'submit', \(app), 'draft')")
      let payload =
        "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))"
      let refused = try await world.act("appr2", "application/\(app)", "submit", payload: payload)
      #expect(refused?.code == "SB422")
      try await world.run("SELECT me('')")
      let nobody = try await world.refusal(
        of: "UPDATE draft SET facts = '{\"n\": 3}' WHERE application = \(app)")
      #expect(nobody?.code == "SB401")
    }
  }

  @Test func `a co-applicant's signature is void when the draft changes`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "draft")
      try await world.run("SELECT prepare('application/' || \(app), 'submit', \(app), 'draft')")
      try await world.run("SELECT me('prep')")
      try await world.run("UPDATE draft SET facts = '{\"n\": 2}' WHERE application = \(app)")
      let payload =
        "jsonb_build_object('content', content(), 'evaluation', run_of_rules('submission'))"
      let refused = try await world.act("appr", "application/\(app)", "submit", payload: payload)
      #expect(refused?.detail.contains("parties_signed") == true)
    }
  }

  @Test func `who publishes a policy does not activate it, with whatever account`() async throws {
    try await World.with { world in
      try await world.twin("sfc.policy_author", login: "twin", "approver", of: "SFC")
      let policy = try await world.value("SELECT policy_in('published')", as: String.self)
      try await world.run(
        """
        SELECT open_account('sfc.author2', 'a', 'a', 'officer', '[{"role": "policy_author", "of": "SFC"}]')
        """)
      try await world.openSession("sfc.author2")
      let proposal = try await world.value(
        "SELECT proposed('sfc.author2', \(policy), 'activate', '{\"effective\": \"2099-01-01\"}')",
        as: String.self)
      #expect(try await world.act("twin", proposal, "confirm")?.code == "SB422")
      let direct = try await world.refusal(
        of: """
          UPDATE policy_version SET activated_by = published_by
           WHERE id = (SELECT id FROM subject WHERE name = \(policy))
          """)
      #expect(direct?.code == "23514")
      #expect(try await world.act("sfc.approver", proposal, "confirm") == nil)
    }
  }

  @Test func `who proposes does not confirm, with whatever account`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await world.twin("hkma.approver", login: "twin", "approver", of: "HKMA")
      let proposal = try await world.value(
        """
        SELECT proposed('hkma.approver', 'application/' || \(app), 'decline', '{"reasons": "risk", "remit": "SFC"}')
        """, as: String.self)
      #expect(try await world.act("twin", proposal, "confirm")?.code == "SB422")
      #expect(
        try await world.act("twin", proposal, "refuse", detail: "'{\"reason\": \"no\"}'")?.code
          == "SB422")
      let direct = try await world.refusal(
        of: """
          UPDATE proposal_place SET person = human('twin')
           WHERE proposal = split_part(\(proposal), '/', 2)::uuid
          """)
      #expect(direct?.code == "SB403")
    }
  }

  @Test func `nobody takes two places of one act`() async throws {
    try await World.with { world in
      try await world.twin("hkma.approver", login: "twin", "approver", of: "SFC")
      let proposal = try await world.value(
        "SELECT proposed('hkma.convenor', cohort_in('planned'), 'announce')", as: String.self)
      #expect(try await world.act("hkma.approver", proposal, "confirm") == nil)
      #expect(try await world.act("twin", proposal, "confirm")?.code == "SB422")
      let direct = try await world.refusal(
        of: """
          UPDATE proposal_place SET person = human('twin')
           WHERE proposal = split_part(\(proposal), '/', 2)::uuid AND person IS NULL
          """)
      #expect(direct?.code == "23505")
    }
  }
}
