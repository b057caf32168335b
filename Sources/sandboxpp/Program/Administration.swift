import Foundation
import Postgres
import Workflow

/// How commands reach an installation as the owner of its database.
enum Administration {
  /// What `--help` says of who may.
  static let details = "The connection's role must own the database."

  /// Runs something on an installation.
  ///
  /// - Parameters:
  ///   - arguments: of a command that declares `--database`.
  ///   - isMade: whether the schema must be there.
  ///   - body: the work.
  /// - Returns: what the body returned.
  /// - Throws: `CommandError`, or what the body threw.
  static func use<Value>(
    _ arguments: Arguments, isMade: Bool = true, _ body: (Installation) async throws -> Value
  ) async throws -> Value {
    let pool = try Installation.pool(
      arguments.requiredValue(OptionShape.database.name), connections: 1)
    let installation = Installation(pool)
    if isMade, try await !installation.isInitialised() {
      throw CommandError(
        "the database has no schema", help: "Make it with `db init`.", status: .refused)
    }
    let value = try await body(installation)
    await pool.close()
    return value
  }

  /// The text of the schema that `--schema` names.
  static func schema(_ arguments: Arguments) throws -> String {
    let file = arguments.value(OptionShape.schema.name) ?? "schema.sql"
    guard let schema = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandError(
        "cannot read `\(file)`", help: "Run it in the top folder, or give --schema FILE.")
    }
    return schema
  }

  /// The calendar that `--calendar` names.
  static func calendar(_ arguments: Arguments) throws -> CalendarFile {
    let file = arguments.value(OptionShape.calendar.name) ?? "deploy/calendars/hong-kong.json"
    guard let json = FileManager.default.contents(atPath: file) else {
      throw CommandError(
        "cannot read `\(file)`", help: "Run it in the top folder, or give --calendar FILE.")
    }
    return try CalendarFile(json: json)
  }
}

extension OptionShape {
  /// `--schema`, for every command that compares the database with this release.
  static let schema = OptionShape(
    name: "schema", kind: .value(placeholder: "FILE"),
    summary: "The schema's text (default: schema.sql of the folder it is run in)")

  /// `--calendar`, for every command that takes over this release's calendar.
  static let calendar = OptionShape(
    name: "calendar", kind: .value(placeholder: "FILE"),
    summary: "The days that are no business days (default: deploy/calendars/hong-kong.json)")
}
