import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ErrorTests {
  private let secret = "A1234567-private"

  @Test func `an error names the constraint and shows neither values nor SQL`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    try await connection.execute(
      unsafeSQL: "CREATE TEMP TABLE person (card text CONSTRAINT one_card UNIQUE NOT NULL)")
    _ = try await connection.query("INSERT INTO person VALUES (\(secret))")
    let error = try #require(
      await failure { try await connection.query("INSERT INTO person VALUES (\(self.secret))") })
    #expect(error.kind == .server)
    #expect(error.sqlState == "23505")
    #expect(error.severity == "ERROR")
    #expect(error.constraint == "one_card")
    #expect(error.table == "person")
    #expect(error.detail?.contains(secret) == true)
    expectSilent(error)
    #expect(error.description.contains("one_card"))
    let missing = try #require(
      await failure { try await connection.query("INSERT INTO person VALUES (NULL)") })
    #expect(missing.column == "card")
  }

  @Test(arguments: [
    "SELECT 'A1234567-private'::int4", "SELECT * FROM \"A1234567-private\"",
    "SELECT 'A1234567-private", "DO $$BEGIN RAISE EXCEPTION 'A1234567-private'; END$$",
    "SELECT 1/0 -- A1234567-private",
  ])
  func `whatever fails, its value is not shown`(statement: String) async throws {
    let connection = try await Connection.open(TestServer.configuration())
    expectSilent(
      try #require(await failure { try await connection.query(SQL(unsafeSQL: statement)) }))
    expectSilent(
      try #require(await failure { try await connection.execute(unsafeSQL: statement) }))
  }

  @Test func `what our own functions say is shown`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let error = try #require(
      await failure {
        try await connection.query(
          """
          DO $$BEGIN RAISE EXCEPTION 'This event is not allowed here.'
            USING ERRCODE = 'SB001', DETAIL = '{"allowed":["withdraw"]}', HINT = 'Withdraw.'; END$$
          """)
      })
    #expect(error.isOurs)
    #expect(error.sqlState == "SB001")
    #expect(error.message == "This event is not allowed here.")
    #expect(error.detail == #"{"allowed":["withdraw"]}"#)
    #expect(error.hint == "Withdraw.")
    for part in [error.message, error.detail, error.hint] {
      #expect(error.description.contains(try #require(part)))
    }
  }

  @Test func `an unreachable server and an unreadable connection string say what to do`()
    async throws
  {
    let nowhere = try Configuration("host=/nonexistent port=1 dbname=d password=\(secret)")
    let error = try #require(await failure { try await Connection.open(nowhere) })
    #expect(error.kind == .unreachable)
    #expect(error.description.contains("/nonexistent"))
    expectSilent(error)
    #expect { try Configuration("host=a password='\(secret)") } throws: { thrown in
      guard let error = thrown as? PostgresError else { return false }
      return error.kind == .invalid && !"\(error)".contains(secret)
    }
  }

  private func expectSilent(_ error: PostgresError) {
    var dumped = ""
    dump(error, to: &dumped)
    for text in ["\(error)", String(reflecting: error), error.localizedDescription, dumped] {
      #expect(!text.contains(secret))
      #expect(!text.contains("INSERT"))
    }
  }
}

/// The error of the module that the work throws; nil when it throws none.
func failure(_ work: () async throws -> some Any) async -> PostgresError? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? PostgresError
  }
}
