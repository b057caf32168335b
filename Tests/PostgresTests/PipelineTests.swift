import Postgres
import TestSupport
import Testing

@Suite struct PipelineTests {
  @Test func `each statement of a pipeline gives its own rows`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let answers = try await connection.pipeline([
      "SELECT \(1)", "SELECT \("x")::text UNION ALL SELECT 'y' ORDER BY 1", "SELECT \(1)", "",
    ])
    #expect(answers.map(\.count) == [1, 2, 1, 0])
    #expect(try answers[1][1].decode(String.self) == "y")
    let again = try await connection.pipeline(["SELECT \(2)", "SELECT \(3)"])
    #expect(try again[1].one().decode(Int.self) == 3)
  }

  @Test func `an error in the middle is the one reported and undoes everything`() async throws {
    try await TestDatabase.with { database in
      let connection = try await Connection.open(database.configuration)
      try await connection.execute(unsafeSQL: "CREATE TABLE t (a int8 PRIMARY KEY)")
      let statements: [SQL] = [
        "BEGIN", "INSERT INTO t VALUES (\(1))", "INSERT INTO t VALUES (\(1))",
        "INSERT INTO t VALUES (\(2))", "COMMIT",
      ]
      for part in [statements, Array(statements.dropFirst().dropLast())] {
        let error = await failure { try await connection.pipeline(part) }
        #expect(error?.sqlState == "23505")
        let count = try await connection.query("SELECT count(*) FROM t").one()
        #expect(try count.decode(Int.self) == 0)
      }
      let unknown = await failure { try await connection.pipeline(["SELECT 1", "SELECT nothing"]) }
      #expect(unknown?.sqlState == "42703")
      let large = try await connection.pipeline(Array(repeating: "SELECT \(5)", count: 2_000))
      #expect(large.count == 2_000)
      await connection.close()
    }
  }

  @Test func `answers larger than all buffers do not stop a pipeline`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let text = String(repeating: "香", count: 400_000)
    let answers = try await connection.pipeline(
      Array(repeating: "SELECT \(text)::text, repeat('x', 1000000)", count: 20))
    #expect(try answers[19].one()[0, as: String.self] == text)
  }

  @Test func `a request that fails gives its error, and the next finds nothing of it`()
    async throws
  {
    try await TestDatabase.with { database in
      let pool = database.pool(limits: Pool.Limits(connections: 1))
      _ = try await pool.query("CREATE TABLE t (a int8)")
      _ = try await pool.query("GRANT ALL ON t TO pg_monitor")
      let error = await failure {
        try await pool.request(
          role: "pg_monitor", session: "s",
          statements: ["INSERT INTO t VALUES (\(1))", "SELECT 1/0", "INSERT INTO t VALUES (\(2))"])
      }
      #expect(error?.sqlState == "22012")
      let forbidden = await failure {
        try await pool.request(role: "pg_monitor", session: "s") { transaction in
          _ = try await transaction.query("INSERT INTO t VALUES (\(1))")
          return try await transaction.query("SELECT * FROM pg_authid")
        }
      }
      #expect(forbidden?.sqlState == "42501")
      let row = try await pool.query("SELECT count(*), min(current_user::text) FROM t").one()
      #expect(try row[0, as: Int.self] == 0)
      await pool.close()
    }
  }

  @Test(arguments: ["", "Postgres", "a b", "a\"b", "a;b", "1a", String(repeating: "a", count: 64)])
  func `a role that is no plain name is refused`(role: String) async throws {
    let pool = Pool(try TestServer.configuration())
    let error = await failure {
      try await pool.request(role: role, session: "s", statements: ["SELECT 1"])
    }
    #expect(error?.kind == .invalid)
  }

  @Test func `a plan made stale by a change of schema is made anew`() async throws {
    try await TestDatabase.with { database in
      let pool = database.pool(limits: Pool.Limits(connections: 1))
      _ = try await pool.query("CREATE TABLE t (a int8)")
      _ = try await pool.query("INSERT INTO t VALUES (1)")
      #expect(try await pool.query("SELECT * FROM t").one().decode(Int.self) == 1)
      let other = try await Connection.open(database.configuration)
      try await other.execute(unsafeSQL: "ALTER TABLE t ADD COLUMN b int8 DEFAULT 2")
      #expect(try await pool.query("SELECT * FROM t").one().decode((Int.self, Int.self)) == (1, 2))
      try await other.execute(unsafeSQL: "ALTER TABLE t ADD COLUMN c int8 DEFAULT 3")
      let answers = try await pool.request(
        role: "postgres", session: "s", statements: ["SELECT * FROM t"])
      #expect(try answers[0].one()["c", as: Int.self] == 3)
      try await other.execute(unsafeSQL: "ALTER TABLE t ADD COLUMN d int8 DEFAULT 4")
      let four = try await pool.transaction { transaction in
        try await transaction.query("SELECT * FROM t").one()["d", as: Int.self]
      }
      #expect(four == 4)
      try await other.execute(unsafeSQL: "ALTER TABLE t ADD COLUMN e int8 DEFAULT 5")
      let inside = await failure {
        try await pool.withConnection { connection in
          _ = try await connection.query("BEGIN")
          return try await connection.query("SELECT * FROM t")
        }
      }
      #expect(inside?.sqlState == "0A000")
      await other.close()
      await pool.close()
    }
  }

  @Test func `statements beyond the cache's bound are forgotten by the server too`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    for number in 0..<600 {
      let row = try await connection.query(SQL(unsafeSQL: "SELECT \(number)::int8")).one()
      #expect(try row.decode(Int.self) == number)
    }
    let kept = try await connection.query("SELECT count(*) FROM pg_prepared_statements").one()
    #expect((100...257).contains(try kept.decode(Int.self)))
  }
}
