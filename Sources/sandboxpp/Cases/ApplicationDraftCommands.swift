import Foundation
import Workflow

/// `application start`: begins an application of the caller's firm.
struct ApplicationStartCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "start", summary: "begins an application of your firm",
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "cohort", kind: .value(placeholder: "KEY"),
        summary: "The cohort, as `cohort list` has it", isRequired: true),
      OptionShape(
        name: "title", kind: .value(placeholder: "TEXT"), summary: "Its title", isRequired: true),
      OptionShape(
        name: "title-zh", kind: .value(placeholder: "TEXT"), summary: "Its title in Chinese"),
      .facts,
    ],
    details: """
      Prints the reference by which every other command names it. Whoever writes facts cannot submit
      them: an approver of the firm does, with `application submit`.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let facts = try arguments.facts
    let draft = try await Domain.use(arguments, on: console) { sandbox, caller in
      let draft = try await sandbox.startApplication(
        titleEn: arguments.requiredValue("title"), titleZh: arguments.value("title-zh") ?? "",
        cohort: arguments.requiredValue("cohort"), as: caller)
      guard let facts else { return draft }
      try await sandbox.saveDraft(facts, of: draft.reference, as: caller)
      return try await sandbox.draft(draft.reference, as: caller)
    }
    return Answer(draft, "\(draft.reference)  \(draft.subject)")
  }
}

/// `application draft`: prints or replaces what the firm is writing.
struct ApplicationDraftCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "draft", summary: "prints what your firm has written so far, or replaces it",
    operands: [.reference],
    options: [
      .database, .keystore, Domain.actor, .facts,
      OptionShape(
        name: "revision", kind: .value(placeholder: "NUMBER"),
        summary: "The revision you saw; refused when others saved since"),
    ])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let name = arguments.operand(OperandShape.reference.name)
    let facts = try arguments.facts
    let revision = try arguments.integer("revision", in: 0...Int(Int32.max))
    let draft = try await Domain.use(arguments, on: console) { sandbox, caller in
      if let facts { try await sandbox.saveDraft(facts, of: name, revision: revision, as: caller) }
      return try await sandbox.draft(name, as: caller)
    }
    return Answer(
      draft, facts == nil ? draft.facts : "\(draft.reference)  revision \(draft.revision)")
  }
}

/// `application submit`: submits the draft, which freezes it.
struct ApplicationSubmitCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "submit", summary: "submits what your firm has written",
    operands: [.reference], options: [.database, .keystore, Domain.actor, .expect],
    details: "Exit 1: refused, with what is missing; the draft stays as it is.")

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let expected = try arguments.expected
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let subject = try await sandbox.subject(
        arguments.operand(OperandShape.reference.name), as: caller)
      return try await sandbox.fire(Act(subject, "submit", expected: expected), as: caller)
    }
    return Answer(standing)
  }
}

extension Arguments {
  /// The text of the file that `--facts` names, which holds a JSON object.
  fileprivate var facts: String? {
    get throws {
      guard let path = value(OptionShape.facts.name) else { return nil }
      let text = try PolicyFiles.text(at: path)
      _ = try ActWords.object(Data(text.utf8), "--facts")
      return text
    }
  }
}

extension OptionShape {
  /// `--facts`, for what a firm writes.
  static let facts = OptionShape(
    name: "facts", kind: .value(placeholder: "FILE"),
    summary: "A JSON object by the vocabulary's names; it may be incomplete")
}
