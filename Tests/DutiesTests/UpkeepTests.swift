import Postgres
import TestSupport
import Testing

@testable import Duties
@testable import Workflow

/// What the clockwork removes, and what tells that it and the sealer are at work.
struct UpkeepTests {
  private func round(_ institution: Institution) throws -> Round {
    let login = institution.database.configuration(user: "tick")
    return Round(Sandbox(try Installation.pool(login.connectionString))) { _ in }
  }

  @Test func `a day after they are of no use, keys and sessions go, and no entry with them`()
    async throws
  {
    try await Institution.with { institution in
      let over = try await institution.installation.session(of: "auditor")
      let open = try await institution.installation.session(of: "preparer")
      try await institution.view(2, as: over)
      let entries = try await institution.counts().entries
      try await institution.owner.withConnection { connection in
        try await connection.execute(
          unsafeSQL: """
            INSERT INTO idempotency_key (account, key, request, answer, created_at)
              SELECT a.id, 'key-of-' || n, sha256('r'), '{}', now() - n * interval '1 hour'
                FROM account a, unnest('{23,25,100}'::integer[]) n WHERE a.login = 'preparer';
            UPDATE session SET expires_at = now() - interval '25 hours'
             WHERE account = (SELECT id FROM account WHERE login = 'auditor');
            """)
      }
      var round = try round(institution)
      let now = ContinuousClock.now
      _ = try await round.run(at: now)
      let keys = try await institution.owner.query("SELECT key FROM idempotency_key")
      #expect(try keys.map { try $0.decode(String.self) } == ["key-of-23"])
      let held = try await institution.owner.query(
        """
        SELECT a.login FROM session s JOIN account a ON a.id = s.account ORDER BY 1
        """)
      #expect(try held.map { try $0.decode(String.self) } == ["clockwork", "preparer"])
      #expect(
        try await institution.portal.resume(secret: open.secret).person.account.isEmpty == false)
      // Only the clockwork's own session was opened meanwhile.
      #expect(try await institution.counts().entries == entries + 1)
      let chains = try await institution.owner.query(
        """
        SELECT count(*) FROM subject s WHERE s.machine = 'access'
           AND s.seq <> (SELECT count(*) FROM audit_event e WHERE e.subject = s.id)
        """
      ).one().decode(Int.self)
      #expect(chains == 0)
    }
  }

  @Test func `not ready says in words who is behind`() async throws {
    try await Institution.with { institution in
      func sentence() async throws -> String { try await institution.portal.readiness().sentence }
      func set(_ change: String) async throws {
        try await institution.owner.withConnection { try await $0.execute(unsafeSQL: change) }
      }
      #expect(try await sentence() == "The clockwork has not run yet. Is sandboxpp tick running?")
      var round = try round(institution)
      _ = try await round.run()
      _ = try await institution.sealer().runOnce()
      #expect(try await sentence().hasPrefix("ready: "))

      try await set("UPDATE heartbeat SET at = at - interval '1 minute'")
      #expect(try await sentence().hasPrefix("The clockwork is behind: no round for 6"))
      _ = try await round.run()
      #expect(try await institution.portal.readiness().isReady)

      // Nothing waits: however long ago the last seal was, the sealer is not behind.
      try await set("UPDATE tree_head SET sealed_at = sealed_at - interval '1 minute'")
      #expect(try await institution.portal.readiness().isReady)
      try await set(
        """
        INSERT INTO audit_event (subject, seq, act, type, at, entry, leaf)
          SELECT id, 1000, id, 'old', now() - interval '30 seconds', '', sha256('') FROM subject LIMIT 1;
        INSERT INTO unsealed SELECT max(id) FROM audit_event;
        """)
      let behind = try await sentence()
      #expect(behind.hasPrefix("The sealer is behind: no seal for 3"))
      #expect(behind.hasSuffix("while 1 entries wait. Is sandboxpp seal running?"))
      try await set("UPDATE heartbeat SET at = at - interval '1 minute'")
      #expect(try await sentence().split(separator: "\n").count == 2)
      // A seal at this moment: what waits is being worked off.
      try await set("UPDATE tree_head SET sealed_at = now()")
      #expect(try await sentence().hasPrefix("The clockwork is behind"))
    }
  }
}
