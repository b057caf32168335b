import Postgres
import Foundation
import Workflow

/// `db init`: makes the schema in an empty database.
struct DatabaseInitCommand: Command {
  let shape = CommandShape(
    name: "init", summary: "makes the schema in an empty database",
    options: [
      .database,
      OptionShape(
        name: "schema", kind: .value(placeholder: "FILE"),
        summary: "The schema's text (default: schema.sql of the folder it is run in)"),
    ],
    details: "The connection's role must own the database.")

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let file = arguments.value("schema") ?? "schema.sql"
    guard let schema = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandError(
        "cannot read `\(file)`", help: "Run it in the top folder, or give --schema FILE.")
    }
    let pool = try Installation.pool(arguments.requiredValue("database"), connections: 1)
    try await Installation(pool).initialise(schema: schema)
    await pool.close()
    console.print("The schema is there.")
    return .done
  }
}
