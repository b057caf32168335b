import Foundation
import Workflow

/// `application answer`: answers a question of a desk.
struct ApplicationAnswerCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "answer", summary: "answers a question that a desk asked",
    operands: [
      OperandShape(
        name: "QUESTION", summary: "Its id, as `application show` lists it",
        subject: .init(noun: "question", help: "`application show` lists those of a case.")),
      OperandShape(name: "TEXT", summary: "The answer"),
    ],
    options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.answerQuestion(
        arguments.operand("QUESTION"), arguments.operand("TEXT"), once: UUID().uuidString,
        as: caller)
    }
    return Answer(standing)
  }
}
