/// Reads rows out of the pieces of a COPY in the server's binary format (PostgreSQL, "COPY").
///
/// ```
/// var rows = CopiedRows()
/// for try await piece in connection.copyOut("COPY entry TO STDOUT (FORMAT binary)") {
///   try rows.forEach(in: piece) { fields in … }
/// }
/// ```
public struct CopiedRows {
  private var isBegun = false
  private var fields: [ArraySlice<UInt8>?] = []

  /// Before the first piece.
  public init() {}

  /// Hands on the rows of the next piece.
  ///
  /// - Parameters:
  ///   - piece: some whole rows, as `copyOut` gives them.
  ///   - body: takes a row's fields as the server sends each type; nil is NULL.
  /// - Throws: `PostgresError` for what is no such piece, or what the body threw.
  public mutating func forEach(
    in piece: [UInt8], _ body: ([ArraySlice<UInt8>?]) throws -> Void
  ) throws {
    var offset = 0
    if !isBegun {
      guard piece.starts(with: CopyRow.header.prefix(11)) else { throw CopiedRows.unreadable }
      offset = CopyRow.header.count
      isBegun = true
    }
    while offset < piece.count {
      let count = try Int(CopiedRows.number(Int16.self, in: piece, &offset))
      if count == -1 { return }
      fields.removeAll(keepingCapacity: true)
      for _ in 0..<count {
        let length = try Int(CopiedRows.number(Int32.self, in: piece, &offset))
        guard length >= 0 else {
          fields.append(nil)
          continue
        }
        guard offset + length <= piece.count else { throw CopiedRows.unreadable }
        fields.append(piece[offset..<offset + length])
        offset += length
      }
      try body(fields)
    }
  }

  private static func number<Number: FixedWidthInteger>(
    _ type: Number.Type, in piece: [UInt8], _ offset: inout Int
  ) throws(PostgresError) -> Number {
    let end = offset + Number.bitWidth / 8
    guard end <= piece.count else { throw unreadable }
    defer { offset = end }
    return piece[offset..<end].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  private static let unreadable = PostgresError(
    .invalid, "what was copied is not in the binary format")
}
