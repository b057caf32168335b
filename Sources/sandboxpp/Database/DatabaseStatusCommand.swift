import Workflow

/// `db status`: whether the schema is this release's, and what the database holds.
struct DatabaseStatusCommand: Command {
  let shape = CommandShape(
    name: "status", summary: "says whether the schema is this release's, and counts what is there",
    options: [.database, .schema, .format],
    details: "Exit 1: the schema is another one, or is not there.\n\n" + Administration.details)

  private struct Answer: Encodable {
    let schemaIsCurrent: Bool
    let holds: DatabaseStatus
  }

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let schema = try Administration.schema(arguments)
    let answer = try await Administration.use(arguments) {
      Answer(
        schemaIsCurrent: try await $0.isCurrent(schema: schema), holds: try await $0.status())
    }
    switch arguments.format {
    case .text: console.print(Self.text(answer))
    case .json: try console.print(json: answer)
    }
    return answer.schemaIsCurrent ? .done : .refused
  }

  private static func text(_ answer: Answer) -> String {
    let holds = answer.holds
    return """
      schema: \(answer.schemaIsCurrent ? "this release's" : "another one"), made \(holds.madeAt)
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
