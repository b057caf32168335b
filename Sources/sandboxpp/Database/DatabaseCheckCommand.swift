import Foundation
import Workflow

/// `db check`: whether all that is derived follows from what is kept for good.
struct DatabaseCheckCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "check", summary: "checks that everything in the database fits together",
    options: [
      .database, .keystore,
      OptionShape(
        name: "content", kind: .value(placeholder: "FOLDER"),
        summary: "Also hashes the files that rows name, in this store",
        environment: OptionShape.content.environment),
    ],
    details: """
      Chains, states and the log's root are computed again from the entries' bytes, facts from the
      frozen documents, clocks from their ledgers, grants from their jobs, in one snapshot: the
      installation may go on working. Nothing is changed.

      Exit 1: something does not fit; each kind names its first \(CheckReport.Part.mostFaults).

      \(Administration.details)
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let content = try arguments.value("content").map(Self.folder)
    let keystore = try Domain.keystore(arguments)
    let report = try await Administration.use(arguments) {
      try await $0.check(content: content, keystore: keystore) { console.progress($0) }
    }
    return Answer(report, Self.text(report), status: report.isSound ? .done : .refused)
  }

  /// The folder's whole path; a store that is not there is a slip and is not made.
  private static func folder(_ path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw CommandError("there is no folder `\(path)`", help: "Name the content store's folder.")
    }
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  private static func text(_ report: CheckReport) -> String {
    report.parts.flatMap { part in
      let verdict = part.wrong == 0 ? "sound" : "\(part.wrong) wrong"
      let left = part.wrong - part.faults.count
      return ["\(part.name): \(part.looked) looked at, \(verdict)"]
        + part.faults.map { "  \($0.place): \($0.what)" }
        + (left > 0 ? ["  and \(left) more"] : [])
    }.joined(separator: "\n")
  }
}
