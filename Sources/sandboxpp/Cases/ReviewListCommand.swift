import Workflow

/// `review list`: what waits for the holder of the token, by due date.
struct ReviewListCommand: Command {
  let shape = CommandShape(
    name: "list", summary: "lists what waits for you, by due date",
    options: [.database, Domain.actor, .format])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let items = try await Domain.use(arguments, on: console) {
      try await $0.inbox(as: $1)
    }
    switch arguments.format {
    case .text:
      for item in items {
        let due = item.dueAt.map { " due \($0)" } ?? ""
        console.print("\(item.reference)  \(item.need) \(item.remit ?? "")\(due)  \(item.titleEn)")
      }
    case .json: try console.print(json: items)
    }
    return .done
  }
}
