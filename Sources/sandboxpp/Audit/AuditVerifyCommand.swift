import Foundation
import Transparency

/// `audit verify`: recomputes a log from its entries and holds it against what was signed.
struct AuditVerifyCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "verify", summary: "recomputes a log from its entries and checks all that was signed",
    operands: [
      OperandShape(
        name: "LOG",
        summary: "A folder with the log's files, its http(s) address, or a file of audit export")
    ],
    options: [
      OptionShape(
        name: "vkey", kind: .value(placeholder: "KEY"),
        summary: "The log's verifier key, from somebody other than the log", isRequired: true),
      OptionShape(
        name: "since", kind: .value(placeholder: "FILE"),
        summary: "A checkpoint kept from before, which the log must extend"),
      OptionShape(
        name: "opaque", kind: .flag,
        summary: "Takes entries as bytes: checks the tree, not the chains of subjects"),
    ],
    details: """
      Nothing that the log's writer computed is trusted: the root comes from the entries alone.
      The bundles of entries need a token with the scope `log`, in \(OptionShape.tokenVariable),
      when the log is read from its address. A log without entries is never called sound.
      An exported file is read with the manifest beside it; without one it is no export. Status:
      0 sound, 1 broken, with the first leaf that does not fit, 2 could not be checked.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let verdict =
      Self.isFile(arguments.operand("LOG"))
      ? try verifyExport(arguments, on: console) : try await verifyLog(arguments, on: console)
    return Answer(
      Report(verdict), verdict.description,
      status: ExitStatus(rawValue: verdict.exitCode) ?? .failed)
  }

  private func verifyLog(
    _ arguments: Arguments, on console: Console
  ) async throws -> Verdict {
    let verifier = try LogVerifier(
      source: .location(
        arguments.operand("LOG"), token: console.environment[OptionShape.tokenVariable]),
      log: VerifierKey(arguments.requiredValue("vkey")),
      earlier: arguments.value("since").map(Self.checkpoint),
      contents: arguments.flag("opaque") ? .opaque : .entries)
    return await verifier.verify { console.progress("\($0) entries") }
  }

  private func verifyExport(_ arguments: Arguments, on console: Console) throws -> Verdict {
    guard arguments.value("since") == nil, !arguments.flag("opaque") else {
      throw CommandError(
        "an export is verified as it is", help: "Leave --since and --opaque to whole logs.")
    }
    let verifier = ExportVerifier(
      path: arguments.operand("LOG"), log: try VerifierKey(arguments.requiredValue("vkey")))
    return verifier.verify { console.progress("\($0) entries") }
  }

  private static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }

  private static func checkpoint(in file: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandError(
        "cannot read `\(file)`", help: "Give --since a file that holds a checkpoint.")
    }
    return [UInt8](data)
  }

  /// What `--format json` prints.
  private struct Report: Encodable {
    let verdict: String
    let says: String
    var entries: Int?
    var subjects: Int?
    var leaf: Int?

    init(_ verdict: Verdict) {
      says = verdict.description
      switch verdict {
      case .sound(let soundness):
        self.verdict = "sound"
        entries = soundness.entries
        subjects = soundness.subjects
      case .broken(let defect):
        self.verdict = "broken"
        leaf = defect.leafIndex
      case .couldNotCheck:
        self.verdict = "could not check"
      }
    }
  }
}
