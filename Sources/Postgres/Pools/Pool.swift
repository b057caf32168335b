/// Connections that many tasks share, one at a time each.
///
/// Bounded twice: so many connections, so many that wait for one, and these only so long. A
/// connection that the server has dropped is thrown away when it is next taken out, and another
/// takes its place; so a server's restart costs no statement that had not been sent.
public final class Pool: Sendable {
  /// How large a pool is and how long it lets its callers wait.
  public struct Limits: Sendable {
    /// Connections open at once.
    public var connections: Int
    /// Callers that wait for a connection at once.
    public var waiters: Int
    /// How long one of them waits.
    public var patience: Duration

    /// Limits for a process; the server must allow as many connections.
    public init(connections: Int = 8, waiters: Int = 256, patience: Duration = .seconds(5)) {
      precondition(connections > 0 && waiters >= 0, "a pool needs a connection")
      self.connections = connections
      self.waiters = waiters
      self.patience = patience
    }
  }

  private let configuration: Configuration
  private let vacancies: Vacancies

  /// Makes a pool; nothing is connected before the first use.
  public init(_ configuration: Configuration, limits: Limits = Limits()) {
    self.configuration = configuration
    vacancies = Vacancies(limits)
  }

  /// Closes idle connections at once, the others when they come back; nobody gets one any more.
  public func close() async {
    for connection in vacancies.close() { await connection.close() }
  }

  /// Gives the closure a connection of its own, isolated to it, until it returns.
  ///
  /// The closure runs on the connection's thread. A transaction that it leaves open is rolled back.
  ///
  /// - Throws: what the closure threw, or `PostgresError` (`tooManyWaiters`, `waitedTooLong`,
  ///   `unreachable`, `closed`) when there is no connection.
  public func withConnection<Value: Sendable>(
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    while true {
      let connection = try await takeConnection()
      guard let use = await connection.use(body) else {
        // It had died while idle and the closure has not run: the next one.
        vacancies.discard()
        continue
      }
      if use.isReusable {
        vacancies.giveBack(connection)
      } else {
        vacancies.discard()
        await connection.close()
      }
      return try use.result.get()
    }
  }

  private func takeConnection() async throws -> Connection {
    if let connection = try await vacancies.take() { return connection }
    do {
      return try await Connection.open(configuration)
    } catch {
      vacancies.discard()
      throw error
    }
  }

  /// As `withConnection`, run once more if nothing at all had been sent when the connection died.
  private func retryingUnsent<Value: Sendable>(
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    do {
      return try await withConnection(body)
    } catch let error as PostgresError where error.isUnsent {
      return try await withConnection(body)
    }
  }

  /// Runs one statement on any connection.
  ///
  /// - Throws: `PostgresError`.
  public func query(_ sql: SQL) async throws -> Rows {
    try await retryingUnsent { connection in try await connection.query(sql) }
  }

  /// Runs a closure in a transaction of its own; see `Connection.transaction`.
  ///
  /// - Throws: what the closure threw, or `PostgresError`.
  public func transaction<Value: Sendable>(
    isolation: TransactionIsolation = .readCommitted,
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await withConnection { connection in
      try await connection.transaction(isolation: isolation, body)
    }
  }

  /// Runs statements as a role on behalf of a session; see `Connection.request`.
  ///
  /// - Throws: `PostgresError`; nothing has happened then, unless the connection was lost.
  public func request(
    role: String, session: String, statements: [SQL]
  ) async throws -> [Rows] {
    try await retryingUnsent { connection in
      try await connection.request(role: role, session: session, statements: statements)
    }
  }

  /// Runs a closure as a role on behalf of a session; see `Connection.request`.
  ///
  /// - Throws: what the closure threw, or `PostgresError`.
  public func request<Value: Sendable>(
    role: String, session: String,
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await withConnection { connection in
      try await connection.request(role: role, session: session, body)
    }
  }
}

extension Connection {
  /// What came of one use of a pooled connection.
  struct Use<Value: Sendable>: Sendable {
    let result: Result<Value, any Error>
    let isReusable: Bool
  }

  /// Runs the closure here, unless the connection has died meanwhile: then nil.
  func use<Value: Sendable>(
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async -> Use<Value>? {
    guard isAlive() else { return nil }
    do {
      return Use(result: .success(try await body(self)), isReusable: isReusable)
    } catch {
      return Use(result: .failure(error), isReusable: isReusable)
    }
  }
}
