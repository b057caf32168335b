import Foundation
import Postgres
import Workflow

/// `db migrate`: leads a database to this release's schema.
struct DatabaseMigrateCommand: Command {
  let shape = CommandShape(
    name: "migrate", summary: "leads a database to the schema of this release",
    options: [
      .database,
      OptionShape(
        name: "schema", kind: .value(placeholder: "FILE"),
        summary: "The schema's text (default: schema.sql of the folder it is run in)"),
    ],
    details: """
      No release before this one has a schema to lead from: the command says whether the database
      is the one of this release. Exit 1: it is another one.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let file = arguments.value("schema") ?? "schema.sql"
    guard let schema = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandError(
        "cannot read `\(file)`", help: "Run it in the top folder, or give --schema FILE.")
    }
    let pool = try Installation.pool(arguments.requiredValue("database"), connections: 1)
    let installation = Installation(pool)
    let isThere = try await installation.isInitialised()
    let isCurrent = isThere ? try await installation.isCurrent(schema: schema) : false
    await pool.close()
    guard isCurrent else {
      console.note(
        isThere
          ? "The database was made from another schema, and no migration leads from it to this one."
          : "The database has no schema; use db init.")
      return .refused
    }
    console.print("The database has this release's schema.")
    return .done
  }
}
