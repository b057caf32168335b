internal import CPostgres

/// How far a transaction is kept apart from others (PostgreSQL, "Transaction Isolation").
public enum TransactionIsolation: Sendable {
  /// Each statement sees what had been committed when it began.
  case readCommitted
  /// All statements see what had been committed when the first began.
  case repeatableRead
  /// As if the transactions had run one after the other.
  case serializable

  var beginning: SQL {
    switch self {
    case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
    case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
    case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }
  }
}

extension Connection {
  /// Runs a closure in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// A conflict with another transaction (40001, 40P01) runs the closure again after a pause, at
  /// most eight times in all; so it must do nothing that a rollback does not undo. A transaction
  /// inside a transaction is a programmer's error.
  ///
  /// - Throws: what the closure threw, or `PostgresError`.
  public func transaction<Value: Sendable>(
    isolation: TransactionIsolation = .readCommitted,
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await transaction(opening: [isolation.beginning], body)
  }

  /// As above, with statements that open each attempt in one round trip, `BEGIN` first.
  func transaction<Value: Sendable>(
    opening: [SQL], _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    let status = try wire.transactionStatus
    precondition(
      status != PQTRANS_INTRANS && status != PQTRANS_INERROR, "a transaction inside a transaction")
    return try await retryingConflicts {
      _ = try await pipeline(opening)
      do {
        let value = try await body(self)
        try await commit()
        return value
      } catch {
        try rollBack()
        throw error
      }
    }
  }

  /// Runs something again when it met a conflict, with pauses that grow and differ.
  func retryingConflicts<Value: Sendable>(
    _ attempt: () async throws -> Value
  ) async throws -> Value {
    var pause = Bounds.firstRetryPause
    for _ in 1..<Bounds.transactionAttempts {
      do {
        return try await attempt()
      } catch let error as PostgresError where error.isRetryable {
        try await Task.sleep(for: pause * Double.random(in: 0.5...1))
        pause = min(pause * 2, Bounds.longestRetryPause)
      }
    }
    return try await attempt()
  }

  private func commit() async throws {
    let status = try wire.transactionStatus
    guard status == PQTRANS_INTRANS else {
      throw PostgresError(
        .invalid, "the transaction cannot be committed: a statement failed and was passed over")
    }
    _ = try await query("COMMIT")
  }

  /// Rolls back even when the task has been cancelled; a lost connection needs none.
  private func rollBack() throws(PostgresError) {
    let wire = try wire
    guard wire.isUsable, wire.transactionStatus != PQTRANS_IDLE else { return }
    guard wire.transactionStatus != PQTRANS_ACTIVE else { return wire.abandon() }
    try wire.execute("ROLLBACK")
  }
}
