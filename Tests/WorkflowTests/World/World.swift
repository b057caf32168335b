import Foundation
import Postgres
import TestSupport

/// The small world of the fixtures, in a database of its own.
struct World: Sendable {
  /// The database.
  let database: TestDatabase
  /// A connection as superuser, with the fixtures' functions in its search path.
  let connection: Connection

  private static let files = [
    "schema.sql", "Tests/WorkflowTests/Fixtures/world.sql",
    "Tests/WorkflowTests/Fixtures/subjects.sql", "Tests/WorkflowTests/Fixtures/tries.sql",
    "Tests/WorkflowTests/Fixtures/walks.sql",
  ].map { Repository.root.appending(path: $0) }

  /// Runs a test in a fresh world.
  static func with<Value>(_ body: (World) async throws -> Value) async throws -> Value {
    try await TestDatabase.with(schema: files) { database in
      let world = World(database: database, connection: try await open(database))
      let value = try await body(world)
      await world.connection.close()
      return value
    }
  }

  /// One more connection as superuser.
  static func open(_ database: TestDatabase) async throws -> Connection {
    let connection = try await Connection.open(database.configuration)
    try await connection.execute(
      unsafeSQL: "SET search_path = proof, sandboxpp, public; SET client_min_messages = warning")
    return connection
  }

  /// One value of one row.
  func value<Value: PostgresValue>(_ sql: SQL, as type: Value.Type = Value.self) async throws
    -> Value
  {
    try await connection.query(sql).one().decode(Value.self)
  }

  /// Runs a statement.
  func run(_ sql: SQL) async throws {
    _ = try await connection.query(sql)
  }

  /// What came of a call that may be refused: nothing, or the refusal's SQLSTATE.
  func refusal(of sql: SQL) async throws -> Refused? {
    do {
      _ = try await connection.query(sql)
      return nil
    } catch let error as PostgresError {
      return Refused(error)
    }
  }
}

/// A statement that the database refused.
struct Refused: Sendable, Equatable, CustomStringConvertible {
  let code: String
  let message: String
  let detail: String

  init(_ error: PostgresError) {
    code = error.sqlState ?? "\(error.kind)"
    message = error.message ?? error.description
    detail = error.detail ?? ""
  }

  var description: String { "\(code) \(message) \(detail)" }
}
