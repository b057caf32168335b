/// One active among many: a lock that lives and dies with a connection of its own.
public enum AdvisoryLock {
  /// Waits for the lock, then runs the closure while holding it.
  ///
  /// When the connection drops, another may get the lock at once: the closure's task is cancelled,
  /// and `lockLost` is thrown when it has ended. What it writes must be fenced by the database as
  /// well, because a cancelled task may act for a moment.
  ///
  /// - Parameters:
  ///   - key: The lock's number, in the whole database.
  ///   - configuration: How to reach the database; its statement time-out does not count here.
  ///   - body: What only one may do.
  /// - Returns: what the closure returned.
  /// - Throws: what the closure threw, or `PostgresError`.
  public static func hold<Value: Sendable>(
    _ key: Int64, on configuration: Configuration,
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    var configuration = configuration
    configuration.statementTimeout = nil
    let connection = try await Connection.open(configuration)
    do {
      _ = try await connection.query("SELECT pg_advisory_lock(\(key))")
      let value = try await run(body, watching: connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  private static func run<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value, watching connection: Connection
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask {
        await connection.watch()
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw lost }
      if let value = first { return value }
      try Task.checkCancellation()
      group.cancelAll()
      // The closure ends first: whoever hears of the loss may rely on that.
      _ = await group.nextResult()
      throw lost
    }
  }

  private static var lost: PostgresError {
    PostgresError(.lockLost, "the advisory lock was lost with its connection to the database")
  }
}

extension Connection {
  /// Returns when the connection has been lost, or the task cancelled; occupies the connection.
  func watch() async {
    let wakeup = Wakeup()
    await withTaskCancellationHandler {
      while let wire = try? wire, wire.isUsable {
        do throws(PostgresError) {
          switch try wire.waitForActivity(
            wakeup: wakeup, milliseconds: Bounds.heartbeatMilliseconds)
          {
          case .input: continue
          case .silence: try wire.checkHeartbeat()
          case .woken: return
          }
        } catch {
          return
        }
      }
    } onCancel: {
      wakeup.wake()
    }
  }
}
