import Duties
import Postgres
import Workflow

/// `tick`: clocks, rescue and alarms.
struct TickCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "tick", summary: "fires what is due, takes back lost jobs, raises alarms",
    options: [
      .database, .keystore,
      OptionShape(name: "once", kind: .flag, summary: "Does one round, and ends"),
    ],
    details: """
      Safe to run twice: one is active, the other waits. An event that fails is told and holds up
      no other. An alarm is raised when nothing was sealed for 10 s while entries wait, and when
      the clocks of database and machine differ by 2 s.
      """)

  /// The clockwork of a database.
  static func clockwork(
    _ arguments: Arguments, on connection: String, _ console: Console
  ) throws -> Clockwork {
    Clockwork(
      try Configuration(connection, applicationName: "sandboxpp tick"),
      Sandbox(
        try Installation.pool(connection, connections: 2),
        keystore: try Domain.keystore(arguments)),
      log: { console.note("tick: \($0)") })
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let clockwork = try TickCommand.clockwork(
      arguments, on: arguments.requiredValue(OptionShape.database.name), console)
    guard arguments.flag("once") else {
      try await Termination.ending { try await clockwork.run() }
      return .ended
    }
    let (fired, failed) = try await clockwork.runOnce()
    return Answer(
      ["fired": fired, "failed": failed], "Events fired: \(fired), failed: \(failed).",
      status: failed == 0 ? .done : .refused)
  }
}
