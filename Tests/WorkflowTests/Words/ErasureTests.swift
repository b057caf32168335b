import Crypto
import Postgres
import TestSupport
import Testing
import Transparency

@testable import Workflow

/// Texts are erased by two persons; the keys go, the chains and their proofs stay.
@Suite struct ErasureTests {
  private static let words = "Ms Wong of Tai Po complained"
  private static let officer = Caller(.officer, secret: "sfc.case_officer")
  private static let approver = Caller(.officer, secret: "sfc.approver")

  /// A case with a note of the SFC's; the note's commitment.
  private static func noted(
    _ world: World, _ sandbox: Sandbox
  ) async throws -> (app: String, reference: String, text: KeptText) {
    let app = try await world.case(in: "in_review")
    _ = try await sandbox.fire(
      Act("supervision/\(app)/SFC", "note_added", payload: ["wording": .string(words)]),
      as: officer)
    let reference = try await world.value(
      "SELECT reference FROM application WHERE id = \(app)::uuid", as: String.self)
    let text = try #require(
      try await sandbox.texts(of: reference, as: officer).first { $0.words == words })
    return (app, reference, text)
  }

  private static func propose(
    _ commitment: String, on app: String, _ sandbox: Sandbox
  ) async throws -> Standing {
    try await sandbox.fire(
      Act(
        "proposal/new", "propose", detail: ["event": .string("words_erased")],
        payload: [
          "parent": .string("supervision/\(app)/SFC"),
          "detail": .object([
            "texts": .array([.string(commitment)]), "reason": .string("she asked for it"),
          ]),
        ]), as: officer)
  }

  @Test func `what two persons erase opens no more, and everything else holds`() async throws {
    try await World.with { world in
      try await world.withSandbox { sandbox in
        let (app, reference, text) = try await Self.noted(world, sandbox)
        let before = try await Self.leaves(world)
        let proposal = try await Self.propose(text.commitment, on: app, sandbox)
        await #expect(throws: Refusal.self) {
          try await sandbox.fire(Act(proposal.subject, "confirm"), as: Self.officer)
        }
        #expect(
          try await sandbox.desk(reference, as: Self.officer).notes.map(\.wording) == [Self.words])
        _ = try await sandbox.fire(Act(proposal.subject, "confirm"), as: Self.approver)
        #expect(
          try await !sandbox.texts(of: reference, as: Self.officer).contains {
            $0.words == Self.words
          })
        let tick = Caller(.clockwork, secret: "tick")
        let due = try await sandbox.dueEvents(most: 50, as: tick).filter {
          $0.event == "keys_destroyed"
        }
        #expect(due.map(\.subject) == ["supervision/\(app)/SFC"])
        for act in due { _ = try await sandbox.fire(act, as: tick) }
        #expect(
          try await sandbox.desk(reference, as: Self.officer).notes.map(\.wording) == [
            Sandbox.erasedText
          ])
        #expect(
          try await sandbox.dueEvents(most: 50, as: tick).allSatisfy {
            $0.event != "keys_destroyed"
          })
        let sealed = try await world.value(
          "SELECT encode(sealed, 'hex') FROM said WHERE commitment = decode(\(text.commitment), 'hex')",
          as: String.self)
        let place = Hexadecimal.decode(sealed).flatMap { KeyStore.Place($0.prefix(12)) }
        #expect(try KeyStore.shared().key(at: try #require(place)) == nil)
        #expect(try await Self.leaves(world).prefix(before.count) == before[...])
        let chains = try await world.check().parts.first { $0.name == "chains" }
        #expect(chains?.faults == [])
      }
    }
  }

  @Test func `nothing is erased under a legal hold, of another case, or that one may not read`()
    async throws
  {
    try await World.with { world in
      try await world.withSandbox { sandbox in
        let (app, reference, text) = try await Self.noted(world, sandbox)
        let other = try await world.case(in: "in_review")
        for wrong in [String(repeating: "0", count: 64), "said:" + text.commitment, ""] {
          let refused = await #expect(throws: Refusal.self) {
            try await Self.confirmed(wrong, on: app, sandbox)
          }
          #expect(refused?.unmetGuard == "texts_erasable", "\(wrong)")
        }
        let elsewhere = await #expect(throws: Refusal.self) {
          try await Self.confirmed(text.commitment, on: other, sandbox)
        }
        #expect(elsewhere?.unmetGuard == "texts_erasable")
        let stranger = Caller(.officer, secret: "ia.case_officer")
        #expect(
          try await !sandbox.texts(of: reference, as: stranger).contains { $0.words == Self.words })
        try await world.run(
          "SELECT done('sfc.approver', 'application/' || \(app), 'legal_hold_set', '{\"reason\": \"a lawsuit\"}')"
        )
        let held = await #expect(throws: Refusal.self) {
          try await Self.confirmed(text.commitment, on: app, sandbox)
        }
        #expect(held?.unmetGuard == "no_legal_hold")
        #expect(try await world.value("SELECT count(*) FROM erasure", as: Int.self) == 0)
      }
    }
  }

  @Test func `a destruction whose keys cannot be reached waits, and nothing says it was done`()
    async throws
  {
    try await World.with { world in
      try await world.withSandbox { sandbox in
        let (app, _, text) = try await Self.noted(world, sandbox)
        try await Self.confirmed(text.commitment, on: app, sandbox)
      }
      let pool = try Installation.pool(world.database.configuration.connectionString)
      let keyless = Sandbox(pool)
      let tick = Caller(.clockwork, secret: "tick")
      let due = try #require(
        try await keyless.dueEvents(most: 50, as: tick).first { $0.event == "keys_destroyed" })
      let refused = await #expect(throws: Refusal.self) { try await keyless.fire(due, as: tick) }
      #expect(refused?.kind == .unmet)
      let open = try await world.value(
        "SELECT count(*) FROM erasure WHERE destroyed_at IS NULL", as: Int.self)
      #expect(open == 1)
      await pool.close()
    }
  }

  @discardableResult
  private static func confirmed(
    _ commitment: String, on app: String, _ sandbox: Sandbox
  ) async throws -> Standing {
    let proposal = try await propose(commitment, on: app, sandbox)
    return try await sandbox.fire(Act(proposal.subject, "confirm"), as: approver)
  }

  private static func leaves(_ world: World) async throws -> [String] {
    try await world.connection.query("SELECT encode(leaf, 'hex') FROM audit_event ORDER BY id")
      .map { try $0.decode(String.self) }
  }
}
