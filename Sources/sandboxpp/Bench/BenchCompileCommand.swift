import Policies

/// `bench compile`: how long policies take to be read, checked and compiled.
struct BenchCompileCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "compile", summary: "reads, checks and compiles policies over and over, and times it",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "rounds", kind: .value(placeholder: "N"),
        summary: "How often after the first time; 50 if not said")
    ],
    details: """
      The first time is what somebody waits for at a terminal; the median of the others is what an
      editor or a server waits for. The time is that of the thread, so that what else the machine
      does is left out.
      """)

  private static let mostRounds = 10_000

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    let rounds = try arguments.integer("rounds", in: 1...Self.mostRounds) ?? 50
    return Answer(
      PolicyCommands.benchCompiling(
        sources, rounds: rounds, clock: BenchPoliciesCommand.threadSeconds))
  }
}
