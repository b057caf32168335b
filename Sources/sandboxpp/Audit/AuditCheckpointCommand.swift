import Foundation
import Transparency
import Workflow

/// `audit checkpoint`: what the log has signed last.
struct AuditCheckpointCommand: Command {
  let shape = CommandShape(
    name: "checkpoint", summary: "prints the log's signed checkpoint, to be kept elsewhere",
    options: [
      .log,
      OptionShape(
        name: "vkey", kind: .value(placeholder: "KEY"),
        summary: "Prints it only if this verifier key's signature is on it"),
    ],
    details: "`audit verify --since FILE` holds the log against a checkpoint that was kept.")

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    do {
      let note = try PublishedLog(folder: arguments.requiredValue("log")).checkpoint()
      if let key = arguments.value("vkey") {
        _ = try Checkpoint.open(note, log: VerifierKey(key))
      }
      console.print(String(String(decoding: note, as: UTF8.self).dropLast()))
      return .done
    } catch let refusal as Refusal {
      throw CommandError(refusal)
    }
  }
}
