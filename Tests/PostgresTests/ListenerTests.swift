import Postgres
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ListenerTests {
  @Test func `a listener hears its channels in order, and of no other`() async throws {
    try await TestDatabase.with { database in
      let listener = try Listener(database.configuration, channels: ["one", "two"])
      let pool = database.pool(limits: Pool.Limits(connections: 1))
      var signals = listener.makeAsyncIterator()
      #expect(await signals.next() == .gap)
      let process = try await pool.query("SELECT pg_backend_pid()").one().decode(Int32.self)
      for (channel, payload) in [("one", "a"), ("three", "b"), ("two", "香港")] {
        _ = try await pool.query("SELECT pg_notify(\(channel), \(payload))")
      }
      let expected = [("one", "a"), ("two", "香港")]
      for (channel, payload) in expected {
        guard case .notification(let heard) = await signals.next() else {
          Issue.record("a notification was expected")
          return
        }
        #expect(heard.channel == channel)
        #expect(heard.payload == payload)
        #expect(heard.processID == process)
      }
      listener.close()
      #expect(await signals.next() == nil)
      await pool.close()
    }
  }

  @Test func `a listener comes back after the kill of its server and says so`() async throws {
    let server = try PrivateServer()
    defer { server.remove() }
    let listener = try Listener(server.configuration(), channels: ["jobs"])
    var signals = listener.makeAsyncIterator()
    #expect(await signals.next() == .gap)
    try server.kill()
    try server.start()
    #expect(await signals.next() == .gap)
    let connection = try await Connection.open(server.configuration())
    _ = try await connection.query("NOTIFY jobs, 'again'")
    guard case .notification(let heard) = await signals.next() else {
      Issue.record("a notification was expected")
      return
    }
    #expect(heard.payload == "again")
    listener.close()
    await connection.close()
  }

  @Test func `a reader that is too slow is told that it missed something`() async throws {
    try await TestDatabase.with { database in
      let listener = try Listener(database.configuration, channels: ["flood"])
      let connection = try await Connection.open(database.configuration)
      var signals = listener.makeAsyncIterator()
      #expect(await signals.next() == .gap)
      // A reader that happens to keep up hears them all, and is flooded again.
      var hasGap = false
      while !hasGap {
        _ = try await connection.query(
          "SELECT pg_notify('flood', n::text) FROM generate_series(1, 20000) n")
        var heard = 0
        while !hasGap, heard < 20_000 {
          hasGap = try #require(await signals.next()) == .gap
          heard += 1
        }
      }
      listener.close()
      await connection.close()
    }
  }

  @Test func `a reader whose task is cancelled ends`() async throws {
    let listener = try Listener(TestServer.configuration(), channels: ["quiet"])
    let task = Task {
      for await signal in listener { #expect(signal == .gap) }
    }
    task.cancel()
    await task.value
    listener.close()
  }
}

@Suite(.timeLimit(.minutes(2))) struct AdvisoryLockTests {
  private func event() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    return (stream, continuation)
  }

  @Test func `only one holds the lock, and the next gets it when the first has ended`()
    async throws
  {
    try await TestDatabase.with { database in
      let (held, holds) = event()
      let (end, release) = event()
      let first = Task {
        try await AdvisoryLock.hold(7, on: database.configuration) {
          holds.finish()
          for await _ in end {}
          return "first"
        }
      }
      for await _ in held {}
      let observer = try await Connection.open(database.configuration)
      let free = try await observer.query("SELECT pg_try_advisory_lock(7)").one()
      #expect(try free.decode(Bool.self) == false)
      async let second = AdvisoryLock.hold(7, on: database.configuration) { "second" }
      release.finish()
      #expect(try await first.value == "first")
      #expect(try await second == "second")
      await observer.close()
    }
  }

  @Test func `a holder whose connection is ended is cancelled and told`() async throws {
    try await TestDatabase.with { database in
      let (held, holds) = event()
      let task = Task {
        await failure {
          try await AdvisoryLock.hold(8, on: database.configuration) {
            holds.finish()
            try await Task.sleep(for: .seconds(600))
          }
        }
      }
      for await _ in held {}
      let observer = try await Connection.open(database.configuration)
      _ = try await observer.query(
        """
        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()
        """)
      #expect(await task.value?.kind == .lockLost)
      await observer.close()
    }
  }

  @Test func `a cancelled holder lets go, and so does one that only waits`() async throws {
    try await TestDatabase.with { database in
      let (held, holds) = event()
      let holder = Task {
        try await AdvisoryLock.hold(9, on: database.configuration) {
          holds.finish()
          try await Task.sleep(for: .seconds(600))
        }
      }
      for await _ in held {}
      let waiter = Task {
        await failure { try await AdvisoryLock.hold(9, on: database.configuration) {} }?.kind
      }
      waiter.cancel()
      #expect(await waiter.value == .cancelled)
      holder.cancel()
      await #expect(throws: (any Error).self) { try await holder.value }
      let free = try await AdvisoryLock.hold(9, on: database.configuration) { true }
      #expect(free)
    }
  }
}
