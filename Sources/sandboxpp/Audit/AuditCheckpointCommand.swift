import Crypto
import Foundation
import Transparency
import Workflow

/// `audit checkpoint`: what the log has signed last.
struct AuditCheckpointCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "checkpoint", summary: "prints the log's signed checkpoint, to be kept elsewhere",
    options: [
      .log,
      OptionShape(
        name: "vkey", kind: .value(placeholder: "KEY"),
        summary: "Prints it only if this verifier key's signature is on it"),
    ],
    details: "`audit verify --since FILE` holds the log against a checkpoint that was kept.")

  private struct Signed: Encodable {
    let origin: String
    let size: Int
    let root: String
    /// All of it, as it is kept elsewhere.
    let note: String
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let note = try arguments.publishedLog.checkpoint()
    if let key = arguments.value("vkey") {
      _ = try Checkpoint.open(note, log: VerifierKey(key))
    }
    let text = String(decoding: note, as: UTF8.self)
    let checkpoint = try Checkpoint(text: SignedNote(note).text)
    return Answer(
      Signed(
        origin: checkpoint.origin, size: checkpoint.head.size, root: checkpoint.head.root.hex,
        note: text), text)
  }
}
