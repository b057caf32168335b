import Postgres
import Workflow

/// How commands reach the domain: the database, and who asks.
enum Domain {
  /// `--as`, for whoever owns the database and may be anybody.
  static let actor = OptionShape(
    name: "as", kind: .value(placeholder: "LOGIN"),
    summary: "Acts as this account, when the connection owns the database")

  /// Connections for one command.
  ///
  /// - Throws: `CommandError` for a connection string that cannot be read.
  static func pool(_ connection: String, connections: Int = 1) throws -> Pool {
    do {
      return try Installation.pool(connection, connections: connections)
    } catch {
      throw CommandError(error)
    }
  }

  /// Runs something on the domain as whoever calls the command.
  ///
  /// - Parameters:
  ///   - arguments: of a command that declares `--database` and `--as`.
  ///   - console: whose environment may hold the secret of a session.
  ///   - connections: how many the work needs at once.
  ///   - body: the work.
  /// - Returns: what the body returned.
  /// - Throws: `CommandError`, or what the body threw that is no refusal.
  static func use<Value>(
    _ arguments: Arguments, on console: Console, connections: Int = 1,
    _ body: (_ sandbox: Sandbox, _ caller: Caller) async throws -> Value
  ) async throws -> Value {
    let pool = try pool(
      arguments.requiredValue(OptionShape.database.name), connections: connections)
    do {
      let sandbox = Sandbox(pool)
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
    } catch let refusal as Refusal {
      throw CommandError(refusal)
    }
  }
}

extension CommandError {
  /// A refusal: status 1, or 2 when it could not be tried at all.
  init(_ refusal: Refusal) {
    let sentence = refusal.sentence
    let possible =
      refusal.allowed.isEmpty ? nil : "Possible now: \(refusal.allowed.joined(separator: ", "))."
    let advice = refusal.advice.isEmpty ? "Nothing was done." : refusal.advice
    self.init(
      sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence,
      help: [advice, possible].compactMap { $0 }.joined(separator: " "),
      status: refusal.kind == .unavailable || refusal.kind == .fault ? .failed : .refused)
  }
}

extension OptionShape {
  /// `--log`, for every command that works on the log's folder.
  static let log = OptionShape(
    name: "log", kind: .value(placeholder: "DIR"),
    summary: "The folder in which the log is published", isRequired: true,
    environment: "SANDBOXPP_LOG")
}
