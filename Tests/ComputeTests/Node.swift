import Compute
import Foundation
import Glibc
import Guard
import Testing

/// A node of a test's own: folders, store and engine, removed with the last reference.
final class Node: Sendable {
  let root: String
  let store: ContentStore
  let engine: LocalEngine

  init(memory: MemoryMeasure = .automatic) throws {
    root = try Self.makeFolder()
    store = try ContentStore(root: root + "/content")
    engine = try LocalEngine(
      settings: LocalSettings(
        guardCommand: [try Self.probe(), "guard"], folder: root + "/attempts", node: "test",
        users: getuid() == 0 ? UserPool(locks: Self.locks) : nil, memory: memory),
      store: store)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// A job under bounds that a test reaches at once.
  func job(
    _ command: [String], inputs: [EngineJob.Input] = [],
    limits change: (inout JobLimits) -> Void = { _ in }
  ) throws -> EngineJob {
    var limits = JobLimits(
      wallSeconds: 60, memoryBytes: 64 << 20, diskBytes: 8 << 20, outputBytes: 1 << 20,
      logBytes: 64 << 10, files: 1_000, processes: 16, graceSeconds: 1)
    change(&limits)
    return EngineJob(
      name: try AttemptName(dispatch: Self.unique(), token: 1), command: command, inputs: inputs,
      limits: limits)
  }

  /// Runs a job to its end.
  func run(_ job: EngineJob, leaseSeconds: UInt64 = 120) async throws -> AttemptReport {
    let changes = await engine.changes()
    let submission = await engine.submit(job, leaseEnd: Self.leaseEnd(in: leaseSeconds))
    try #require(submission.isAccepted, "\(submission)")
    return try await report(of: job, changes)
  }

  /// Waits for a job's end.
  func report(of job: EngineJob, _ changes: AsyncStream<AttemptName>) async throws
    -> AttemptReport
  {
    for await name in changes where name == job.name {
      if case .ended(let report) = await status(of: job) { return report }
    }
    throw CancellationError()
  }

  /// Waits until a job's first process has begun.
  func start(_ job: EngineJob, leaseSeconds: UInt64 = 120) async throws -> AsyncStream<AttemptName>
  {
    let changes = await engine.changes()
    let submission = await engine.submit(job, leaseEnd: Self.leaseEnd(in: leaseSeconds))
    try #require(submission.isAccepted, "\(submission)")
    for await name in changes where name == job.name { break }
    return changes
  }

  func status(of job: EngineJob) async -> AttemptStatus? {
    await engine.statuses(of: [job.name], since: 0)[job.name]
  }

  /// What a report's stream holds.
  func text(_ stored: ContentStore.Stored?) throws -> String {
    let stored = try #require(stored)
    let bytes = try store.read(stored.digest, count: Int(stored.bytes))
    return String(decoding: bytes, as: UTF8.self)
  }

  static func shell(_ script: String) -> [String] { ["/bin/sh", "-c", script] }

  static func unique() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

  static func leaseEnd(in seconds: UInt64) -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return (UInt64(time.tv_sec) + seconds) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The program beside this test's own that is a guard or a worker.
  static func probe() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("compute-probe").path
  }

  /// A folder that only this test's user may enter.
  static func makeFolder() throws -> String {
    let path = "/tmp/sandboxpp-test-" + unique()
    try #require(mkdir(path, 0o700) == 0)
    return path
  }

  /// One pool for all tests of this process.
  private static let locks = "/tmp/sandboxpp-test-users"
}

extension Submission {
  var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }
}

/// The processes of this machine.
enum ProcessTable {
  /// Whether a process has `word` on its command line.
  static func contains(_ word: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").contains { name in
      guard name.first?.isNumber == true, name != "\(getpid())" else { return false }
      let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") ?? Data()
      return String(decoding: line, as: UTF8.self).contains(word)
    }
  }
}
