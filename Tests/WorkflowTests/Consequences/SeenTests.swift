import Postgres
import Testing

/// Who signs says what was looked at: the content, what the rules say of it, what is recommended.
@Suite struct SeenTests {
  @Test func `a recommendation that was taken over is not countersigned as it was seen before`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'HKMA', 'recommended')", as: String.self)
      let before = try await world.value("SELECT seen(\(review))", as: String.self)
      let taken = try await world.act(
        "hkma.approver2", review, "take_over",
        detail: """
          jsonb_build_object('recommendation', 'object', 'reasons', 'unsound', 'seen', seen('\(review)'))
          """)
      #expect(taken == nil)
      let old = try await world.act(
        "hkma.approver", review, "countersign", detail: "'{\"seen\": \"\(before)\"}'")
      #expect(old?.code == "SB422" && old?.detail.contains("saw_current") == true)
      let new = try await world.act(
        "hkma.approver", review, "countersign",
        detail: "jsonb_build_object('seen', seen('\(review)'))")
      #expect(new == nil)
    }
  }

  @Test func `other conditions or reasons in a recommendation are another recommendation`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'recommended')", as: String.self)
      let first = try await world.value("SELECT seen(\(review))", as: String.self)
      for (reasons, conditions) in [("sound", "'[]'"), ("sounder", "'[]'")] {
        let before = try await world.value("SELECT seen(\(review))", as: String.self)
        try await world.run(
          "SELECT done('sfc.approver', \(review), 'return_to_officer', '{\"reason\": \"say more\"}')"
        )
        let again = try await world.act(
          "sfc.case_officer", review, "recommend",
          detail: """
            jsonb_build_object('recommendation', 'approve', 'reasons', '\(reasons)', 'seen', seen('\(review)'))
            """, payload: "jsonb_build_object('conditions', \(conditions)::jsonb)")
        #expect(again == nil)
        let now = try await world.value("SELECT seen(\(review))", as: String.self)
        #expect(now != before && now != first)
      }
    }
  }

  @Test func `a variation is reviewed by the run of the rules on what it asks for`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let unjudged = try await world.act(
        "appr", "variation/new", "request", detail: "'{\"kind\": \"users\"}'",
        payload: """
          jsonb_build_object('parent', 'application/\(app)', 'content', content('{users.count}'))
          """)
      #expect(unjudged?.detail.contains("variation_described") == true)
      let variation = try await world.value(
        """
        SELECT done('appr', 'variation/new', 'request', '{"kind": "users"}',
          jsonb_build_object('parent', 'application/' || \(app), 'content', content('{users.count}'),
            'evaluation', run_of_rules('variation', unmet('SFC'))))
        """, as: String.self)
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'in_progress')", as: String.self)
      let approval = """
        jsonb_build_object('recommendation', 'approve', 'reasons', 'sound', 'seen', seen('\(review)'))
        """
      let refused = try await world.act("sfc.case_officer", review, "recommend", detail: approval)
      #expect(refused?.message.contains("S-SFC not met") == true)
      // Two persons of the desk may override its rule for what is asked.
      try await world.run(
        """
        SELECT agreed('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'rule_overridden', '{sfc.approver}',
          '{"remit": "SFC", "rule": "S-SFC", "reason": "a pilot of 20"}')
        """)
      #expect(
        try await world.act("sfc.case_officer", review, "recommend", detail: approval) == nil)
      let signed = try await world.act(
        "sfc.approver", review, "countersign",
        detail: "jsonb_build_object('seen', seen('\(review)'))")
      #expect(signed == nil)
      try await world.run("SELECT review_to(\(app), 'HKMA', 'countersigned')")
      #expect(try await world.act("hkma.approver", variation, "approve") == nil)
      let current = try await world.connection.query(
        """
        SELECT a.version, e.stage, e.facts = a.facts, EXISTS (SELECT FROM override v WHERE v.facts = a.facts)
          FROM application a JOIN evaluation e ON e.application = a.id AND e.version = a.version WHERE a.id = \(app)
        """
      ).one().decode((Int.self, String.self, Bool.self, Bool.self))
      #expect(current == (2, "variation", true, true))
    }
  }

  @Test func `joint rules stand against a variation that every desk signed`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let variation = try await world.value(
        """
        SELECT done('appr', 'variation/new', 'request', '{"kind": "users"}',
          jsonb_build_object('parent', 'application/' || \(app), 'content', content('{users.count}'),
            'evaluation', run_of_rules('variation', unmet('joint'))))
        """, as: String.self)
      try await world.run(
        "SELECT review_to(\(app), r, 'countersigned') FROM unnest('{HKMA,SFC}'::text[]) r")
      let refused = try await world.act("hkma.approver", variation, "approve")
      #expect(refused?.message.contains("S-joint not met") == true)
      // Judged again once what stood against it is gone.
      try await world.run(
        """
        SELECT done('hkma.case_officer', 'application/' || \(app), 'rules_run', '{}',
          jsonb_build_object('evaluation', run_of_rules('review') || jsonb_set(
            run_of_rules('variation'), '{0,variation}', to_jsonb(\(variation)::text))))
        """)
      #expect(try await world.act("hkma.approver", variation, "approve") == nil)
    }
  }
}
