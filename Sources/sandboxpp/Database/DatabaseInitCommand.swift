import Workflow

/// `db init`: makes the schema in an empty database.
struct DatabaseInitCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "init", summary: "makes the schema in an empty database",
    options: [.database, .schema, .calendar], details: Administration.details)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let schema = try Administration.schema(arguments)
    let calendar = try Administration.calendar(arguments)
    try await Administration.use(arguments, isMade: false) {
      try await $0.initialise(schema: schema, calendar: calendar)
    }
    return Answer(["schemaIsCurrent": true], "The schema is there.")
  }
}
