internal import CPostgres
internal import Glibc

/// One libpq connection, without concurrency: whoever owns it calls it from one thread at a time.
///
/// Every wait goes through `wait`, so each has a bound and none can hang on a full socket.
@safe final class Wire {
  let raw: OpaquePointer
  let canceller: Canceller
  var statements = StatementCache()

  private var isAbandoned = false

  /// Whether the server has said, unasked, that it ends the connection; libpq writes here.
  private let farewell = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  /// How long the server may be silent, in milliseconds; -1 for ever.
  private let silenceLimit: Int32

  /// Connects; the silence allowed is the configuration's unless one is given.
  init(
    _ configuration: Configuration, silenceMilliseconds: Int32? = nil
  ) throws(PostgresError) {
    unsafe raw = try Wire.connect(configuration)
    canceller = unsafe Canceller(connection: raw)
    silenceLimit = silenceMilliseconds ?? configuration.silenceLimit
    unsafe farewell.initialize(to: false)
    unsafe PQsetNoticeReceiver(raw, noteFarewell, farewell)
    _ = unsafe PQsetnonblocking(raw, 1)
  }

  deinit {
    unsafe PQfinish(raw)
    unsafe farewell.deallocate()
  }

  private static func connect(
    _ configuration: Configuration
  ) throws(PostgresError) -> OpaquePointer {
    let settings = configuration.connectionSettings
    let keys = unsafe settings.map { unsafe strdup($0.key) }
    let values = unsafe settings.map { unsafe strdup($0.value) }
    defer {
      unsafe (keys + values).forEach { unsafe free($0) }
    }
    let raw = unsafe PQconnectdbParams(
      keys.map { unsafe UnsafePointer($0) } + [nil],
      values.map { unsafe UnsafePointer($0) } + [nil], 0)
    guard let raw = unsafe raw else {
      throw PostgresError(.unreachable, "no memory for a connection to the database")
    }
    guard unsafe PQstatus(raw) == CONNECTION_OK else {
      let reason = unsafe String(cString: PQerrorMessage(raw))
      unsafe PQfinish(raw)
      throw PostgresError(
        .unreachable,
        "the database cannot be reached (\(configuration.place)): \(firstLine(reason))",
        message: reason)
    }
    return unsafe raw
  }

  /// Whether the connection has not been lost, as far as this side knows.
  var isUsable: Bool {
    unsafe !isAbandoned && !farewell.pointee && PQstatus(raw) == CONNECTION_OK
  }

  /// What the server's transaction is in.
  var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(raw) }

  var socket: Int32 { unsafe PQsocket(raw) }

  var processID: Int32 { unsafe PQbackendPID(raw) }

  /// Whether an idle connection is still there: one whose server has gone can be read from.
  func isAlive() -> Bool {
    while isUsable {
      guard poll(for: Int16(POLLIN), milliseconds: 0) != 0 else { return true }
      // Reads, and looks at what was read: a notification, a setting, or a farewell.
      guard unsafe PQconsumeInput(raw) == 1 else { return false }
      _ = unsafe PQisBusy(raw)
    }
    return false
  }

  /// The next result of what was sent, or nil at its end.
  func nextResult() throws(PostgresError) -> ResultSet? {
    try awaitResult()
    guard let result = unsafe PQgetResult(raw) else { return nil }
    return unsafe ResultSet(result)
  }

  /// Sends what is left to send and waits until a result can be taken without blocking.
  private func awaitResult() throws(PostgresError) {
    var unsent = try flush()
    while unsafe PQisBusy(raw) == 1 {
      try wait(writing: unsent)
      if unsent { unsent = try flush() }
    }
  }

  /// Sends as much as the socket takes; true when something is left.
  func flush() throws(PostgresError) -> Bool {
    switch unsafe PQflush(raw) {
    case 0: return false
    case 1: return true
    default: throw lost(anythingSent: true)
    }
  }

  /// Waits until the socket can be read (or written) and reads what is there.
  func wait(writing: Bool) throws(PostgresError) {
    let events = Int16(POLLIN) | (writing ? Int16(POLLOUT) : 0)
    let ready = poll(for: events, milliseconds: silenceLimit)
    guard ready != 0 else {
      abandon()
      throw PostgresError(
        .lost(anythingSent: true), "the database has been silent for too long; it counts as gone")
    }
    if ready & ~Int16(POLLOUT) != 0, unsafe PQconsumeInput(raw) == 0 {
      throw lost(anythingSent: true)
    }
  }

  /// The events that the socket shows within the time; 0 for none.
  private func poll(for events: Int16, milliseconds: Int32) -> Int16 {
    var descriptor = pollfd(fd: socket, events: events, revents: 0)
    while unsafe Glibc.poll(&descriptor, 1, milliseconds) < 0 {
      guard errno == EINTR else { return Int16(POLLERR) }
    }
    return descriptor.revents
  }

  /// Ends a connection whose state cannot be trusted any more.
  func abandon() {
    isAbandoned = true
    _ = shutdown(socket, Int32(SHUT_RDWR))
  }

  /// The error for a connection that has gone.
  func lost(anythingSent: Bool) -> PostgresError {
    PostgresError(
      .lost(anythingSent: anythingSent),
      anythingSent
        ? "the connection to the database was lost; what was running may or may not have happened"
        : "the connection to the database was lost before anything was sent",
      message: unsafe String(cString: PQerrorMessage(raw)))
  }
}

/// What the server says unasked is dropped, except that it ends the connection.
private func noteFarewell(_ state: UnsafeMutableRawPointer?, _ notice: OpaquePointer?) {
  guard let severity = unsafe PQresultErrorField(notice, sandboxpp_diag_severity) else { return }
  if unsafe ["FATAL", "PANIC"].contains(String(cString: severity)) {
    unsafe state?.assumingMemoryBound(to: Bool.self).pointee = true
  }
}

private func firstLine(_ text: String) -> String {
  text.split(separator: "\n").first.map(String.init) ?? "no reason given"
}
