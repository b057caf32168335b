import Duties
import Workflow

/// `up`: all that serves an installation, in one process.
struct UpCommand: Command {
  let shape = CommandShape(
    name: "up", summary: "serves, works, seals and ticks in one process until it is asked to end",
    options: [.database, .log, SealCommand.key, logOrigin]
      + ServeCommand.options.filter {
        !own.contains($0.name)
      } + WorkCommand.options,
    details: """
      Each part logs in to the database as its own role (portal, work, seal, tick) and holds no \
      more than it does by itself; name no user in the connection. Parts of the same kind may run \
      beside it: one sealer and one clockwork are active. When a part cannot go on, all end, with \
      its sentence and status: whoever supervises the process starts it again. Where the log's key \
      is to be held by nobody else, run `seal` by itself.
      """)

  /// What the portal may leave out and this command may not.
  private static let own = ["log", "content"]

  private static let logOrigin = OptionShape(
    name: "log-origin", kind: .value(placeholder: "NAME"),
    summary: "What a new log is called (default: \(LogKey.defaultOrigin)); it never changes")

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let connection: @Sendable (String) -> String = { role in
      "\(arguments.requiredValue(OptionShape.database.name)) user=\(role)"
    }
    _ = try ServeCommand.listening(arguments.requiredValue("listen"))
    let sealer = try SealCommand.sealer(
      arguments, on: connection("seal"), origin: arguments.value("log-origin"), console)
    let clockwork = try TickCommand.clockwork(arguments, on: connection("tick"), console)
    try await Termination.ending {
      try await UpCommand.together([
        { try await sealer.run() },
        { try await clockwork.run() },
        { try await WorkCommand.work(arguments, from: connection("work"), on: console) },
        { try await ServeCommand.serve(arguments, from: connection("portal"), on: console) },
      ])
    }
    return .done
  }

  /// Runs parts side by side; the first that ends ends the others, and all are waited for.
  ///
  /// - Throws: what that one threw.
  static func together(_ parts: [@Sendable () async throws -> Void]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in parts { group.addTask { try await part() } }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
