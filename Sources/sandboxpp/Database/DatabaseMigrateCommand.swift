import Workflow

/// `db migrate`: leads a database to this release's schema.
struct DatabaseMigrateCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "migrate", summary: "leads a database to the schema of this release",
    options: [.database, .schema, .calendar],
    details: """
      No release before this one has a schema to lead from: the command says whether the database
      is the one of this release. Exit 1: it is another one. Days of this release's calendar that the
      database does not know are taken over; clocks that run are counted anew.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let schema = try Administration.schema(arguments)
    guard try await Administration.use(arguments, { try await $0.isCurrent(schema: schema) }) else {
      throw CommandError(
        "the database was made from another schema, and no migration leads from it to this one",
        help: "Make a new one with `db init`.", status: .refused)
    }
    let calendar = try Administration.calendar(arguments)
    let days = try await Administration.use(arguments) { try await $0.keep(calendar) }
    return Answer(
      ["schemaIsCurrent": true],
      days == 0
        ? "The database has this release's schema."
        : "The database has this release's schema. \(days) days of the calendar were new.")
  }
}
