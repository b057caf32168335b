/// What went wrong with the database, safe to show and to log.
///
/// `description` never holds values or SQL. The server's own words, which may, are in `message`,
/// `detail` and `hint`; only errors that our own functions raise (SQLSTATE beginning with `SB`)
/// are made to be read and show them.
public struct PostgresError: Error, Sendable {
  /// What kind of failure it is, and so what a caller can do.
  public enum Kind: Hashable, Sendable {
    /// The server refused or stopped a statement; see `sqlState`.
    case server
    /// No connection could be made.
    case unreachable
    /// The connection was lost. If nothing had been sent, nothing can have happened.
    case lost(anythingSent: Bool)
    /// The task was cancelled, and the statement with it.
    case cancelled
    /// Every connection is in use and as many wait as may.
    case tooManyWaiters
    /// No connection became free in time.
    case waitedTooLong
    /// The pool has been closed.
    case closed
    /// A value, name or configuration cannot be used.
    case invalid
    /// A row does not hold what was asked for.
    case mismatch
    /// The advisory lock's connection was lost, and the lock with it.
    case lockLost
  }

  /// What kind of failure it is.
  public let kind: Kind

  private let report: Report

  private init(kind: Kind, report: Report) {
    self.kind = kind
    self.report = report
  }

  /// A failure found on this side; `explanation` holds no values.
  init(_ kind: Kind, _ explanation: String, message: String? = nil) {
    self.init(kind: kind, report: Report(explanation: explanation, message: message))
  }

  /// A failure that the server reported.
  init(server report: Report) {
    self.init(kind: .server, report: report)
  }

  /// The five characters that classify a server's error (PostgreSQL, appendix A).
  public var sqlState: String? { report.sqlState }

  /// `ERROR`, `FATAL` or `PANIC`.
  public var severity: String? { report.severity }

  /// The server's sentence.
  ///
  /// It may hold values: not for logs, unless SQLSTATE begins with `SB`.
  public var message: String? { report.message }

  /// The server's detail.
  ///
  /// It may hold values: not for logs, unless SQLSTATE begins with `SB`.
  public var detail: String? { report.detail }

  /// The server's hint.
  ///
  /// It may hold values: not for logs, unless SQLSTATE begins with `SB`.
  public var hint: String? { report.hint }

  /// The schema of the table that the error is about.
  public var schema: String? { report.schema }

  /// The table that the error is about.
  public var table: String? { report.table }

  /// The column that the error is about.
  public var column: String? { report.column }

  /// The constraint that was violated.
  public var constraint: String? { report.constraint }

  /// Whether one of our own functions raised this, in words made to be shown.
  public var isOurs: Bool { report.sqlState?.hasPrefix("SB") ?? false }

  /// Whether the whole transaction may be tried again: a conflict with another, or a stale plan.
  public var isRetryable: Bool {
    report.sqlState == "40001" || report.sqlState == "40P01" || isStalePlan
  }

  /// Whether a prepared statement must be prepared anew because a table has changed.
  var isStalePlan: Bool {
    report.sqlState == "26000"
      || (report.sqlState == "0A000" && report.function == "RevalidateCachedQuery")
  }

  /// Whether nothing can have happened, so that another connection may simply be tried.
  var isUnsent: Bool { kind == .lost(anythingSent: false) }

  /// The fields of an error; kept apart so that errors stay small.
  final class Report: Sendable {
    let explanation: String?
    let sqlState: String?
    let severity: String?
    let message: String?
    let detail: String?
    let hint: String?
    let schema: String?
    let table: String?
    let column: String?
    let constraint: String?
    let function: String?

    init(explanation: String, message: String?) {
      self.explanation = explanation
      self.message = message
      sqlState = nil
      severity = nil
      detail = nil
      hint = nil
      schema = nil
      table = nil
      column = nil
      constraint = nil
      function = nil
    }

    init(field: (Field) -> String?) {
      explanation = nil
      sqlState = field(.sqlState)
      severity = field(.severity)
      message = field(.message)
      detail = field(.detail)
      hint = field(.hint)
      schema = field(.schema)
      table = field(.table)
      column = field(.column)
      constraint = field(.constraint)
      function = field(.function)
    }

    enum Field {
      case sqlState, severity, message, detail, hint, schema, table, column, constraint, function
    }
  }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// One sentence without values and SQL.
  public var description: String {
    if let explanation = report.explanation { return explanation }
    let state = report.sqlState ?? "unknown"
    if isOurs {
      return [report.message.map { "\(state): \($0)" }, report.detail, report.hint]
        .compactMap { $0 }.joined(separator: " | ")
    }
    let places = [
      ("constraint", report.constraint), ("schema", report.schema), ("table", report.table),
      ("column", report.column),
    ].compactMap { kind, name in name.map { "\(kind) \($0)" } }
    let place = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    return "the database answered \(state), \(SQLState.meaning(of: state))\(place)"
  }

  /// As `description`.
  public var debugDescription: String { description }

  /// Only what may be shown, so that dumping an error leaks nothing.
  public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
