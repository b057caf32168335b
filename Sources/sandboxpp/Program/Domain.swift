import Postgres
import Workflow

/// How commands reach the domain: the database, and who asks.
enum Domain {
  /// `--as`, for whoever owns the database and may be anybody.
  static let actor = OptionShape(
    name: "as", kind: .value(placeholder: "LOGIN"),
    summary: "Acts as this account, when the connection owns the database")

  /// Runs something on the domain as whoever calls the command.
  ///
  /// - Parameters:
  ///   - arguments: of a command that declares `--database` and `--as`.
  ///   - console: whose environment may hold the secret of a session.
  ///   - connections: how many the work needs at once.
  ///   - body: the work.
  /// - Returns: what the body returned.
  /// - Throws: `CommandError` for nobody and for a name that nothing has; else what the body threw.
  static func use<Value>(
    _ arguments: Arguments, on console: Console, connections: Int = 1,
    _ body: (_ sandbox: Sandbox, _ caller: Caller) async throws -> Value
  ) async throws -> Value {
    let pool = try Installation.pool(
      arguments.requiredValue(OptionShape.database.name), connections: connections)
    do {
      let sandbox = Sandbox(pool, keystore: try keystore(arguments))
      let caller: Caller
      if let login = arguments.value(actor.name) {
        caller = try await Installation(pool).session(of: login)
      } else if let secret = console.environment[OptionShape.tokenVariable], !secret.isEmpty {
        caller = try await sandbox.resume(secret: secret).caller
      } else {
        throw CommandError(
          "nobody is signed in",
          help: "Set \(OptionShape.tokenVariable), or give --as LOGIN on the owner's connection.")
      }
      let value = try await body(sandbox, caller)
      await pool.close()
      return value
    } catch let refusal as Refusal where refusal.kind == .notFound {
      throw CommandError(nothingFor: arguments) ?? CommandError(refusal)
    }
  }
}

extension Domain {
  /// The keys of free text, where a folder is named for them.
  static func keystore(_ arguments: Arguments) throws(Refusal) -> KeyStore? {
    guard let folder = arguments.value(OptionShape.keystore.name) else { return nil }
    return try KeyStore(folder: folder)
  }
}

extension OptionShape {
  /// `--log`, for every command that works on the log's folder.
  static let log = OptionShape(
    name: "log", kind: .value(placeholder: "DIR"),
    summary: "The folder in which the log is published", isRequired: true,
    environment: "SANDBOXPP_LOG")
}
