import Compute
import Foundation
import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

struct SweepTests {
  private static let preparer = "harbour_lantern_bank_preparer"

  /// A store with a used paper, one whose act was refused, an operator's own file and a broken
  /// arrival; all of them old.
  private static func filled(
    _ house: SampleHouse, _ folder: TemporaryFolder
  ) async throws -> (used: KeptFile, unused: KeptFile) {
    let caller = try await house.cast.caller(preparer)
    let sandbox = house.sandbox.keeping(files: folder.path)
    let item = try #require(try await sandbox.applications(as: caller).first)
    let view = try await sandbox.application(item.reference, as: caller)
    let used = try await sandbox.keep(Array("Used.".utf8), as: "model_card", by: caller)
    _ = try await sandbox.add(
      NewDocument(kind: "model_card", title: "Card"), used, to: view.head.subject, as: caller)
    let unused = try await sandbox.keep(Array("Not used.".utf8), as: "model_card", by: caller)
    let store = try ContentStore(root: folder.path)
    try store.put(Array("An operator's.".utf8))
    let draft = folder.path + "/drafts/broken"
    try Data("Half".utf8).write(to: URL(filePath: draft))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -200_000)], ofItemAtPath: draft)
    _ = try await house.texts(
      "UPDATE received_file SET received_at = now() - interval '30 days' RETURNING 'x'")
    return (used, unused)
  }

  @Test func `a sweep takes what was sent and nothing names, and nothing else`() async throws {
    try await SampleHouse.with(applications: 1) { house in
      let folder = try TemporaryFolder()
      let (used, unused) = try await SweepTests.filled(house, folder)
      let store = try ContentStore(root: folder.path)
      let fresh = try await house.sandbox.keeping(files: folder.path).keep(
        Array("Just sent.".utf8), as: "model_card",
        by: try await house.cast.caller(SweepTests.preparer))
      let before = try await house.installation.check(content: folder.path)
      #expect(before.parts.first { $0.name == "strays" }?.wrong == 2)
      #expect(before.parts.first { $0.name == "files" }?.wrong == 0)

      let look = try await house.installation.sweep(content: folder.path, isDry: true)
      #expect(look.unused == 1 && look.drafts == 1 && store.contains(unused.digest))
      let report = try await house.installation.sweep(content: folder.path)
      #expect(report.unused == 1 && report.drafts == 1 && report.unnamed == 1)
      #expect(report.files == 3)
      #expect(!store.contains(unused.digest))
      #expect(store.contains(used.digest) && store.contains(fresh.digest))
      let after = try await house.installation.check(content: folder.path)
      #expect(
        after.parts.filter { ["strays", "files"].contains($0.name) }.allSatisfy { $0.wrong == 0 })
      #expect(try await house.installation.sweep(content: folder.path).unused == 0)
    }
  }

  @Test func `what is sent again meanwhile is there again`() async throws {
    try await SampleHouse.with(applications: 1) { house in
      let folder = try TemporaryFolder()
      let (_, unused) = try await SweepTests.filled(house, folder)
      let caller = try await house.cast.caller(SweepTests.preparer)
      let sandbox = house.sandbox.keeping(files: folder.path)
      let store = try ContentStore(root: folder.path)
      // The sweep holds files still; who sends the same bytes waits, and finds them gone.
      let sweeping = try await Connection.open(house.database.configuration)
      try await sweeping.execute(
        unsafeSQL: "BEGIN; SET search_path = sandboxpp; SELECT hold_files_still()")
      async let again = sandbox.keep(Array("Not used.".utf8), as: "model_card", by: caller)
      try await SweepTests.waitForLock(sweeping)
      try await sweeping.execute(
        unsafeSQL: "DELETE FROM received_file WHERE received_at < now() - interval '7 days'")
      try store.erase(unused.digest)
      try await sweeping.execute(unsafeSQL: "COMMIT")
      await sweeping.close()
      #expect(try await again.digest == unused.digest)
      #expect(store.contains(unused.digest))
      #expect(
        try await house.installation.check(content: folder.path).parts
          .first { $0.name == "files" }?.wrong == 0)
    }
  }

  private static func waitForLock(_ connection: Connection) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let waiting = try await connection.query(
        """
        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
      ).one()[0, as: Int.self]
      if waiting > 0 { return }
    }
    Issue.record("nobody waits for the sweep")
  }

  @Test func `a document cannot be made of a file that a sweep has taken`() async throws {
    try await SampleHouse.with(applications: 1) { house in
      let folder = try TemporaryFolder()
      let (_, unused) = try await SweepTests.filled(house, folder)
      _ = try await house.installation.sweep(content: folder.path)
      let caller = try await house.cast.caller(SweepTests.preparer)
      let item = try #require(try await house.sandbox.applications(as: caller).first)
      let view = try await house.sandbox.application(item.reference, as: caller)
      let refusal = await #expect(throws: Workflow.Refusal.self) {
        _ = try await house.sandbox.add(
          NewDocument(kind: "model_card", title: "Card"), unused, to: view.head.subject, as: caller)
      }
      #expect(refusal?.kind == .unmet)
    }
  }

  @Test func `a file that does not come whole leaves nothing`() async throws {
    try await SampleHouse.with(applications: 0) { house in
      let folder = try TemporaryFolder()
      let sandbox = house.sandbox.keeping(files: folder.path)
      var arrival: FileArrival? = try sandbox.arrival(limit: 10)
      try await arrival?.write(Array("12345".utf8)[...])
      #expect(try ComputeFiles.names(under: folder.path).count == 1)
      let refusal = await #expect(throws: Workflow.Refusal.self) {
        try await arrival?.write(Array("678901".utf8)[...])
      }
      #expect(refusal?.sentence.hasPrefix("The file is too large") == true)
      arrival = nil
      #expect(try ComputeFiles.names(under: folder.path) == [])
      #expect(try await house.texts("SELECT count(*)::text FROM received_file") == ["0"])
    }
  }
}
