internal import CPostgres

/// One result of libpq, freed exactly once.
@safe struct ResultSet: ~Copyable {
  let raw: OpaquePointer

  init(_ raw: OpaquePointer) {
    unsafe self.raw = raw
  }

  deinit { unsafe PQclear(raw) }

  var status: ExecStatusType { unsafe PQresultStatus(raw) }

  /// What went wrong, when the status says that something did.
  func failure() -> PostgresError {
    PostgresError(
      server: PostgresError.Report { field in
        let code =
          switch field {
          case .sqlState: sandboxpp_diag_sqlstate
          case .severity: sandboxpp_diag_severity
          case .message: sandboxpp_diag_message
          case .detail: sandboxpp_diag_detail
          case .hint: sandboxpp_diag_hint
          case .schema: sandboxpp_diag_schema
          case .table: sandboxpp_diag_table
          case .column: sandboxpp_diag_column
          case .constraint: sandboxpp_diag_constraint
          case .function: sandboxpp_diag_function
          }
        return unsafe PQresultErrorField(raw, code).map { unsafe String(cString: $0) }
      })
  }
}

/// A result that rows share; it is only read, so any thread may.
final class SharedResult: @unchecked Sendable {
  private let result: ResultSet
  let rowCount: Int
  let columnCount: Int

  init(_ result: consuming ResultSet) {
    rowCount = unsafe Int(PQntuples(result.raw))
    columnCount = unsafe Int(PQnfields(result.raw))
    self.result = result
  }

  /// The number of rows that the statement touched.
  var affected: Int {
    unsafe Int(String(cString: PQcmdTuples(result.raw))) ?? 0
  }

  func name(of column: Int) -> String {
    unsafe PQfname(result.raw, Int32(column)).map { unsafe String(cString: $0) } ?? ""
  }

  /// The first column of that name.
  func column(named name: String) -> Int? {
    (0..<columnCount).first { self.name(of: $0) == name }
  }

  func type(of column: Int) -> PostgresType {
    unsafe PostgresType(PQftype(result.raw, Int32(column)))
  }

  /// Reads one value; nil when the cell does not hold one of that type.
  func value<Value: PostgresValue>(row: Int, column: Int, as _: Value.Type) -> Value? {
    let row = Int32(truncatingIfNeeded: row)
    let column = Int32(truncatingIfNeeded: column)
    let length = unsafe PQgetlength(result.raw, row, column)
    if length == 0, isNull(row, column) { return Value.null }
    let bytes = unsafe UnsafeRawBufferPointer(
      start: PQgetvalue(result.raw, row, column), count: Int(length))
    return unsafe Value.decode(bytes.bytes, type: PostgresType(PQftype(result.raw, column)))
  }

  func isNull(row: Int, column: Int) -> Bool {
    isNull(Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
  }

  private func isNull(_ row: Int32, _ column: Int32) -> Bool {
    unsafe PQgetisnull(result.raw, row, column) == 1
  }
}
