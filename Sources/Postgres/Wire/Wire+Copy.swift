internal import CPostgres

extension Wire {
  /// Begins a COPY; afterwards only the functions below may be called until it has ended.
  func beginCopy(_ sql: SQL, expecting status: ExecStatusType) throws(PostgresError) {
    guard sql.parameters.count == 0 else {
      throw PostgresError(.invalid, "COPY cannot have parameters; copy from a function or a view")
    }
    if unsafe PQsendQuery(raw, sql.text) == 0 { throw notSent() }
    guard let result = try nextResult() else { throw lost(anythingSent: true) }
    guard result.status == status else {
      if result.status == PGRES_COPY_IN || result.status == PGRES_COPY_OUT { abandon() }
      while isUsable, try nextResult() != nil {}
      _ = try Wire.rows(of: result)
      throw PostgresError(.invalid, "the statement is no COPY in this direction")
    }
  }

  /// Sends a piece of a COPY and waits until the socket has taken it.
  func putCopy(_ bytes: [UInt8]) throws(PostgresError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Bounds.copyChunkBytes)
      let outcome = unsafe piece.withUnsafeBytes { buffer in
        unsafe PQputCopyData(
          raw, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
      }
      if outcome < 0 { throw notSent() }
      if outcome == 1 { rest = rest.dropFirst(piece.count) }
      while try flush() { try wait(writing: true) }
    }
  }

  /// Ends a COPY to the server, or gives it up.
  ///
  /// - Returns: how many rows were copied.
  func endCopyIn(givingUp: Bool = false) throws(PostgresError) -> Int {
    while true {
      let outcome = unsafe PQputCopyEnd(raw, givingUp ? "given up by the client" : nil)
      if outcome < 0 { throw notSent() }
      if outcome == 1 { break }
      while try flush() { try wait(writing: true) }
    }
    return try endCopy()
  }

  /// The next rows of a COPY from the server, about a chunk; nil when it has ended.
  func nextCopyChunk() throws(PostgresError) -> [UInt8]? {
    var chunk: [UInt8] = []
    while chunk.count < Bounds.copyChunkBytes {
      var row: UnsafeMutablePointer<CChar>?
      let length = unsafe PQgetCopyData(raw, &row, 1)
      if length > 0, let row = unsafe row {
        unsafe chunk.append(contentsOf: UnsafeRawBufferPointer(start: row, count: Int(length)))
        unsafe PQfreemem(row)
      } else if length == 0 {
        if !chunk.isEmpty { break }
        try wait(writing: false)
      } else if chunk.isEmpty {
        _ = try endCopy()
        return nil
      } else {
        break
      }
    }
    return chunk
  }

  private func endCopy() throws(PostgresError) -> Int {
    guard let result = try nextResult() else { throw lost(anythingSent: true) }
    while try nextResult() != nil {}
    guard isUsable else { throw lost(anythingSent: true) }
    return try Wire.rows(of: result).affected
  }
}
