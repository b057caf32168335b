extension Connection {
  /// Runs statements as a role on behalf of a session: one transaction, one round trip.
  ///
  /// - Parameters:
  ///   - role: The audience's role, a plain lower-case name; set for this transaction only.
  ///   - session: The session's secret, readable there as `current_setting('sandboxpp.session')`.
  ///   - statements: What to do.
  /// - Returns: each statement's rows.
  /// - Throws: `PostgresError`; nothing has happened then, unless the connection was lost.
  public func request(
    role: String, session: String, statements: [SQL]
  ) async throws -> [Rows] {
    let opening = try Connection.opening(role: role, session: session)
    return try await retryingConflicts {
      let answers = try await pipeline(opening + statements + ["COMMIT"])
      return Array(answers.dropFirst(opening.count).dropLast())
    }
  }

  /// As above, with several round trips of one transaction.
  ///
  /// - Throws: what the closure threw, or `PostgresError`.
  public func request<Value: Sendable>(
    role: String, session: String,
    _ body: @Sendable (isolated Connection) async throws -> Value
  ) async throws -> Value {
    try await transaction(opening: Connection.opening(role: role, session: session), body)
  }

  private static func opening(role: String, session: String) throws(PostgresError) -> [SQL] {
    [
      "BEGIN", SQL(unsafeSQL: "SET LOCAL ROLE \(try identifier(role))"),
      "SELECT set_config('sandboxpp.session', \(session), true)",
    ]
  }
}

/// A name that can stand in a statement: lower-case letters, digits, underscores, at most 63.
///
/// - Throws: `PostgresError` of kind `invalid`.
func identifier(_ name: String) throws(PostgresError) -> String {
  let isPlain = name.utf8.allSatisfy {
    (97...122).contains($0) || (48...57).contains($0) || $0 == 95
  }
  guard isPlain, (1...63).contains(name.utf8.count), name.utf8.first.map({ $0 > 57 }) ?? false
  else {
    throw PostgresError(
      .invalid, "a name of the database has lower-case letters, digits and underscores only")
  }
  return "\"\(name)\""
}
