import Crypto
import Foundation
import Postgres
import TestSupport
import Testing
import Transparency

@testable import Duties
@testable import Workflow

/// Sealing what the schema's own functions wrote, with crashes at every step.
struct SealTests {
  private struct Crash: Error {}

  @Test func `thousands of entries become a log that an outsider finds sound`() async throws {
    try await Institution.with { institution in
      try await institution.viewMany(600, sessions: 5)
      var seal = try await institution.seal()
      var sizes: [Int] = []
      while try await seal.step(700) > 0 { sizes.append(seal.head.size) }
      let (entries, leaves) = try await institution.counts()
      #expect(entries == leaves && entries > 3_000)
      #expect(sizes.count == (entries + 699) / 700)
      guard case .sound(let soundness) = try await institution.verify() else {
        Issue.record("\(try await institution.verify())")
        return
      }
      #expect(soundness.entries == entries)
      #expect(soundness.head == seal.head)
      #expect(try await institution.sealDatabase().head() == seal.head)
    }
  }

  @Test func `no entry is lost, doubled or out of its subject's order while many write`()
    async throws
  {
    try await Institution.with { institution in
      let writers = 6
      let each = 60
      let callers = try await Self.callers(writers, of: institution)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, caller) in callers.enumerated() {
          group.addTask {
            if number % 2 == 0 { return try await institution.view(each, as: caller) }
            for step in 0..<each { _ = try await institution.post("problem \(step)", as: caller) }
          }
        }
        var seal = try await institution.seal()
        var isWriting = true
        while isWriting {
          _ = try await seal.step(50)
          isWriting = try await institution.counts().entries < writers * each
        }
        try await group.waitForAll()
        while try await seal.step(50) > 0 {}
      }
      let (entries, leaves) = try await institution.counts()
      #expect(entries == leaves)
      let verdict = try await institution.verify()
      #expect(verdict.exitCode == 0, "\(verdict)")
      let inverted = try await institution.owner.query(
        """
        SELECT count(*) FROM (SELECT e.seq, lag(e.seq) OVER (PARTITION BY e.subject
          ORDER BY l.leaf_index) AS before FROM sealed_leaf l JOIN audit_event e ON e.id = l.event) s
         WHERE seq <> coalesce(before, 0) + 1
        """)
      #expect(try inverted.one().decode(Int.self) == 0)
    }
  }

  private static func callers(_ count: Int, of institution: Institution) async throws -> [Caller] {
    var callers: [Caller] = []
    for number in 0..<count {
      let login = number % 2 == 0 ? "auditor" : "preparer"
      callers.append(try await institution.installation.session(of: login))
    }
    return callers
  }

  @Test(arguments: Seal.Point.allCases)
  func `a crash at any step leaves a log that goes on as one`(point: Seal.Point) async throws {
    try await Institution.with { institution in
      try await institution.viewMany(290, sessions: 1)
      var seal = try await institution.seal()
      while try await seal.step(113) > 0 {}
      let before = try institution.store.read("checkpoint")

      try await institution.viewMany(350, sessions: 1)
      var failing = try await institution.seal { if $0 == point { throw Crash() } }
      await #expect(throws: Crash.self) { _ = try await failing.step(301) }
      // Other entries come between, so that a second attempt is not the same by chance.
      try await institution.viewMany(3, sessions: 2)

      var resumed = try await institution.seal()
      let published = try institution.store.read("checkpoint")
      let head = try Checkpoint.open(published, log: institution.key().verifierKey).head
      #expect(try await institution.sealDatabase().head() == head)
      while try await resumed.step(113) > 0 {}
      let (entries, leaves) = try await institution.counts()
      #expect(entries == leaves && leaves == resumed.head.size)
      let verdict = try await institution.verify(earlier: before)
      #expect(verdict.exitCode == 0, "\(verdict)")
    }
  }

  @Test func `a database older than the signed log is refused and nothing is signed`() async throws
  {
    try await Institution.with { institution in
      try await institution.viewMany(300, sessions: 1)
      var seal = try await institution.seal()
      while try await seal.step(100) > 0 {}
      let signed = try institution.store.read("checkpoint")
      // As a backup from before the last seals would leave it.
      let owner = institution.owner
      try await owner.withConnection { connection in
        try await connection.execute(
          unsafeSQL: """
            ALTER EVENT TRIGGER sandboxpp_command DISABLE;
            ALTER TABLE sealed_leaf DISABLE TRIGGER keep_rows;
            INSERT INTO unsealed SELECT event FROM sealed_leaf WHERE leaf_index >= 200;
            DELETE FROM sealed_leaf WHERE leaf_index >= 200;
            UPDATE tree_head SET size = 200;
            """)
      }
      await #expect(throws: DutyError.databaseBehind(size: 200, signed: seal.head)) {
        _ = try await institution.seal()
      }
      await #expect(throws: DutyError.self) { try await institution.sealer().run() }
      #expect(try institution.store.read("checkpoint") == signed)
    }
  }

  @Test func `a database that grew another way is refused`() async throws {
    try await Institution.with { institution in
      try await institution.viewMany(20, sessions: 1)
      var seal = try await institution.seal()
      _ = try await seal.step(10)
      let signed = try institution.store.read("checkpoint")
      _ = try await seal.step(100)
      let forged = try await institution.sealDatabase().head()
      // The folder of a moment ago, and a database with another root than its leaves lead to.
      try institution.store.write(signed, to: "checkpoint")
      _ = try await institution.owner.query("UPDATE tree_head SET root = sha256('forged')")
      await #expect(throws: DutyError.self) { _ = try await institution.seal() }
      #expect(try institution.store.read("checkpoint") == signed)
      _ = try await institution.owner.query("UPDATE tree_head SET root = \(forged.root.bytes)")
      #expect(try await institution.seal().head == forged)
    }
  }

  @Test func `a checkpoint that somebody else wrote is not replaced`() async throws {
    try await Institution.with { institution in
      try await institution.viewMany(20, sessions: 1)
      var first = try await institution.seal()
      var second = try await institution.seal()
      _ = try await first.step(10)
      let published = try institution.store.read("checkpoint")
      // The database refuses the second first: its tree is no longer of the size it knew.
      await #expect(throws: PostgresError.self) { _ = try await second.step(5) }
      #expect(try institution.store.read("checkpoint") == published)
      try institution.store.write(published + published, to: "checkpoint")
      await #expect(throws: DutyError.checkpointReplaced) { _ = try await first.step(5) }
    }
  }

  @Test func `a folder without the checkpoint of a log that has entries is refused`() async throws {
    try await Institution.with { institution in
      try await institution.viewMany(5, sessions: 1)
      var seal = try await institution.seal()
      let size = try await seal.step(10)
      try FileManager.default.removeItem(atPath: institution.folder)
      await #expect(throws: DutyError.noCheckpoint(size: size)) {
        _ = try await institution.seal()
      }
    }
  }

  @Test func `a notice with the range follows each published seal`() async throws {
    try await Institution.with { institution in
      let listener = try Listener(institution.database.configuration, channels: ["sealed"])
      defer { listener.close() }
      var signals = listener.makeAsyncIterator()
      #expect(await signals.next() == .gap)
      var seal = try await institution.seal()
      try await institution.viewMany(7, sessions: 1)
      let size = try await seal.step(100)
      var payloads: [String] = []
      while payloads.last != "0 \(size)", case .notification(let notice) = await signals.next() {
        payloads.append(notice.payload)
      }
      #expect(payloads == ["0 0", "0 \(size)"])
    }
  }
}
