import Workflow

/// `application list`: the applications that the person may see.
struct ApplicationListCommand: Command {
  let shape = CommandShape(
    name: "list", summary: "lists the applications that you may see, newest change first",
    options: [
      .database, Domain.actor,
      OptionShape(
        name: "state", kind: .value(placeholder: "STATE"), summary: "Only those in this state"),
      .format,
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let items = try await Domain.use(arguments, on: console) {
      try await $0.applications(state: arguments.value("state"), as: $1)
    }
    switch arguments.format {
    case .text:
      for item in items {
        console.print("\(item.reference)  \(item.state)  \(item.firmEn): \(item.titleEn)")
      }
    case .json: try console.print(json: items)
    }
    return .done
  }
}
