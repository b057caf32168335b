import Postgres
import TestSupport
import Testing
import Workflow

/// Lists of what stands beside the cases, by whoever may see it.
@Suite struct ListTests {
  @Test func `a list of conditions shows each reader theirs`() async throws {
    try await World.with { world in
      let open = try await world.value("SELECT subject_in('condition', 'open')", as: String.self)
      let met = try await world.value(
        "SELECT subject_in('condition', 'satisfied')", as: String.self)
      try await world.reading { sandbox in
        let all = try await sandbox.conditions(as: Caller(.firm, secret: "prep"))
        #expect(Set(all.map(\.subject)).isSuperset(of: [open, met]))
        let one = try await sandbox.conditions(
          state: "satisfied", as: Caller(.officer, secret: "sfc.case_officer"))
        #expect(one.map(\.subject) == [met])
        let reference = try #require(one.first).reference
        let ofCase = try await sandbox.conditions(
          of: reference, as: Caller(.auditor, secret: "auditor"))
        #expect(ofCase.contains { $0.subject == met } && !ofCase.contains { $0.subject == open })
        #expect(ofCase.allSatisfy { $0.reference == reference })
        #expect(
          try await sandbox.conditions(as: Caller(.firm, secret: "rival.prep")).isEmpty)
      }
    }
  }

  @Test
  func `an inbox is bounded after what is not the reader's own, and what stands still is last`()
    async throws
  {
    try await World.with { world in
      var cases: [String] = []
      for (number, who) in ["", "2"].enumerated() {
        let app = try await world.case(in: "in_review")
        try await world.run(
          """
          SELECT review_to(\(app), 'HKMA', 'in_progress', \(who))
          """)
        try await world.run(
          """
          UPDATE clock SET due_at = now() + make_interval(days => \(number + 1)::integer) FROM review r
           WHERE clock.subject = r.id AND r.application = \(app) AND r.remit = 'HKMA' AND NOT ended
          """)
        cases.append(
          try await world.value(
            "SELECT reference FROM application WHERE id = \(app)", as: String.self))
      }
      let second = Reader(world: world, role: "officer", session: "hkma.case_officer2")
      func references(_ whole: Bool, _ most: Int) async throws -> [String] {
        try await second.rows("SELECT reference FROM inbox(\(whole), \(most))")
      }
      #expect(try await references(true, 1) == [cases[0]])
      #expect(try await references(false, 1) == [cases[1]])
      #expect(try await references(true, 10) == cases)
      try await world.run(
        """
        UPDATE clock SET due_at = NULL FROM review r JOIN application a ON a.id = r.application
         WHERE clock.subject = r.id AND a.reference = \(cases[0]) AND r.remit = 'HKMA' AND NOT ended
        """)
      #expect(try await references(true, 10) == cases.reversed())
    }
  }

  @Test func `a firm lists its own licences, and knows no cohort that is only planned`()
    async throws
  {
    try await World.with { world in
      try await world.run("SELECT subject_in('cohort', 'planned'), subject_in('licence', 'active')")
      try await world.reading { sandbox in
        let firm = Caller(.firm, secret: "prep")
        let own = try await sandbox.licences(as: firm)
        let every = try await sandbox.licences(as: Caller(.officer, secret: "hkma.approver"))
        #expect(!own.isEmpty && own.count < every.count)
        #expect(Set(own.map(\.firmEn)).count == 1)
        let known = try await sandbox.cohorts(as: firm)
        let planning = try await sandbox.cohorts(
          ["planned"], as: Caller(.officer, secret: "hkma.convenor"))
        #expect(planning.count == 1)
        #expect(known.allSatisfy { $0.state != "planned" } && !known.isEmpty)
      }
    }
  }
}

extension World {
  /// Reads as the portal's pool does; whoever asks is known by their fixture's secret.
  func reading(_ body: (Sandbox) async throws -> Void) async throws {
    let pool = try Installation.pool(
      database.configuration(user: "portal").connectionString, connections: 1)
    try await body(Sandbox(pool, keystore: try .shared()))
    await pool.close()
  }
}
