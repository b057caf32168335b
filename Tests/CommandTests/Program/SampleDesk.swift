import Foundation
import Postgres
import TestSupport
import Testing

/// A terminal beside a database that holds the sample's people and its first applications.
struct SampleDesk: Sendable {
  let database: TestDatabase
  let folder: TemporaryFolder

  static let schema = Repository.root.path + "/schema.sql"

  /// Runs a test at a terminal of its own.
  static func with(
    applications: Int = 0, _ body: (SampleDesk) async throws -> Void
  ) async throws {
    try await TestDatabase.with { database in
      let desk = SampleDesk(database: database, folder: try TemporaryFolder())
      try await desk.succeed("db", "init", "--schema", schema)
      try await desk.succeed(
        "sample", "load", "--root", Repository.root.path, "--first", "\(applications)")
      try await body(desk)
    }
  }

  /// Runs a command as the owner of the database, who may be anybody.
  func run(_ words: [String], as login: String? = nil) async throws -> ProgramRun {
    try await ProgramRun(
      words + (login.map { ["--as", $0] } ?? []),
      environment: [
        "SANDBOXPP_DATABASE": database.configuration.connectionString,
        "SANDBOXPP_KEYSTORE": folder.path + "/keystore",
      ])
  }

  /// Runs a command as the portal does for who holds a token.
  func run(_ words: String..., token: String) async throws -> ProgramRun {
    try await ProgramRun(
      words,
      environment: [
        "SANDBOXPP_DATABASE": database.configuration(user: "portal").connectionString,
        "SANDBOXPP_KEYSTORE": folder.path + "/keystore", "SANDBOXPP_TOKEN": token,
      ])
  }

  /// Runs a command that must be done, and returns what it printed.
  @discardableResult
  func succeed(_ words: String..., as login: String? = nil) async throws -> String {
    let run = try await run(words, as: login)
    try #require(run.status == 0, "\(words): \(run.output)\(run.errors)")
    return run.output
  }

  /// Runs a command that must not be done, with its status and a sentence.
  func fail(
    _ words: String..., as login: String? = nil, status: Int32 = 1, saying sentence: String
  ) async throws {
    let run = try await run(words, as: login)
    #expect(run.status == status, "\(words): \(run.output)\(run.errors)")
    #expect((run.errors + run.output).contains(sentence), "\(words): \(run.output)\(run.errors)")
  }

  /// Does in the database what no command does.
  func sql(_ script: String) async throws {
    let connection = try await Connection.open(database.configuration)
    try await connection.execute(unsafeSQL: "SET search_path = sandboxpp, public; " + script)
    await connection.close()
  }

  /// What a command prints as JSON.
  func json<Value: Decodable>(
    _ type: Value.Type, _ words: String..., as login: String? = nil
  ) async throws -> Value {
    let run = try await run(words + ["--format", "json"], as: login)
    return try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }
}
