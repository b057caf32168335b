import Policies

/// `policy check`: everything that is wrong in policies and vocabularies.
struct PolicyCheckCommand: Command {
  let shape = CommandShape(
    name: "check", summary: "reports everything that is wrong in policies and vocabularies",
    operands: [PolicyFiles.operand], options: [.format],
    details: """
      All files are checked together: a policy needs the vocabularies that it names. Each finding
      has a code, a place and help. A warning does not make the status 1, an error does.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    return PolicyCommands.check(sources).print(on: console, as: arguments.format)
  }
}
