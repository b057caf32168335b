import Duties
import Postgres
import Workflow

/// `seal`: the sealer of the log, sole holder of its key.
struct SealCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "seal", summary: "takes entries into the log, signs and publishes it",
    options: [
      .database, .log, key,
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

  /// `--key`, the log's own.
  static let key = OptionShape(
    name: "key", kind: .value(placeholder: "FILE"),
    summary: "The log's private key; made at the first start, its verifier key in FILE.vkey",
    isRequired: true)

  /// The sealer of a database.
  static func sealer(
    _ arguments: Arguments, on connection: String, origin: String?, _ console: Console
  ) throws -> Sealer {
    Sealer(
      try Configuration(connection, applicationName: "sandboxpp seal"),
      pool: try Installation.pool(connection, connections: 1),
      folder: arguments.requiredValue(OptionShape.log.name),
      key: try LogKey(path: arguments.requiredValue("key"), origin: origin),
      log: { console.note("seal: \($0)") })
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let sealer = try SealCommand.sealer(
      arguments, on: arguments.requiredValue(OptionShape.database.name),
      origin: arguments.value("origin"), console)
    guard arguments.flag("once") else {
      try await Termination.ending { try await sealer.run() }
      return .ended
    }
    let size = try await sealer.runOnce()
    return Answer(["size": size], "The log has \(size) entries.")
  }
}
