import Foundation
import Transparency
import Workflow

/// `act`: fires any event that the person may, of any table of the lifecycle.
struct ActCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "act", summary: "fires an event at a subject",
    operands: [
      OperandShape(
        name: "SUBJECT", summary: "`<table>/<id>`, `<table>/new`, or a reference",
        subject: .init(
          noun: "subject",
          help: "`application show` and `review show` name them, such as review/<id>.")),
      OperandShape(name: "EVENT", summary: "The event's name, as `sandboxpp lifecycle` lists them"),
    ],
    options: [
      .database, .keystore, Domain.actor,
      .expect,
    ] + ActWords.options,
    details: """
      Exit 1: the domain refused, and says what is possible instead. Nothing has changed then.
      Whoever acts is named by \(OptionShape.tokenVariable), or by --as.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let words = try ActWords(arguments)
    let expected = try arguments.expected
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let subject = try await sandbox.subject(arguments.operand("SUBJECT"), as: caller)
      return try await sandbox.fire(
        Act(
          subject, arguments.operand("EVENT"), expected: expected, detail: words.detail,
          payload: words.payload), as: caller)
    }
    return Answer(standing)
  }
}

/// What is said with an act: in a file, or on the command line.
struct ActWords {
  /// Stands in the audit entry.
  var detail: [String: CanonicalJSON] = [:]
  /// Is written to rows.
  var payload: [String: CanonicalJSON] = [:]

  static let options = [
    OptionShape(
      name: "data", kind: .value(placeholder: "FILE"),
      summary: "JSON with `detail` and `payload`; - reads standard input"),
    OptionShape(
      name: "detail", kind: .value(placeholder: "JSON"),
      summary: "What stands in the audit entry, as an object"),
    OptionShape(
      name: "payload", kind: .value(placeholder: "JSON"),
      summary: "What is written to rows, as an object; the entry has its SHA-256"),
  ]

  /// Reads the options.
  ///
  /// - Throws: `CommandError` for what is no JSON object.
  init(_ arguments: Arguments) throws {
    if let file = arguments.value("data") {
      let bytes =
        file == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : FileManager.default.contents(atPath: file)
      let whole = try ActWords.object(bytes, "--data")
      detail = try ActWords.canonical(whole["detail"] ?? [:] as [String: Any], "detail")
      payload = try ActWords.canonical(whole["payload"] ?? [:] as [String: Any], "payload")
    }
    if let text = arguments.value("detail") {
      detail = try ActWords.canonical(ActWords.object(Data(text.utf8), "--detail"), "detail")
    }
    if let text = arguments.value("payload") {
      payload = try ActWords.canonical(ActWords.object(Data(text.utf8), "--payload"), "payload")
    }
  }

  /// A JSON object that an option gives.
  static func object(_ bytes: Data?, _ option: String) throws -> [String: Any] {
    guard let bytes, let parsed = try? JSONSerialization.jsonObject(with: bytes),
      let object = parsed as? [String: Any]
    else {
      throw CommandError("\(option) is no JSON object", help: "Write it as {\"name\": \"value\"}.")
    }
    return object
  }

  private static func canonical(_ value: Any, _ name: String) throws -> [String: CanonicalJSON] {
    guard let object = value as? [String: Any] else {
      throw CommandError("`\(name)` is no JSON object", help: "Give names and values in it.")
    }
    let text = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    guard case .object(let members) = try CanonicalJSON([UInt8](text)) else { return [:] }
    return members
  }
}

extension Sandbox {
  /// A subject's name, where a reference may be given instead.
  func subject(_ name: String, as caller: Caller) async throws(Refusal) -> String {
    if name.contains("/") { return name }
    // An officer names a case before reading it, to declare.
    if caller.audience == .officer { return try await closedCase(name, as: caller).subject }
    return try await application(name, as: caller).head.subject
  }
}

extension Standing {
  /// As commands print it.
  var line: String { "\(subject) \(state ?? "-") version \(version)" }
}
