import Compute
import Crypto
import Foundation
import Glibc
import Guard
import Postgres
import TestSupport
import Testing
import Worker

/// A database with one open grant, and a node to run its jobs on.
final class Yard: Sendable {
  let database: TestDatabase
  let owner: Pool
  let root: String
  let store: ContentStore
  let application = UUID()

  private init(_ database: TestDatabase) throws {
    self.database = database
    owner = database.pool()
    root = "/tmp/sandboxpp-yard-" + UUID().uuidString.lowercased()
    try #require(mkdir(root, 0o700) == 0)
    store = try ContentStore(root: root + "/content")
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  static func with(_ body: (Yard) async throws -> Void) async throws {
    let schema = Repository.root.appending(path: "schema.sql")
    try await TestDatabase.with(schema: [schema]) { database in
      let yard = try Yard(database)
      try await yard.openGrant()
      try await body(yard)
      await yard.owner.close()
    }
  }

  /// A grant as a provisioned trial has it; how one comes about is tested with the workflow.
  private func openGrant() async throws {
    let chain = UUID()
    try await asRestore([
      "ALTER TABLE subject DISABLE TRIGGER guard_state",
      "INSERT INTO subject (id, machine, name, state) VALUES (\(application), 'application', 'application/x', 'trial')",
      "INSERT INTO subject (id, machine, name, root) VALUES (\(chain), 'jobs', 'job/x', \(application))",
      "ALTER TABLE subject ENABLE ALWAYS TRIGGER guard_state",
      """
      INSERT INTO application (id, reference, firm, cohort, title_en)
        VALUES (\(application), 'A1', \(UUID()), \(UUID()), 'x')
      """,
      """
      INSERT INTO compute_grant (application, chain, open, starts, ends, quota, slots, cleared_by)
        VALUES (\(application), \(chain), true, current_date - 2, current_date + 2, 100000, 16,
                decode(repeat('01', 32), 'hex'))
      """,
      "SELECT open_account('worker', 'worker', 'worker', 'worker', '[]')",
      "SELECT open_account('clock', 'clock', 'clock', 'clockwork', '[]')",
    ])
  }

  /// As a restore does: rows alone, without the triggers that guard their making.
  func asRestore(_ statements: [SQL]) async throws {
    let opening: [SQL] = [
      "BEGIN", "SET LOCAL session_replication_role = replica",
      "SET LOCAL search_path = sandboxpp, public",
    ]
    try await owner.withConnection { connection in
      _ = try await connection.pipeline(opening + statements + ["COMMIT"])
    }
  }

  /// Puts a job into the queue.
  func put(
    _ command: [String], part: String = "candidate", inputs: [(name: String, digest: String)] = [],
    approved: [String]? = nil, programs: [String] = [], seconds: Int = 60, attempts: Int = 3
  ) async throws -> UUID {
    let id = UUID()
    let specification: [String: Any] = [
      "command": command, "programs": programs,
      "inputs": inputs.map { ["name": $0.name, "digest": $0.digest] },
      "limits": ["memory_mib": 64, "disk_mib": 8, "output_kib": 1_024, "log_kib": 64],
    ]
    let text = String(
      decoding: try JSONSerialization.data(withJSONObject: specification), as: UTF8.self)
    try await asRestore([
      """
      INSERT INTO job (id, reference, application, kind, part, state, last_event, max_attempts,
                       seconds, spec, inputs, cleared_by)
        VALUES (\(id), \(id.uuidString), \(application), 'batch', \(part), 'queued', 'request',
                \(attempts), \(seconds), \(JSON(text)), \(approved ?? inputs.map(\.digest)),
                decode(repeat('01', 32), 'hex'))
      """
    ])
    return id
  }

  /// One value of a job's row.
  func value<Value: PostgresValue>(_ column: String, of job: UUID, as type: Value.Type) async throws
    -> Value
  {
    let column = SQL(unsafeSQL: column)
    return try await owner.query("SELECT \(column) FROM sandboxpp.job WHERE id = \(job)").one()
      .decode(type)
  }

  /// The grant's running, reserved and used.
  func grant() async throws -> [Int] {
    try await owner.query(
      "SELECT ARRAY[running, reserved, used] FROM sandboxpp.compute_grant"
    ).one().decode([Int].self)
  }

  func engine(node: String) throws -> LocalEngine {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let probe = URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("compute-probe").path
    return try LocalEngine(
      settings: LocalSettings(
        guardCommand: [probe, "guard"], folder: root + "/" + node, node: node,
        users: getuid() == 0 ? UserPool(locks: "/tmp/sandboxpp-test-users") : nil),
      store: store)
  }

  func queue(node: String) throws -> DatabaseQueue {
    let configuration = try Configuration(
      database.configuration(user: "work").connectionString, statementTimeout: .seconds(2))
    return DatabaseQueue(
      database: Pool(configuration), login: "worker", node: node, engine: "local")
  }
}

/// A worker at work, and what it hears.
struct Hand {
  let worker: Worker
  let engine: LocalEngine
  let verdicts: AsyncStream<Verdict>
  private let wakeups: AsyncStream<Wakeup>.Continuation
  private let work: Task<Void, Never>

  init(
    _ yard: Yard, node: String = "node-1", slots: Int = 4, programs: [String: Digest] = [:],
    engine existing: LocalEngine? = nil
  ) throws {
    let (verdicts, told) = AsyncStream.makeStream(of: Verdict.self)
    let (heard, wakeups) = AsyncStream.makeStream(of: Wakeup.self)
    let engine = try existing ?? yard.engine(node: node)
    let worker = Worker(
      queue: try yard.queue(node: node), engine: engine, store: yard.store,
      settings: Worker.Settings(slots: slots, programs: programs, settled: { told.yield($0) }))
    self.worker = worker
    self.engine = engine
    self.verdicts = verdicts
    self.wakeups = wakeups
    work = Task {
      await worker.run(wakeups: heard)
      told.finish()
    }
  }

  func say(_ wakeup: Wakeup) { wakeups.yield(wakeup) }

  /// Waits for the verdict that brings a job into a state.
  func until(_ job: UUID, is state: String) async throws {
    for await verdict in verdicts where verdict.id == job && verdict.state == state { return }
    throw CancellationError()
  }

  func close(within patience: Duration = .seconds(60)) async {
    await worker.close(within: patience)
    await work.value
  }

  /// As if the process had been killed.
  func abandon() async {
    work.cancel()
    await work.value
  }
}
