import Workflow

/// `application list`: the applications that the holder of the token may see.
struct ApplicationListCommand: Command {
  let shape = CommandShape(
    name: "list", summary: "lists the applications that you may see, newest change first",
    options: [
      .database,
      OptionShape(
        name: "state", kind: .value(placeholder: "STATE"), summary: "Only those in this state"),
      .format,
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let items = try await Desk.with(arguments, console) {
      try await $0.sandbox.applications(state: arguments.value("state"), as: $0.caller)
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
