import Foundation
import Workflow

/// `application answer`: answers a question of a desk.
struct ApplicationAnswerCommand: Command {
  let shape = CommandShape(
    name: "answer", summary: "answers a question that a desk asked",
    operands: [
      OperandShape(name: "QUESTION", summary: "Its id, as `application show` lists it"),
      OperandShape(name: "TEXT", summary: "The answer"),
    ],
    options: [.database, Domain.actor])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.answerQuestion(
        arguments.operand("QUESTION"), arguments.operand("TEXT"), once: UUID().uuidString,
        as: caller)
    }
    console.print(standing.line)
    return .done
  }
}
