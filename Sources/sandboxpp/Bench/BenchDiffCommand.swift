import Dispatch
import Policies

/// `bench diff`: how long it takes to prove what a change of policies does.
struct BenchDiffCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "diff", summary: "proves what a change of policies does over and over, and times it",
    operands: [
      OperandShape(name: "OLD", summary: "A folder of policies and vocabularies", count: .one),
      OperandShape(name: "NEW", summary: "The same as it is to be", count: .one),
    ],
    options: [
      OptionShape(
        name: "rounds", kind: .value(placeholder: "N"),
        summary: "How often after the first time; 20 if not said")
    ],
    details: """
      Both sides are read and compiled before anything is timed. What is timed begins with two
      compiled sets and ends with verdicts and witnesses; starting z3 is part of it. The time is that
      of the clock on the wall, for the solver is a process of its own.
      """)

  private static let mostRounds = 1_000

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let old = try PolicyFiles.read(arguments.operands("OLD"))
    let new = try PolicyFiles.read(arguments.operands("NEW"))
    let rounds = try arguments.integer("rounds", in: 1...Self.mostRounds) ?? 20
    guard let prover = Solver.find() else {
      throw CommandError(
        "there is no z3", help: "Install it: without a solver nothing is proved.")
    }
    return Answer(
      PolicyCommands.benchDiff(
        old, new, provedBy: prover, rounds: rounds,
        clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }))
  }
}
