import Policies

/// `policy test`: runs the tests that stand in policies.
struct PolicyTestCommand: Command {
  let shape = CommandShape(
    name: "test", summary: "runs the tests that stand in the files",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "coverage", kind: .flag,
        summary: "Also names every rule that no test sees true, false and unknown"),
      .format,
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    return PolicyCommands.test(sources, coverage: arguments.flag("coverage"))
      .print(on: console, as: arguments.format)
  }
}
