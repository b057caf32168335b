import Postgres
import TestSupport
import Testing

@Suite struct CancellationTests {
  /// Returns when the server shows (or no longer shows) that process at that statement.
  private func until(
    _ process: Int32, runs: Bool, statement: String, on connection: Connection
  ) async throws {
    while true {
      let row = try await connection.query(
        """
        SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(process) AND state = 'active'
          AND query LIKE \("%" + statement + "%")::text)
        """
      ).one()
      if try row.decode(Bool.self) == runs { return }
      await Task.yield()
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [false, true])
  func `cancelling the task stops the statement on the server`(inPipeline: Bool) async throws {
    let observer = try await Connection.open(TestServer.configuration())
    let connection = try await Connection.open(TestServer.configuration())
    let process = await connection.processID
    let task = Task {
      await failure {
        if inPipeline {
          return try await connection.pipeline(["SELECT 1", "SELECT pg_sleep(500)"])
        }
        return [try await connection.query("SELECT pg_sleep(500)")]
      }
    }
    try await until(process, runs: true, statement: "pg_sleep", on: observer)
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    try await until(process, runs: false, statement: "pg_sleep", on: observer)
    #expect(try await connection.query("SELECT \(1)").one().decode(Int.self) == 1)
    #expect(await connection.processID == process)
  }

  @Test(.timeLimit(.minutes(1)))
  func `statements that wait keep no thread from the rest of the program`() async throws {
    let holder = try await Connection.open(TestServer.configuration())
    let key = Int64.random(in: 1 << 40 ... .max)
    _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
    let pool = Pool(try TestServer.configuration(), limits: Pool.Limits(connections: 24))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask {
          let statement: SQL = "SELECT pg_advisory_lock_shared(\(key))"
          if number % 2 == 0 { return _ = try await pool.query(statement) }
          try await pool.transaction { transaction in _ = try await transaction.query(statement) }
        }
      }
      while true {
        let waiting = try await holder.query(
          """
          SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'
            AND (classid::int8 << 32) | objid::int8 = \(key)
          """
        ).one().decode(Int.self)
        if waiting == 24 { break }
        await Task.yield()
      }
      _ = try await holder.query("SELECT pg_advisory_unlock_all()")
      try await group.waitForAll()
    }
    await holder.close()
    await pool.close()
  }

  @Test func `a task that was cancelled before sends nothing`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let kind = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { try await connection.query("SELECT 1") }?.kind
    }.value
    #expect(kind == .cancelled)
  }

  @Test func `a request to cancel never hits the next statement`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    for round in 0..<60 {
      let task = Task { await failure { try await connection.query("SELECT \(round)") } }
      for _ in 0..<round { await Task.yield() }
      task.cancel()
      let kind = await task.value?.kind
      #expect(kind == nil || kind == .cancelled)
      #expect(try await connection.query("SELECT \(round)").one().decode(Int.self) == round)
    }
  }

  @Test func `a transaction of a cancelled task is rolled back`() async throws {
    try await TestDatabase.with { database in
      let pool = database.pool(limits: Pool.Limits(connections: 1))
      _ = try await pool.query("CREATE TABLE t (a int8)")
      let task = Task {
        await failure {
          try await pool.transaction { transaction in
            _ = try await transaction.query("INSERT INTO t VALUES (1)")
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transaction.query("INSERT INTO t VALUES (2)")
          }
        }
      }
      #expect(await task.value?.kind == .cancelled)
      #expect(try await pool.query("SELECT count(*) FROM t").one().decode(Int.self) == 0)
      await pool.close()
    }
  }

  @Test func `the server stops a statement that takes longer than the pool allows`() async throws {
    var configuration = try TestServer.configuration()
    configuration.statementTimeout = .milliseconds(50)
    let pool = Pool(configuration)
    let error = await failure { try await pool.query("SELECT pg_sleep(500)") }
    #expect(error?.kind == .server)
    #expect(error?.sqlState == "57014")
  }
}
