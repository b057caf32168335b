import Duties
import Postgres
import Workflow

/// `seal`: the sealer of the log, sole holder of its key.
struct SealCommand: Command {
  let shape = CommandShape(
    name: "seal", summary: "takes entries into the log, signs and publishes it",
    options: [
      .database, .log,
      OptionShape(
        name: "key", kind: .value(placeholder: "FILE"),
        summary: "The log's private key; made at the first start, its verifier key in FILE.vkey",
        isRequired: true),
      OptionShape(
        name: "origin", kind: .value(placeholder: "NAME"),
        summary: "What a new log is called (default: \(LogKey.defaultOrigin)); it never changes"),
      OptionShape(name: "once", kind: .flag, summary: "Seals what waits now, and ends"),
    ],
    details: """
      Safe to run twice: one is active, the other waits. Nothing is ever signed that does not
      extend what was signed before; a database that is behind the log, or a folder of another
      log, ends it with status 1. The folder is a log by C2SP tlog-tiles; any web server may serve
      its checkpoint and hash tiles, entries are for auditors.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let connection = arguments.requiredValue(OptionShape.database.name)
    let pool = try Domain.pool(connection, connections: 1)
    do {
      let key = try LogKey(
        path: arguments.requiredValue("key"), origin: arguments.value("origin"))
      let sealer = Sealer(
        try Configuration(connection, applicationName: "sandboxpp seal"), pool: pool,
        folder: arguments.requiredValue(OptionShape.log.name), key: key,
        log: { console.note("seal: \($0)") })
      guard arguments.flag("once") else {
        try await Termination.ending { try await sealer.run() }
        return .done
      }
      console.print("The log has \(try await sealer.runOnce()) entries.")
      return .done
    } catch let error as DutyError {
      throw CommandError(error)
    }
  }
}

extension CommandError {
  /// What ended a duty, in the words of its own sentences.
  init(_ error: DutyError) {
    let sentences = error.description.split(separator: ". ", maxSplits: 1)
    self.init(
      String(sentences.first ?? "").trimmingSuffix("."),
      help: sentences.count > 1 ? String(sentences[1]) : "Look at what is named.",
      status: .refused)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
