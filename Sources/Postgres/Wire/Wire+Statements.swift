internal import CPostgres

extension Wire {
  /// Runs something that the owner's task may cancel, and waits for a cancellation on its way.
  func cancellable<Value>(
    _ work: () throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    canceller.begin()
    if Task.isCancelled {
      _ = canceller.end()
      throw PostgresError(.cancelled, "the task was cancelled before its statement was sent")
    }
    do throws(PostgresError) {
      let value = try work()
      _ = canceller.end()
      return value
    } catch {
      guard canceller.end(), error.sqlState == "57014" else { throw error }
      throw PostgresError(.cancelled, "the task was cancelled, and its statement with it")
    }
  }

  /// Runs one prepared statement; a stale plan is made anew once, outside of a transaction.
  func query(_ sql: SQL) throws(PostgresError) -> Rows {
    do throws(PostgresError) {
      return try queryOnce(sql)
    } catch {
      guard error.isStalePlan else { throw error }
      try forgetStatements()
      guard transactionStatus == PQTRANS_IDLE else { throw error }
      return try queryOnce(sql)
    }
  }

  private func queryOnce(_ sql: SQL) throws(PostgresError) -> Rows {
    try check(sql)
    try evictStatements()
    let statement = statements.statement(for: sql)
    if !statement.isPrepared {
      try sendPrepare(statement, sql)
      _ = try result()
      statement.isPrepared = true
    }
    try sendExecute(statement, sql.parameters)
    return try result()
  }

  /// Runs text of any number of statements without values, by the simple protocol.
  func execute(_ text: String) throws(PostgresError) {
    if unsafe PQsendQuery(raw, text) == 0 { throw notSent() }
    var failure: PostgresError?
    while let result = try nextResult() {
      switch result.status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: continue
      case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: throw unexpectedCopy()
      default: failure = failure ?? result.failure()
      }
    }
    if let failure { throw isUsable ? failure : lost(anythingSent: true) }
  }

  /// The only result of one statement.
  private func result() throws(PostgresError) -> Rows {
    guard let first = try nextResult() else { throw lost(anythingSent: true) }
    let status = first.status
    guard status != PGRES_COPY_IN, status != PGRES_COPY_OUT else { throw unexpectedCopy() }
    while try nextResult() != nil {}
    guard isUsable else { throw lost(anythingSent: true, report: first) }
    return try Wire.rows(of: first)
  }

  /// A result's rows, or its error.
  static func rows(of result: consuming ResultSet) throws(PostgresError) -> Rows {
    switch result.status {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return Rows(result)
    default: throw result.failure()
    }
  }

  /// Refuses what cannot be sent, before anything is.
  func check(_ sql: SQL) throws(PostgresError) {
    if let reason = sql.parameters.failure {
      throw PostgresError(.invalid, "the statement was not sent: \(reason)")
    }
    guard sql.parameters.count <= Bounds.parameters, !sql.text.utf8.contains(0) else {
      throw PostgresError(
        .invalid, "the statement was not sent: its text or its number of parameters is impossible")
    }
  }

  /// Makes room among the prepared statements.
  func evictStatements() throws(PostgresError) {
    for statement in statements.evict() { try execute("DEALLOCATE \(statement.name)") }
  }

  /// Forgets all prepared statements here and, unless a failed transaction forbids it, there.
  func forgetStatements() throws(PostgresError) {
    statements.removeAll()
    if transactionStatus != PQTRANS_INERROR { try execute("DEALLOCATE ALL") }
  }

  func sendPrepare(_ statement: PreparedStatement, _ sql: SQL) throws(PostgresError) {
    let types = sql.parameters.slots.map(\.type.identifier)
    let sent = unsafe PQsendPrepare(
      raw, statement.name, sql.text, Int32(types.count), types)
    if sent == 0 { throw notSent() }
  }

  func sendExecute(
    _ statement: PreparedStatement, _ parameters: ParameterBuffer
  ) throws(PostgresError) {
    let slots = parameters.slots
    let sent = unsafe parameters.bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: slots.count) {
        values in
        unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * slots.count) { numbers in
          for (index, slot) in slots.enumerated() {
            let start = unsafe bytes.baseAddress?.advanced(by: slot.offset)
              .assumingMemoryBound(to: CChar.self)
            unsafe values[index] = slot.length < 0 ? nil : unsafe start ?? emptyValue
            unsafe numbers[index] = slot.length
            unsafe numbers[slots.count + index] = slot.type == .unspecified ? 0 : 1
          }
          let lengths = unsafe UnsafePointer(numbers.baseAddress)
          return unsafe PQsendQueryPrepared(
            raw, statement.name, Int32(slots.count), UnsafePointer(values.baseAddress), lengths,
            lengths?.advanced(by: slots.count), 1)
        }
      }
    }
    if sent == 0 { throw notSent() }
  }

  /// The error for something that libpq refused to send.
  func notSent() -> PostgresError {
    guard isUsable else { return lost(anythingSent: false) }
    return PostgresError(
      .invalid, "the connection is in the middle of something else, such as a COPY",
      message: unsafe String(cString: PQerrorMessage(raw)))
  }

  private func unexpectedCopy() -> PostgresError {
    PostgresError(.invalid, "COPY has its own functions, copyIn and copyOut")
  }

  private func lost(anythingSent: Bool, report: borrowing ResultSet) -> PostgresError {
    PostgresError(
      .lost(anythingSent: anythingSent),
      "the connection to the database was lost; what was running may or may not have happened",
      message: report.failure().message)
  }
}

/// What an empty value points to: a null pointer would mean NULL.
nonisolated(unsafe) private let emptyValue: UnsafePointer<CChar> = {
  let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  unsafe byte.initialize(to: 0)
  return unsafe UnsafePointer(byte)
}()
