internal import CPostgres

/// One connection to the database, an actor on a thread of its own.
///
/// A closure that gets its connection isolated, as `Pool.withConnection` gives it, runs on that
/// thread too: between its statements nothing has to be woken up.
public actor Connection {
  private let thread = ConnectionThread()
  private let configuration: Configuration
  private var openWire: Wire?

  /// The thread on which everything of this connection runs.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  private init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  deinit { thread.stop() }

  /// Connects.
  ///
  /// - Throws: `PostgresError` of kind `unreachable`, with the reason.
  public static func open(_ configuration: Configuration) async throws -> Connection {
    let connection = Connection(configuration)
    try await connection.connect()
    return connection
  }

  private func connect() throws(PostgresError) {
    openWire = try Wire(configuration)
  }

  /// Ends the connection; an open transaction is rolled back by the server.
  public func close() {
    openWire = nil
  }

  /// The server's process for this connection (`pg_stat_activity.pid`); 0 when it is closed.
  public var processID: Int32 { openWire?.processID ?? 0 }

  /// Runs one statement, prepared the first time it is seen on this connection.
  ///
  /// When the task is cancelled, so is the statement, on the server. A statement whose plan has
  /// become stale is prepared anew and run once more, unless a transaction is open.
  ///
  /// - Throws: `PostgresError`.
  public func query(_ sql: SQL) async throws -> Rows {
    try await perform { wire throws(PostgresError) in try wire.query(sql) }
  }

  /// Runs statements one behind the other in one round trip.
  ///
  /// Outside of a transaction they are one transaction, unless they hold `BEGIN` and `COMMIT`.
  /// After an error the rest is skipped, and a transaction begun here is rolled back.
  ///
  /// - Returns: each statement's rows.
  /// - Throws: `PostgresError`, the first one.
  public func pipeline(_ statements: [SQL]) async throws -> [Rows] {
    try await perform { wire throws(PostgresError) in try wire.pipeline(statements) }
  }

  /// Runs a script of any number of statements, such as a schema; it cannot have values.
  ///
  /// - Throws: `PostgresError`.
  public func execute(unsafeSQL script: String) async throws {
    try await perform { wire throws(PostgresError) in try wire.execute(script) }
  }

  /// Runs something on the wire, cancelled on the server when the task is.
  func perform<Value>(
    _ work: (Wire) throws(PostgresError) -> Value
  ) async throws -> Value {
    let canceller = try wire.canceller
    return try await withTaskCancellationHandler {
      // A call to this actor: a closure that does not use `self` would leave its thread.
      try performHere(work)
    } onCancel: {
      canceller.cancel()
    }
  }

  private func performHere<Value>(
    _ work: (Wire) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    let wire = try wire
    return try wire.cancellable { () throws(PostgresError) in try work(wire) }
  }

  /// The open wire.
  var wire: Wire {
    get throws(PostgresError) {
      guard let openWire else {
        throw PostgresError(.closed, "this connection to the database has been closed")
      }
      return openWire
    }
  }

  /// Whether the connection is still there, asked before something is sent.
  func isAlive() -> Bool { openWire?.isAlive() ?? false }

  /// Whether the next user finds the connection as a new one would be.
  var isReusable: Bool {
    openWire.map { $0.isUsable && $0.transactionStatus == PQTRANS_IDLE } ?? false
  }
}
