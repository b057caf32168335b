import Duties
import Postgres
import Workflow

/// `tick`: clocks, rescue and alarms.
struct TickCommand: Command {
  let shape = CommandShape(
    name: "tick", summary: "fires what is due, takes back lost jobs, raises alarms",
    options: [
      .database,
      OptionShape(name: "once", kind: .flag, summary: "Does one round, and ends"),
    ],
    details: """
      Safe to run twice: one is active, the other waits. An event that fails is told and holds up
      no other. An alarm is raised when nothing was sealed for 10 s while entries wait, and when
      the clocks of database and machine differ by 2 s.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let connection = arguments.requiredValue(OptionShape.database.name)
    let pool = try Domain.pool(connection, connections: 2)
    let clockwork = Clockwork(
      try Configuration(connection, applicationName: "sandboxpp tick"), Sandbox(pool),
      log: { console.note("tick: \($0)") })
    guard arguments.flag("once") else {
      try await Termination.ending { try await clockwork.run() }
      return .done
    }
    do {
      let (fired, failed) = try await clockwork.runOnce()
      console.print("Events fired: \(fired), failed: \(failed).")
      return failed == 0 ? .done : .refused
    } catch let error as DutyError {
      throw CommandError(error)
    } catch let refusal as Refusal {
      throw CommandError(refusal)
    }
  }
}
