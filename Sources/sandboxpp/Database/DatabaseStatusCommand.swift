import Workflow

/// `db status`: whether the schema is this release's, and what the database holds.
struct DatabaseStatusCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "status", summary: "says whether the schema is this release's, and counts what is there",
    options: [.database, .schema],
    details: "Exit 1: the schema is another one, or is not there.\n\n" + Administration.details)

  private struct Status: Encodable {
    let schemaIsCurrent: Bool
    let holds: DatabaseStatus
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let schema = try Administration.schema(arguments)
    let status = try await Administration.use(arguments) {
      Status(
        schemaIsCurrent: try await $0.isCurrent(schema: schema), holds: try await $0.status())
    }
    return Answer(
      status, Self.text(status), status: status.schemaIsCurrent ? .done : .refused)
  }

  private static func text(_ status: Status) -> String {
    let holds = status.holds
    return """
      schema: \(status.schemaIsCurrent ? "this release's" : "another one"), made \(holds.madeAt)
      entries: \(holds.entries), \(holds.sealed) sealed, \(holds.waiting) waiting; sealed last \
      \(holds.sealedAt)
      applications: \(counted(holds.applications))
      jobs: \(counted(holds.jobs))
      nodes: \(counted(holds.nodes))
      accounts: \(holds.accounts), \(holds.sessions) sessions open
      """
  }

  private static func counted(_ states: [String: Int]) -> String {
    states.isEmpty
      ? "none"
      : states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        .joined(separator: ", ")
  }
}
