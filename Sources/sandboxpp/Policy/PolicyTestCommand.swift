import Foundation
import Policies

/// `policy test`: runs the tests that stand in policies.
struct PolicyTestCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "test", summary: "runs the tests that stand in the files",
    operands: [PolicyFiles.operand],
    options: [
      OptionShape(
        name: "coverage", kind: .flag,
        summary: "Also names every rule that no test sees true, false and unknown"),
      OptionShape(
        name: "mutants", kind: .flag,
        summary: "Plants small mistakes, and names those that no test notices"),
    ],
    details: """
      With --mutants each rule is changed a little, one change at a time: a number one higher, a part
      left out or denied, a stage moved, another remit. A change that no test notices is shown with a
      test that would; the status is then 1. What is proved to change nothing is left out. The proof needs
      z3.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    if arguments.flag("mutants") {
      return Answer(
        await PolicyCommands.mutants(
          sources, provedBy: Solver.find(), lanes: ProcessInfo.processInfo.activeProcessorCount))
    }
    return Answer(PolicyCommands.test(sources, coverage: arguments.flag("coverage")))
  }
}
