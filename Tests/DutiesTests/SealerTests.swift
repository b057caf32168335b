import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing
import Transparency

@testable import Duties
@testable import Workflow

/// The loop around the step.
struct SealerTests {
  /// Lines for the operator, waited for by name.
  final class Lines: Sendable {
    private let stream: AsyncStream<String>
    let add: @Sendable (String) -> Void

    init() {
      let (stream, continuation) = AsyncStream.makeStream(of: String.self)
      self.stream = stream
      add = { continuation.yield($0) }
    }

    func wait(for part: String) async {
      for await line in stream where line.contains(part) { return }
    }
  }

  /// Asks until it is so; the suite's own time limit ends what never comes.
  static func until(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { await Task.yield() }
  }

  @Test(.timeLimit(.minutes(2)))
  func `what is written while the sealer runs is published without being asked`() async throws {
    try await Institution.with { institution in
      let sealer = try institution.sealer()
      let running = Task { try await sealer.run() }
      try await institution.viewMany(40, sessions: 2)
      let log = PublishedLog(folder: institution.folder)
      try await Self.until {
        let size = (try? log.signed().head.size) ?? 0
        return try await institution.counts().entries == size
      }
      running.cancel()
      _ = await running.result
      #expect(try await institution.verify().exitCode == 0)
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `a second sealer is kept out, and takes over when the first is gone`() async throws {
    try await Institution.with { institution in
      let (first, second) = (Lines(), Lines())
      let active = try institution.sealer(log: first.add)
      let running = Task { try await active.run() }
      await first.wait(for: "Sealing")
      let spare = try institution.sealer(log: second.add)
      await #expect(throws: DutyError.dutyTaken) { _ = try await spare.runOnce() }
      let waiting = Task { try await spare.run() }
      running.cancel()
      _ = await running.result
      await second.wait(for: "Sealing")
      waiting.cancel()
      _ = await waiting.result
    }
  }

  @Test func `two databases cannot be sealed into one folder`() async throws {
    try await Institution.with { institution in
      let folder = try FolderLock(institution.folder)
      await #expect(throws: DutyError.folderInUse) { _ = try await institution.sealer().runOnce() }
      withExtendedLifetime(folder) {}
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `the sealer goes on by itself when its connections are cut`() async throws {
    try await Institution.with { institution in
      let lines = Lines()
      let sealer = try institution.sealer(log: lines.add)
      let running = Task { try await sealer.run() }
      await lines.wait(for: "Sealing")
      _ = try await institution.owner.query(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE usename = 'seal' AND datname = current_database()
        """)
      await lines.wait(for: "Sealing")
      try await institution.viewMany(5, sessions: 1)
      let log = PublishedLog(folder: institution.folder)
      try await Self.until {
        try await institution.counts().entries == log.signed().head.size
      }
      running.cancel()
      _ = await running.result
    }
  }
}
