import Foundation
import Workflow

/// `document add`: sends a file as a document of a case, or as evidence for a condition.
struct DocumentAddCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "add", summary: "adds a file to a case or a condition",
    operands: [
      OperandShape(
        name: "SUBJECT", summary: "A reference, or `condition/<id>`",
        subject: .init(noun: "subject", help: "`application show` names them.")),
      .file,
    ],
    options: [
      .database, Domain.actor, .content,
      OptionShape(
        name: "kind", kind: .value(placeholder: "KIND"),
        summary: "Which paper: one of the vocabulary, evidence, final_report, …",
        isRequired: true),
      .title,
      OptionShape(
        name: "attribute", kind: .value(placeholder: "NAME"),
        summary: "The fact for which it is evidence, such as model.name"),
    ],
    details: """
      What the file is, its bytes say; a kind takes some types only. Final and periodic reports and \
      representations are taken in by events of their own.

      Exit 1: it was refused, and nothing has changed.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let title = arguments.value("title") ?? arguments.fileName
    let document = NewDocument(
      kind: arguments.requiredValue("kind"), title: title, attribute: arguments.value("attribute"))
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let subject = try await sandbox.subject(arguments.operand("SUBJECT"), as: caller)
      let sandbox = sandbox.keeping(files: arguments.store)
      let kept = try await sandbox.keep(
        contentsOf: arguments.operand("FILE"), as: document.kind, by: caller)
      return try await sandbox.add(document, kept, to: subject, as: caller)
    }
    return Answer(standing)
  }
}

/// `document supersede`: puts a file in a document's place.
struct DocumentSupersedeCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "supersede", summary: "puts a file in the place of a document, which stays on record",
    operands: [
      .reference,
      OperandShape(
        name: "DOCUMENT", summary: "Its id, as `document list` prints it",
        subject: .init(noun: "document", help: "`document list` lists those of a case.")),
      .file,
    ],
    options: [.database, Domain.actor, .content, .title],
    details: "Exit 1: it was refused, as when the document is superseded already.")

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let view = try await sandbox.application(arguments.operand("REFERENCE"), as: caller)
      let named = arguments.operand("DOCUMENT")
      guard let old = view.documents.first(where: { $0.id == named }) else {
        throw CommandError(
          "the case has no document \(named)", help: "`document list` lists them.", status: .refused
        )
      }
      let sandbox = sandbox.keeping(files: arguments.store)
      let kept = try await sandbox.keep(
        contentsOf: arguments.operand("FILE"), as: old.kind, by: caller)
      return try await sandbox.supersede(
        old.id, with: kept, title: arguments.value("title") ?? "", of: view.head.subject,
        as: caller)
    }
    return Answer(standing)
  }
}

/// `document list`: the documents of a case, each with those that it supersedes.
struct DocumentListCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "list", summary: "lists the documents of a case, current ones with their predecessors",
    operands: [.reference], options: [.database, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.application(arguments.operand("REFERENCE"), as: $1)
    }
    let lines = view.documents.current.flatMap { document in
      [DocumentListCommand.line(document)]
        + view.documents.predecessors(of: document)
        .map { "  superseded " + DocumentListCommand.line($0) }
    }
    return Answer(view.documents, lines: lines)
  }

  private static func line(_ document: DocumentView) -> String {
    let evidence = document.attribute.map { " for \($0)" } ?? ""
    return "\(document.id)  \(document.kind)\(evidence)  \(document.media) "
      + "\(document.bytes)  \(document.digest.prefix(16))  \(document.title)"
  }
}

extension OperandShape {
  /// A file to be sent.
  fileprivate static let file = OperandShape(name: "FILE", summary: "The file")
}

extension OptionShape {
  fileprivate static let title = OptionShape(
    name: "title", kind: .value(placeholder: "TEXT"),
    summary: "What it is called (default: the file's name, or its predecessor's title)")
}

extension Arguments {
  /// The whole path of the content store.
  fileprivate var store: String {
    URL(fileURLWithPath: requiredValue("content")).standardizedFileURL.path
  }

  fileprivate var fileName: String {
    URL(fileURLWithPath: operand("FILE")).lastPathComponent
  }
}
