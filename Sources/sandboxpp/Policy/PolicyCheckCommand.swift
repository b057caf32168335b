import Policies

/// `policy check`: everything that is wrong in policies and vocabularies.
struct PolicyCheckCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "check", summary: "reports everything that is wrong in policies and vocabularies",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "prove", kind: .flag,
        summary: "Also proves which rules never fire, add nothing, or contradict each other")
    ],
    details: """
      All files are checked together: a policy needs the vocabularies that it names. Each finding
      has a code, a place and help. A warning does not make the status 1, an error does.
      Proofs need z3; without it records are searched for, and the report says that this is no proof.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    let today = try PolicyEvalCommand.day(nil)
    return Answer(
      PolicyCommands.check(
        sources, on: today, depth: arguments.flag("prove") ? .proved(by: Solver.find()) : .plain))
  }
}
