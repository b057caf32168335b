import Postgres
import Workflow

/// What a command that acts for a person works with: the domain, and who the token says it is.
struct Desk: Sendable {
  let sandbox: Sandbox
  let caller: Caller

  /// Runs a command's work as the holder of the token, and closes the database behind it.
  ///
  /// - Throws: `CommandError` without a token, `Refusal` when the session is unknown or over.
  static func with<Value: Sendable>(
    _ arguments: Arguments, _ console: Console, _ work: (Desk) async throws -> Value
  ) async throws -> Value {
    guard let token = console.environment[OptionShape.tokenVariable], !token.isEmpty else {
      throw CommandError(
        "nobody is signed in",
        help: "Set \(OptionShape.tokenVariable) to what `sandboxpp user token LOGIN` prints.")
    }
    let pool = try Installation.pool(arguments.requiredValue("database"), connections: 2)
    let sandbox = Sandbox(pool)
    do {
      let (caller, _) = try await sandbox.resume(secret: token)
      let value = try await work(Desk(sandbox: sandbox, caller: caller))
      await pool.close()
      return value
    } catch {
      await pool.close()
      throw error
    }
  }
}

extension ExitStatus {
  /// A refusal is status 1 where the domain said no, and 2 where it could not be tried.
  init(_ refusal: Refusal) {
    switch refusal.kind {
    case .unavailable, .fault, .malformed, .notSignedIn: self = .failed
    default: self = .refused
    }
  }
}
