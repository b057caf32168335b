import Postgres
import Testing

/// What row-level security shows to whom.
@Suite struct CompartmentTests {
  /// What is the same for everybody.
  private static let common: Set<String> = [
    "authority", "remit", "role", "machine", "transition", "collective_act", "calendar_day",
    "clock_rule", "policy_set", "policy_calendar", "policy_version", "vocabulary", "cohort",
    "tree_head", "file_form",
  ]

  private static let audiences = [
    "firm", "officer", "panel", "operator", "auditor", "worker", "sealer", "clockwork", "visitor",
  ]

  @Test func `whoever holds no session sees only what is the same for everybody`() async throws {
    try await World.with { world in
      try await world.fill()
      for role in Self.audiences {
        for session in ["", "no such secret"] {
          let seen = try await Reader(world: world, role: role, session: session).everything()
          let shown = Set(seen.filter { !$0.value.isEmpty }.keys)
          #expect(shown.subtracting(Self.common).subtracting(["node"]) == [], "\(role)")
        }
      }
      #expect(
        try await Reader(world: world, role: "visitor", session: "").readable()
          .allSatisfy(Self.common.contains))
    }
  }

  @Test func `a session under another audience's role sees no more than nobody`() async throws {
    try await World.with { world in
      try await world.fill()
      let sessions = [
        ("firm", "appr"), ("officer", "hkma.approver"), ("panel", "panel"), ("operator", "op"),
        ("auditor", "auditor"), ("worker", "worker"), ("clockwork", "tick"),
      ]
      for (audience, session) in sessions {
        for role in Self.audiences where role != audience {
          let seen = try await Reader(world: world, role: role, session: session).everything()
          let shown = seen.filter { !$0.value.isEmpty && !Self.common.contains($0.key) }
          // Scores and declarations are shown by person, keys by account: their own, if any.
          let own: Set = ["declaration", "score", "idempotency_key", "node"]
          #expect(Set(shown.keys).subtracting(own) == [], "\(session) as \(role)")
        }
      }
    }
  }

  @Test func `a firm sees no row of another firm`() async throws {
    try await World.with { world in
      try await world.fill()
      let own = try await world.case(in: "trial")
      let strangers = try await Reader(world: world, role: "firm", session: "rival.appr")
        .everything()
      let traces = try await world.traces(of: "lantern")
      #expect(traces.count > 100)
      for (table, rows) in strangers where !Self.common.contains(table) {
        for row in rows {
          #expect(!traces.contains { row.contains($0) }, "\(table) shows \(row.prefix(200))")
        }
      }
      let mine = try await Reader(world: world, role: "firm", session: "appr").everything()
      for table in ["application", "subject", "audit_event", "draft", "job", "condition", "clock"] {
        #expect(!mine[table, default: []].isEmpty, "the firm sees its own \(table)")
      }
      #expect(mine["application"]?.contains { $0.contains(own) } == true)
      #expect(!strangers["licence", default: []].isEmpty, "the stranger sees its own licence")
    }
  }

  @Test func `an officer sees no review, note or proposal of another authority`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      for desk in ["hkma", "sfc", "ia"] {
        try await world.run(
          """
          SELECT done(\(desk) || '.case_officer', 'supervision/' || \(app) || '/' || upper(\(desk)), 'note_added', '{}',
            jsonb_build_object('wording', 'secret of ' || \(desk)))
          """)
      }
      try await world.run(
        "SELECT proposed('sfc.case_officer', 'application/' || \(app), 'fact_found', '{\"remit\": \"SFC\", \"attribute\": \"x\"}')"
      )
      let sfc = try await Reader(world: world, role: "officer", session: "sfc.case_officer")
        .everything()
      let ia = try await Reader(world: world, role: "officer", session: "ia.approver").everything()
      let svf = try await Reader(world: world, role: "officer", session: "svf.approver")
        .everything()
      let reviews = Dictionary(
        grouping: try await world.connection.query(
          "SELECT remit, id::text FROM review WHERE application = \(app)"
        ).map { try $0.decode((String.self, String.self)) }, by: \.0
      ).mapValues { $0.map(\.1) }
      for (seen, remit) in [(sfc, "SFC"), (ia, "IA")] {
        for (other, ids) in reviews {
          for table in ["review", "review_signature", "subject", "audit_event"] {
            let shows = seen[table, default: []].contains { row in ids.contains { row.contains($0) }
            }
            #expect(shows == (other == remit), "\(remit) and the review of \(other) in \(table)")
          }
        }
      }
      let ours = World.mark("secret of sfc", as: "wording")
      #expect(sfc["note"]?.count == 1)
      #expect(sfc["note"]?.contains { $0.contains(ours) } == true)
      #expect(ia["note"]?.contains { $0.contains(ours) } == false)
      #expect(sfc["proposal"]?.filter { $0.contains(app) }.count == 1)
      #expect(ia["proposal"] == [] && ia["proposal_place"] == [])
      #expect(svf["review"]?.contains { $0.contains(reviews["HKMA"]?.first ?? "?") } == true)
      #expect(svf["application"] == [], "the other desk of the authority is not on the case")
      try await world.run(
        "SELECT done('sfc.approver', 'supervision/' || \(app) || '/SFC', 'disclosed', '{\"authority\": \"IA\", \"gateway\": \"section 378\"}')"
      )
      let told = try await Reader(world: world, role: "officer", session: "ia.approver")
        .everything()
      #expect(told["note"]?.contains { $0.contains(ours) } == true)
      let theirs = World.mark("secret of hkma", as: "wording")
      #expect(told["note"]?.contains { $0.contains(theirs) } == false)
    }
  }

  @Test func `a desk that is not on a case sees nothing of it`() async throws {
    try await World.with { world in
      try await world.fill()
      let seen = try await Reader(world: world, role: "officer", session: "mpfa.approver")
        .everything()
      let traces = try await world.traces(ofCases: true)
      for (table, rows) in seen where !Self.common.contains(table) {
        for row in rows {
          #expect(!traces.contains { row.contains($0) }, "\(table) shows \(row.prefix(200))")
        }
      }
    }
  }

  @Test func `what act() tells of a state is what row-level security shows`() async throws {
    try await World.with { world in
      try await world.fill()
      try await world.open("ia.auditor", "auditor", of: "IA", "auditor")
      for (role, session) in [
        ("firm", "appr"), ("firm", "partner.appr"), ("firm", "rival.appr"), ("firm", "maker.appr"),
        ("officer", "hkma.approver"), ("officer", "svf.approver"), ("officer", "mpfa.approver"),
        ("officer", "ia.case_officer"), ("panel", "panel"), ("auditor", "auditor"),
        ("auditor", "ia.auditor"),
      ] {
        let shown = try await Reader(world: world, role: role, session: session)
          .rows("SELECT s.id::text FROM subject s WHERE s.id <> (current_actor()).session")
        let known = try await world.connection.query(
          """
          SELECT s.id::text FROM subject s, (SELECT me(\(session))) m, LATERAL current_actor() a
           WHERE knows(a, s) AND s.id <> a.session
          """
        ).map { try $0.decode(String.self) }
        #expect(Set(shown) == Set(known), "\(session)")
      }
    }
  }
}
