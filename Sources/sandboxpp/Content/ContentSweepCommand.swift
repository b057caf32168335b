import Foundation
import Workflow

/// `content sweep`: takes away what was sent and that nothing names.
struct ContentSweepCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "sweep", summary: "takes away files that were sent and that nothing names",
    options: [
      .database, .content,
      OptionShape(
        name: "grace", kind: .value(placeholder: "HOURS"),
        summary: "How long a file may lie unused (default: \(days) days)"),
      OptionShape(name: "look", kind: .flag, summary: "Only says what it would take"),
    ],
    details: """
      A file that was sent for an act that was then refused stays behind, as does one that never \
      arrived whole. Only such files are taken: what an operator put there, the programs of workers \
      and whatever a row names stay. `db check --content` looks the other way as well: whether what \
      rows name is there.

      Exit 1: with --look, there is something to take.

      \(Administration.details)
      """)

  private static let days = Int(Installation.graceOfFiles.components.seconds) / 86_400

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let folder = URL(fileURLWithPath: arguments.requiredValue("content")).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw CommandError("there is no folder `\(folder)`", help: "Name the content store's folder.")
    }
    let isDry = arguments.flag("look")
    let grace = try arguments.value("grace").map { text -> Duration in
      guard let hours = Int(text), (0...100_000).contains(hours) else {
        throw CommandError("--grace is `\(text)`", help: "Give a whole number of hours.")
      }
      return .seconds(hours * 3_600)
    }
    let report = try await Administration.use(arguments) {
      try await $0.sweep(
        content: folder, grace: grace ?? Installation.graceOfFiles, isDry: isDry)
    }
    let found = report.unused + report.drafts > 0
    return Answer(
      report,
      """
      \(report.files) files \(isDry ? "in the store" : "left")
      \(report.unused) sent and never used\(isDry ? "" : ", taken")
      \(report.drafts) never arrived whole\(isDry ? "" : ", taken")
      \(report.unnamed) named by no row and sent by nobody, kept
      """, status: isDry && found ? .refused : .done)
  }
}
