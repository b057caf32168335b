internal import CPostgres

extension Wire {
  /// A statement that has been sent and whose answer is still to come.
  private struct Expected {
    let statement: PreparedStatement
    let isPrepared: Bool
  }

  /// Runs statements in one round trip; after the first error the server skips the rest.
  ///
  /// A transaction that one of them began and that failed is rolled back.
  func pipeline(_ statements: [SQL]) throws(PostgresError) -> [Rows] {
    for statement in statements { try check(statement) }
    let before = transactionStatus
    try evictStatements()
    guard unsafe PQenterPipelineMode(raw) == 1 else { throw notSent() }
    do throws(PostgresError) {
      let expected = try send(statements)
      let answers = try collect(expected)
      try leavePipeline()
      return answers
    } catch {
      guard isUsable else { throw error }
      try leavePipeline()
      if error.isStalePlan { self.statements.removeAll() }
      if before == PQTRANS_IDLE, transactionStatus != PQTRANS_IDLE { try execute("ROLLBACK") }
      if error.isStalePlan { try forgetStatements() }
      throw error
    }
  }

  private func send(_ sqls: [SQL]) throws(PostgresError) -> [Expected] {
    var expected: [Expected] = []
    expected.reserveCapacity(sqls.count)
    for sql in sqls {
      let statement = statements.statement(for: sql)
      let isPrepared = statement.isPrepared
      if !isPrepared {
        try sendPrepare(statement, sql)
        // The next use in this pipeline comes after it; a failure takes this back.
        statement.isPrepared = true
      }
      try sendExecute(statement, sql.parameters)
      expected.append(Expected(statement: statement, isPrepared: isPrepared))
    }
    guard unsafe PQpipelineSync(raw) == 1 else { throw lost(anythingSent: true) }
    return expected
  }

  private func collect(_ expected: [Expected]) throws(PostgresError) -> [Rows] {
    var answers: [Rows] = []
    answers.reserveCapacity(expected.count)
    var failure: PostgresError?
    for item in expected {
      if !item.isPrepared {
        let prepared = try answer()
        if prepared.status != PGRES_COMMAND_OK {
          item.statement.isPrepared = false
          if failure == nil { failure = prepared.failure() }
        }
      }
      let executed = try answer()
      guard failure == nil else { continue }
      do throws(PostgresError) {
        answers.append(try Wire.rows(of: executed))
      } catch {
        failure = error
      }
    }
    guard let end = try nextResult(), end.status == PGRES_PIPELINE_SYNC else {
      throw lost(anythingSent: true)
    }
    if let failure { throw failure }
    return answers
  }

  /// One result and the mark behind it.
  private func answer() throws(PostgresError) -> ResultSet {
    guard let result = try nextResult(), isUsable else { throw lost(anythingSent: true) }
    while try nextResult() != nil {}
    return result
  }

  private func leavePipeline() throws(PostgresError) {
    guard unsafe PQexitPipelineMode(raw) == 1 else {
      // Something is still to come that nobody will read: this connection is of no more use.
      abandon()
      throw lost(anythingSent: true)
    }
  }
}
