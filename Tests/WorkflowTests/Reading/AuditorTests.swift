import Postgres
import Testing

/// What an auditor reads: everything, or what one authority has.
@Suite struct AuditorTests {
  @Test func `an auditor of one authority reads its cases and reviews and no other's`() async throws
  {
    try await World.with { world in
      try await world.fill()
      for remit in ["IA", "MPFA"] {
        try await world.open("\(remit.lowercased()).auditor", "auditor", of: remit, "auditor")
      }
      let insurance = Reader(world: world, role: "auditor", session: "ia.auditor")
      let everybody = Reader(world: world, role: "auditor", session: "auditor")
      let remits = "SELECT DISTINCT remit FROM review ORDER BY 1"
      #expect(try await insurance.rows(remits) == ["IA"])
      #expect(try await everybody.rows(remits).count > 2)
      let compartments = "SELECT DISTINCT remit FROM subject WHERE machine = 'supervision'"
      #expect(try await insurance.rows(compartments) == ["IA"])
      let seen = try await insurance.everything()
      for table in ["application", "application_version", "evaluation", "outcome", "condition"] {
        #expect(!seen[table, default: []].isEmpty, "\(table) of its authority's cases")
      }
      let trail = """
        SELECT count(*)::text FROM audit_event e JOIN sealed_leaf l ON l.event = e.id
         WHERE e.subject IN (SELECT id FROM subject WHERE machine = 'access')
        """
      #expect(try await insurance.rows(trail) == ["0"], "nobody else's sessions")
    }
  }

  @Test func `an auditor of an authority without a case reads nothing of any case`() async throws {
    try await World.with { world in
      try await world.fill()
      try await world.open("mpfa.auditor", "auditor", of: "MPFA", "auditor")
      let seen = try await Reader(world: world, role: "auditor", session: "mpfa.auditor")
        .everything()
      let traces = try await world.traces(ofCases: true)
      for (table, rows) in seen {
        for row in rows {
          #expect(!traces.contains { row.contains($0) }, "\(table) shows \(row.prefix(200))")
        }
      }
    }
  }
}
