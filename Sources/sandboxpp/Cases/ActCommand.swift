import Foundation
import Transparency
import Workflow

/// `act`: fires any event that the person may, of any table of the lifecycle.
struct ActCommand: Command {
  let shape = CommandShape(
    name: "act", summary: "fires an event at a subject, as the holder of the token",
    operands: [
      OperandShape(name: "SUBJECT", summary: "`<table>/<id>`, `<table>/new`, or a reference"),
      OperandShape(name: "EVENT", summary: "The event's name, as docs/lifecycle.md lists them"),
    ],
    options: [
      .database,
      OptionShape(
        name: "data", kind: .value(placeholder: "FILE"),
        summary: "JSON with `detail` (stands in the audit entry) and `payload` (rows only)"),
      OptionShape(
        name: "expect", kind: .value(placeholder: "VERSION"),
        summary: "The version you saw; refused when it has changed since"),
      .format,
    ],
    details: """
      Exit 1: the domain refused, and says what is possible instead. Nothing has changed then.
      Whoever acts is named by \(OptionShape.tokenVariable).
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let (detail, payload) = try Self.data(arguments.value("data"))
    let expected = try arguments.integer("expect", in: 0...Int.max)
    do {
      let standing = try await Desk.with(arguments, console) { desk in
        let subject = try await desk.subject(arguments.operand("SUBJECT"))
        return try await desk.sandbox.fire(
          Act(
            subject, arguments.operand("EVENT"), expected: expected, detail: detail,
            payload: payload), as: desk.caller)
      }
      switch arguments.format {
      case .text:
        console.print("\(standing.subject) \(standing.state ?? "-") version \(standing.version)")
      case .json: try console.print(json: standing)
      }
      return .done
    } catch let refusal as Refusal {
      console.note("sandboxpp act: \(refusal.description)")
      return ExitStatus(refusal)
    }
  }

  private static func data(
    _ file: String?
  ) throws -> (detail: [String: CanonicalJSON], payload: [String: CanonicalJSON]) {
    guard let file else { return ([:], [:]) }
    let bytes =
      file == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
    guard let bytes, let parsed = try? JSONSerialization.jsonObject(with: bytes),
      let whole = parsed as? [String: Any]
    else {
      throw CommandError("`\(file)` is no JSON object", help: "Give detail and payload in it.")
    }
    func part(_ name: String) throws -> [String: CanonicalJSON] {
      let object = try JSONSerialization.data(
        withJSONObject: whole[name] ?? [:] as [String: Any],
        options: [.sortedKeys, .withoutEscapingSlashes])
      guard case .object(let members) = try CanonicalJSON([UInt8](object)) else { return [:] }
      return members
    }
    return (try part("detail"), try part("payload"))
  }
}

extension Desk {
  /// A subject's name, where a reference is given instead.
  func subject(_ name: String) async throws -> String {
    if name.contains("/") { return name }
    return try await sandbox.application(name, as: caller).head.subject
  }
}
