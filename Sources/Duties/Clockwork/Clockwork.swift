public import Postgres
public import Workflow

/// `tick`: rescue, due events, alarms, once a second; one is active by an advisory lock.
public struct Clockwork: Sendable {
  private let duty: Duty
  private let sandbox: Sandbox

  /// The clockwork of a database.
  ///
  /// - Parameters:
  ///   - configuration: how to reach the database, as a login that may take the role `clockwork`.
  ///   - sandbox: the domain on the same database.
  ///   - log: takes a line for the operator now and then; it never holds personal data.
  public init(
    _ configuration: Configuration, _ sandbox: Sandbox, log: @escaping @Sendable (String) -> Void
  ) {
    duty = Duty(lock: Bounds.clockworkLock, configuration: configuration, log: log)
    self.sandbox = sandbox
  }

  /// Does rounds until the task is cancelled, through restarts of the database.
  public func run() async throws {
    try await duty.keep { [duty, sandbox] in
      var round = Round(sandbox, log: duty.log)
      while !Task.isCancelled {
        let outcome = try await round.run()
        if !outcome.isFull { try await Task.sleep(for: Bounds.clockworkRest) }
      }
    }
  }

  /// Does one round.
  ///
  /// - Returns: how many events were fired, and how many failed.
  /// - Throws: `Refusal` when nothing could be done, `DutyError` when another process is active.
  public func runOnce() async throws -> (fired: Int, failed: Int) {
    let outcome = try await duty.once { [duty, sandbox] in
      var round = Round(sandbox, log: duty.log)
      return try await round.run()
    }
    return (outcome.fired, outcome.failed)
  }
}
