import Compute
import Crypto
import Foundation
import Workflow

/// `job logs`: what a job wrote to its standard output, or to its standard error.
struct JobLogsCommand: Command {
  let shape = CommandShape(
    name: "logs", summary: "prints what a job that has ended wrote",
    operands: [.job],
    options: [
      .database, .keystore, Domain.actor, .content,
      OptionShape(name: "errors", kind: .flag, summary: "Its standard error instead"),
    ])

  /// A log is cut at its job's limit; this much is shown of it.
  private static let shown = 1 << 20

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let job = try await Domain.use(arguments, on: console) { sandbox, caller in
      try await sandbox.job(arguments.operand("JOB"), as: caller)
    }
    let hex = arguments.flag("errors") ? job.standardError : job.standardOutput
    guard let digest = hex.flatMap({ Digest(hex: $0) }) else {
      throw CommandError(
        "\(job.reference) left no log; it is \(job.state)", help: "`job wait` waits for its end.",
        status: .refused)
    }
    let folder = URL(fileURLWithPath: arguments.requiredValue("content")).standardizedFileURL.path
    let bytes = try ContentStore(root: folder).read(digest, count: Self.shown)
    let text = String(decoding: bytes, as: UTF8.self)
    if !text.isEmpty { console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
    return .done
  }
}
