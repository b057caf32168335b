import Workflow

/// `db init`: makes the schema in an empty database.
struct DatabaseInitCommand: Command {
  let shape = CommandShape(
    name: "init", summary: "makes the schema in an empty database",
    options: [.database, .schema], details: Administration.details)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let schema = try Administration.schema(arguments)
    try await Administration.use(arguments, isMade: false) {
      try await $0.initialise(schema: schema)
    }
    console.print("The schema is there.")
    return .done
  }
}
