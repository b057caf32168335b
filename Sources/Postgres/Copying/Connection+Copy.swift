internal import CPostgres

extension Connection {
  /// Copies bytes into a table, in whatever format the statement names.
  ///
  /// `try await connection.copyIn("COPY note FROM STDIN", bytes: chunks)`
  ///
  /// - Returns: how many rows were copied.
  /// - Throws: what the source threw, or `PostgresError`; nothing has been copied then.
  public func copyIn<Source: AsyncSequence & Sendable>(
    _ statement: SQL, bytes source: Source
  ) async throws -> Int where Source.Element == [UInt8] {
    try await copyIn(statement) {
      for try await chunk in source { try await putCopy(chunk) }
    }
  }

  /// Copies rows into a table, in the server's binary format.
  ///
  /// Each value must have exactly its column's type: `Int32` for `int4`, `String` for text.
  ///
  /// - Parameters:
  ///   - table: A plain lower-case name.
  ///   - columns: Plain lower-case names, in the order of the rows' values.
  ///   - source: Rows, taken one by one as they are sent.
  /// - Returns: how many rows were copied.
  /// - Throws: `PostgresError`; nothing has been copied then.
  public func copyIn<Source: Sequence>(
    table: String, columns: [String], rows source: Source
  ) async throws -> Int where Source.Element == CopyRow {
    var names: [String] = []
    for column in columns { names.append(try identifier(column)) }
    let list = names.joined(separator: ", ")
    let statement = "COPY \(try identifier(table)) (\(list)) FROM STDIN (FORMAT binary)"
    return try await copyIn(SQL(unsafeSQL: statement)) {
      var chunk = CopyRow.header
      for row in source {
        guard row.isValid, row.count == columns.count else {
          throw PostgresError(
            .invalid, "a row to be copied has a value that cannot be sent or too many or too few")
        }
        chunk += row.bytes
        if chunk.count >= Bounds.copyChunkBytes {
          try await putCopy(chunk)
          chunk.removeAll(keepingCapacity: true)
        }
      }
      try await putCopy(chunk + CopyRow.trailer)
    }
  }

  private func copyIn(
    _ statement: SQL, sending send: () async throws -> Void
  ) async throws -> Int {
    try await perform { wire throws(PostgresError) in
      try wire.beginCopy(statement, expecting: PGRES_COPY_IN)
    }
    do {
      try await send()
    } catch {
      let wire = try wire
      if wire.isUsable { _ = try? wire.endCopyIn(givingUp: true) }
      throw error
    }
    return try await perform { wire throws(PostgresError) in try wire.endCopyIn() }
  }

  private func putCopy(_ bytes: [UInt8]) async throws {
    try await perform { wire throws(PostgresError) in try wire.putCopy(bytes) }
  }

  /// Copies out of the database as a sequence of pieces, each some whole rows.
  ///
  /// The memory needed does not grow with what is copied. Read it to its end: until then the
  /// connection can do nothing else, and a pool throws it away.
  ///
  /// `for try await piece in connection.copyOut("COPY note TO STDOUT (FORMAT csv)") { … }`
  public nonisolated func copyOut(_ statement: SQL) -> CopiedBytes {
    CopiedBytes(connection: self, statement: statement)
  }

  func beginCopyOut(_ statement: SQL) async throws {
    try await perform { wire throws(PostgresError) in
      try wire.beginCopy(statement, expecting: PGRES_COPY_OUT)
    }
  }

  func nextCopyChunk() async throws -> [UInt8]? {
    try await perform { wire throws(PostgresError) in try wire.nextCopyChunk() }
  }
}

/// What a COPY gives, piece by piece.
public struct CopiedBytes: AsyncSequence, Sendable {
  let connection: Connection
  let statement: SQL

  /// Begins when the first piece is asked for.
  public func makeAsyncIterator() -> Iterator {
    Iterator(connection: connection, statement: statement)
  }

  /// Takes the pieces one after the other.
  public struct Iterator: AsyncIteratorProtocol {
    private enum Progress { case new, copying, ended }

    private let connection: Connection
    private let statement: SQL
    private var progress = Progress.new

    fileprivate init(connection: Connection, statement: SQL) {
      self.connection = connection
      self.statement = statement
    }

    /// The next piece, or nil at the end.
    ///
    /// - Throws: `PostgresError`.
    public mutating func next() async throws -> [UInt8]? {
      if progress == .new {
        progress = .ended
        try await connection.beginCopyOut(statement)
        progress = .copying
      }
      guard progress == .copying else { return nil }
      progress = .ended
      guard let chunk = try await connection.nextCopyChunk() else { return nil }
      progress = .copying
      return chunk
    }
  }
}
