import Workflow

/// `lifecycle`: the tables of states and events, as a page or as the rows of the schema.
struct LifecycleCommand: Command {
  let shape = CommandShape(
    name: "lifecycle", summary: "prints the tables of states and events, with their diagrams",
    options: [
      OptionShape(
        name: "as", kind: .choice(["markdown", "sql"]),
        summary: "A page, or section 13 of schema.sql")
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    console.print(arguments.value("as") == "sql" ? Lifecycle.sql : Lifecycle.markdown)
    return .done
  }
}
