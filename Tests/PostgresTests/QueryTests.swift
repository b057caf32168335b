import Postgres
import TestSupport
import Testing

@Suite struct QueryTests {
  @Test func `a value is bound and never becomes part of the statement`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let hostile = "'; DROP TABLE pg_class; --"
    let sql: SQL = "SELECT \(hostile)::text, \(7)"
    #expect(sql.text == "SELECT $1::text, $2")
    let (text, number) = try await connection.query(sql).one().decode((String.self, Int.self))
    #expect(text == hostile)
    #expect(number == 7)
  }

  @Test func `a nested statement's placeholders are numbered anew`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let inner: SQL = "\(2) + \(3)"
    let sql: SQL = "SELECT \(1), \(inner), \(SQL.joined([inner, "\(4)"], separator: " * "))"
    #expect(sql.text == "SELECT $1, $2 + $3, $4 + $5 * $6")
    let row = try await connection.query(sql).one()
    #expect(try row.decode((Int.self, Int.self, Int.self)) == (1, 5, 2 + 3 * 4))
  }

  @Test func `columns are found by name`() async throws {
    let pool = Pool(try TestServer.configuration())
    let row = try await pool.query("SELECT 1 AS a, NULL::text AS b").one()
    #expect(try row["a", as: Int.self] == 1)
    #expect(try row["b", as: String?.self] == nil)
    #expect(throws: PostgresError.self) { try row["c", as: Int.self] }
    #expect(throws: PostgresError.self) { try row["b", as: String.self] }
    #expect(throws: PostgresError.self) { try row.decode(Int.self) }
  }

  @Test func `a transaction commits what it returned from and rolls back what it threw`()
    async throws
  {
    try await TestDatabase.with { database in
      let pool = database.pool()
      _ = try await pool.query("CREATE TABLE t (a int8)")
      try await pool.transaction { transaction in
        _ = try await transaction.query("INSERT INTO t VALUES (\(1))")
      }
      struct Stop: Error {}
      await #expect(throws: Stop.self) {
        try await pool.transaction { transaction in
          _ = try await transaction.query("INSERT INTO t VALUES (\(2))")
          throw Stop()
        }
      }
      let rows = try await pool.query("SELECT a FROM t")
      #expect(try rows.map { try $0.decode(Int.self) } == [1])
      await pool.close()
    }
  }

  @Test func `a request runs as its role and session in one transaction`() async throws {
    let pool = Pool(try TestServer.configuration())
    let answers = try await pool.request(
      role: "pg_monitor", session: "secret",
      statements: [
        "SELECT current_user::text, current_setting('sandboxpp.session')", "SELECT \(5)",
      ])
    #expect(try answers[0].one().decode((String.self, String.self)) == ("pg_monitor", "secret"))
    #expect(try answers[1].one().decode(Int.self) == 5)
    let after = try await pool.query(
      "SELECT current_user::text, current_setting('sandboxpp.session', true)")
    let (user, session) = try after.one().decode((String.self, String?.self))
    #expect(user != "pg_monitor")
    #expect((session ?? "").isEmpty)
  }
}
