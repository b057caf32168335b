import Crypto
import Postgres
import TestSupport
import Testing
import Transparency

@testable import Workflow

/// What people write stands nowhere in the clear.
@Suite struct FreeTextTests {
  private static let secret = "Ms Wong of Tai Po complained"

  @Test func `words reach their readers and no row or entry`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let officer = Caller(.officer, secret: "sfc.case_officer")
      let coordinator = Caller(.officer, secret: "hkma.coordinator")
      try await world.withSandbox { sandbox in
        _ = try await sandbox.fire(
          Act(
            "supervision/\(app)/SFC", "note_added",
            payload: ["wording": .string(Self.secret)]), as: officer)
        _ = try await sandbox.fire(
          Act(
            "proposal/new", "propose",
            detail: ["event": .string("lead_reassigned")],
            payload: [
              "parent": .string("application/\(app)"),
              "detail": .object(["remit": .string("SFC"), "reason": .string(Self.secret)]),
            ]), as: coordinator)
        let reference = try await world.value(
          "SELECT reference FROM application WHERE id = \(app)::uuid", as: String.self)
        let notes = try await sandbox.desk(reference, as: officer).notes
        #expect(notes.map(\.wording) == [Self.secret])
        let proposals = try await sandbox.desk(reference, as: coordinator).proposals
        #expect(proposals.map(\.reason) == [Self.secret])
      }
      #expect(try await world.tablesThatHold(Self.secret) == [])
      #expect(
        try await world.value("SELECT count(*) FROM said WHERE root = \(app)::uuid", as: Int.self)
          >= 2)
    }
  }

  @Test func `the database takes no words in the clear, and none that it does not hold`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let unknown = "said:" + String(repeating: "0", count: 64)
      for words in [#""too many""#, "\"\(unknown)\"", #"["no plan"]"#] {
        try await world.run("SELECT me('hkma.coordinator')")
        let refused = try await world.refusal(
          of: """
            SELECT * FROM sandboxpp.act('application/' || \(app), 'amendment_invited', NULL,
              jsonb_build_object('reason', \(words)::jsonb))
            """)
        #expect(
          refused?.message == "What is said in words is sealed, and has three characters at least.",
          "\(words)")
      }
    }
  }

  @Test func `a text whose key is destroyed reads as erased, and its chain still holds`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let officer = Caller(.officer, secret: "sfc.case_officer")
      try await world.withSandbox { sandbox in
        _ = try await sandbox.fire(
          Act(
            "supervision/\(app)/SFC", "note_added",
            payload: ["wording": .string(Self.secret)]), as: officer)
        let sealed = try await world.value(
          """
          SELECT encode(sealed, 'hex') FROM said
            JOIN note n ON n.wording = 'said:' || encode(commitment, 'hex') WHERE n.application = \(app)::uuid
          """, as: String.self)
        let place = try #require(
          KeyStore.Place(Hexadecimal.decode(sealed)?.prefix(KeyStore.Place.byteCount) ?? []))
        try KeyStore.shared().destroy([place])
        let reference = try await world.value(
          "SELECT reference FROM application WHERE id = \(app)::uuid", as: String.self)
        let desk = try await sandbox.desk(reference, as: officer)
        #expect(desk.notes.map(\.wording) == [Sandbox.erasedText])
      }
      let chains = try await world.check().parts.first { $0.name == "chains" }
      #expect(chains?.faults == [] && chains?.looked ?? 0 > 0)
    }
  }
}

extension World {
  /// The tables that hold a text in some row, entries as text.
  fileprivate func tablesThatHold(_ text: String) async throws -> [String] {
    var found: [String] = []
    for table in try await tables() {
      let column = table == "audit_event" ? "convert_from(t.entry, 'UTF8')" : "t::text"
      let holds = try await value(
        "SELECT EXISTS (SELECT FROM \(unsafeSQL: table) t WHERE \(unsafeSQL: column) LIKE '%' || \(text) || '%')",
        as: Bool.self)
      if holds { found.append(table) }
    }
    return found
  }
}
