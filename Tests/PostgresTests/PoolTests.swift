import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct PoolTests {
  /// Keeps a pool's connections in use until it is told to let go.
  private struct Occupation {
    let begun: AsyncStream<Void>
    let release: AsyncStream<Void>.Continuation
    let task: Task<Void, any Error>

    init(_ pool: Pool) {
      let (begun, start) = AsyncStream<Void>.makeStream()
      let (end, release) = AsyncStream<Void>.makeStream()
      self.begun = begun
      self.release = release
      task = Task {
        try await pool.withConnection { _ in
          start.finish()
          for await _ in end {}
        }
      }
    }

    func hasBegun() async { for await _ in begun {} }

    func end() async throws {
      release.finish()
      try await task.value
    }
  }

  @Test func `a pool never opens more connections than its bound`() async throws {
    let configuration = try TestServer.configuration().with(applicationName: "pool bound")
    let pool = Pool(configuration, limits: Pool.Limits(connections: 3, patience: .seconds(60)))
    let processes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<60 {
        group.addTask {
          try await pool.query("SELECT pg_backend_pid()").one().decode(Int.self)
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(processes.count <= 3)
    await pool.close()
  }

  @Test func `whoever waits too long, or comes when too many wait, is told so`() async throws {
    let pool = Pool(
      try TestServer.configuration(),
      limits: Pool.Limits(connections: 1, waiters: 1, patience: .milliseconds(50)))
    let occupation = Occupation(pool)
    await occupation.hasBegun()
    async let one = failure { try await pool.query("SELECT 1") }
    async let other = failure { try await pool.query("SELECT 1") }
    let kinds = Set(await [one?.kind, other?.kind])
    #expect(kinds.isSubset(of: [.waitedTooLong, .tooManyWaiters]))
    #expect(kinds.contains(.waitedTooLong))
    try await occupation.end()
    #expect(try await pool.query("SELECT \(1)").one().decode(Int.self) == 1)
  }

  @Test func `a pool without room to wait refuses at once`() async throws {
    let pool = Pool(
      try TestServer.configuration(), limits: Pool.Limits(connections: 1, waiters: 0))
    let occupation = Occupation(pool)
    await occupation.hasBegun()
    #expect(await failure { try await pool.query("SELECT 1") }?.kind == .tooManyWaiters)
    try await occupation.end()
  }

  @Test func `a cancelled caller stops waiting and a closed pool tells the others`() async throws {
    let pool = Pool(
      try TestServer.configuration(),
      limits: Pool.Limits(connections: 1, waiters: 8, patience: .seconds(600)))
    let occupation = Occupation(pool)
    await occupation.hasBegun()
    let cancelled = Task { await failure { try await pool.query("SELECT 1") }?.kind }
    cancelled.cancel()
    #expect(await cancelled.value == .cancelled)
    let waiting = Task { await failure { try await pool.query("SELECT 1") }?.kind }
    await pool.close()
    #expect(await waiting.value == .closed)
    try await occupation.end()
    #expect(await failure { try await pool.query("SELECT 1") }?.kind == .closed)
  }

  @Test func `a connection that the server has ended is replaced unnoticed`() async throws {
    let pool = Pool(try TestServer.configuration(), limits: Pool.Limits(connections: 2))
    let other = try await Connection.open(TestServer.configuration())
    for _ in 0..<5 {
      let process = try await pool.query("SELECT pg_backend_pid()").one().decode(Int32.self)
      let ended = try await other.query("SELECT pg_terminate_backend(\(process), 10000)").one()
      #expect(try ended.decode(Bool.self))
      let next = try await pool.query("SELECT pg_backend_pid()").one().decode(Int32.self)
      #expect(next != process)
    }
  }

  @Test func `a pool survives the kill of its server`() async throws {
    let server = try PrivateServer()
    defer { server.remove() }
    let pool = Pool(try server.configuration(), limits: Pool.Limits(connections: 4))
    let lost = await failure {
      try await pool.withConnection { connection in
        _ = try await connection.query("SELECT \(1)")
        try server.kill()
        return try await connection.query("SELECT \(1)")
      }
    }
    guard case .lost = lost?.kind else {
      Issue.record("expected a lost connection, got \(String(describing: lost))")
      return
    }
    #expect(await failure { try await pool.query("SELECT 1") }?.kind == .unreachable)
    try server.start()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try await pool.query("SELECT \(1)") } }
      try await group.waitForAll()
    }
    try server.kill()
    try server.start()
    for _ in 0..<8 {
      let answers = try await pool.request(
        role: "postgres", session: "s", statements: ["SELECT \(2)"])
      #expect(try answers[0].one().decode(Int.self) == 2)
    }
    await pool.close()
  }
}
