/// What a statement returned: rows in their order.
public struct Rows: Sendable, RandomAccessCollection {
  let result: SharedResult

  init(_ result: consuming ResultSet) {
    self.result = SharedResult(result)
  }

  /// Always 0.
  public var startIndex: Int { 0 }

  /// The number of rows returned.
  public var endIndex: Int { result.rowCount }

  /// The row at a position below `endIndex`.
  public subscript(position: Int) -> Row {
    precondition(indices.contains(position), "there is no row \(position)")
    return Row(result: result, position: position)
  }

  /// How many rows the statement returned, inserted, changed or deleted.
  public var affected: Int { result.affected }

  /// The columns' names in their order.
  public var columns: [String] { (0..<result.columnCount).map { result.name(of: $0) } }

  /// The only row; an error when there is none, or more than one.
  public func one() throws(PostgresError) -> Row {
    guard count == 1 else {
      throw PostgresError(.mismatch, "one row was expected, \(count) were returned")
    }
    return self[0]
  }
}

/// One row of a result.
public struct Row: Sendable {
  let result: SharedResult
  let position: Int

  /// All columns from the first, each as the type asked for.
  ///
  /// `let (id, name) = try row.decode((Int.self, String?.self))`
  ///
  /// - Throws: `PostgresError` of kind `mismatch` when the number of columns differs, a column is
  ///   NULL and its type is not optional, or its type cannot be read as the one asked for.
  public func decode<each Value: PostgresValue>(
    _ types: (repeat (each Value).Type)
  ) throws(PostgresError) -> (repeat each Value) {
    var column = 0
    func next<Next: PostgresValue>(_ type: Next.Type) throws(PostgresError) -> Next {
      defer { column += 1 }
      return try value(at: column, as: type)
    }
    let values = (repeat try next(each types))
    guard column == result.columnCount else {
      throw PostgresError(
        .mismatch, "\(column) columns were asked for, the row has \(result.columnCount)")
    }
    return values
  }

  /// The only column, as the type asked for; see above.
  public func decode<Value: PostgresValue>(_ type: Value.Type) throws(PostgresError) -> Value {
    guard result.columnCount == 1 else {
      throw PostgresError(
        .mismatch, "one column was asked for, the row has \(result.columnCount)")
    }
    return try value(at: 0, as: type)
  }

  /// The column of that name.
  public subscript<Value: PostgresValue>(
    name: String, as type: Value.Type
  ) -> Value {
    get throws(PostgresError) {
      guard let column = result.column(named: name) else {
        throw PostgresError(.mismatch, "the row has no column \(name)")
      }
      return try value(at: column, as: type)
    }
  }

  /// The column at a position that counts from 0.
  public subscript<Value: PostgresValue>(position: Int, as type: Value.Type) -> Value {
    get throws(PostgresError) { try value(at: position, as: type) }
  }

  private func value<Value: PostgresValue>(
    at column: Int, as type: Value.Type
  ) throws(PostgresError) -> Value {
    guard column >= 0, column < result.columnCount else {
      throw PostgresError(
        .mismatch, "column \(column + 1) was asked for, the row has \(result.columnCount)")
    }
    guard let value = result.value(row: position, column: column, as: type) else {
      throw mismatch(column: column, wanted: "\(Value.self)")
    }
    return value
  }

  private func mismatch(column: Int, wanted: String) -> PostgresError {
    let place = "column \(column + 1) (\(result.name(of: column)))"
    if result.isNull(row: position, column: column) {
      return PostgresError(.mismatch, "\(place) is NULL where \(wanted) was asked for")
    }
    let type = result.type(of: column).identifier
    return PostgresError(
      .mismatch, "\(place), of the server's type \(type), does not hold a \(wanted)")
  }
}
