import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct TransactionTests {
  /// Lets two transactions each reach a point before either goes on; later tries pass freely.
  private actor Meeting {
    private var arrived = 0
    private var waiting: CheckedContinuation<Void, Never>?

    func meet() async {
      arrived += 1
      if arrived == 1 { await withCheckedContinuation { waiting = $0 } }
      waiting?.resume()
      waiting = nil
    }
  }

  /// Counts what several tasks do.
  private final class Count: Sendable {
    private let number = Atomic(0)
    var value: Int { number.load(ordering: .relaxed) }
    func add() { number.add(1, ordering: .relaxed) }
  }

  private func withAccounts(_ body: (Pool) async throws -> Void) async throws {
    try await TestDatabase.with { database in
      let pool = database.pool()
      _ = try await pool.query("CREATE TABLE account (id int8 PRIMARY KEY, amount int8)")
      _ = try await pool.query("INSERT INTO account VALUES (1, 10), (2, 10)")
      try await body(pool)
      await pool.close()
    }
  }

  @Test func `a serialization failure is tried again until both have counted`() async throws {
    try await withAccounts { pool in
      let meeting = Meeting()
      let attempts = Count()
      let withdraw: @Sendable () async throws -> Void = {
        try await pool.transaction(isolation: .serializable) { transaction in
          attempts.add()
          let rows = try await transaction.query("SELECT sum(amount)::int8 FROM account")
          let sum = try rows.one().decode(Int.self)
          await meeting.meet()
          _ = try await transaction.query("INSERT INTO account VALUES (\(100 - sum), \(-sum))")
        }
      }
      async let one: Void = withdraw()
      async let other: Void = withdraw()
      _ = try await (one, other)
      #expect(attempts.value > 2)
      let sum = try await pool.query("SELECT sum(amount)::int8, count(*) FROM account").one()
      #expect(try sum.decode((Int.self, Int.self)) == (0, 4))
    }
  }

  @Test func `of two that wait for each other, the one that was stopped is tried again`()
    async throws
  {
    try await withAccounts { pool in
      let meeting = Meeting()
      let attempts = Count()
      let move: @Sendable (Int, Int) async throws -> Void = { from, to in
        try await pool.transaction { transaction in
          attempts.add()
          _ = try await transaction.query("SET LOCAL deadlock_timeout = '20ms'")
          _ = try await transaction.query(
            "UPDATE account SET amount = amount - 1 WHERE id = \(from)")
          await meeting.meet()
          _ = try await transaction.query("UPDATE account SET amount = amount + 1 WHERE id = \(to)")
        }
      }
      async let one: Void = move(1, 2)
      async let other: Void = move(2, 1)
      _ = try await (one, other)
      #expect(attempts.value > 2)
      let rows = try await pool.query("SELECT amount FROM account ORDER BY id")
      var amounts: [Int] = []
      for row in rows { amounts.append(try row.decode(Int.self)) }
      #expect(amounts == [10, 10])
    }
  }

  @Test func `a conflict that never ends is given to the caller`() async throws {
    let pool = Pool(try TestServer.configuration())
    let attempts = Count()
    let error = await failure {
      try await pool.transaction { transaction in
        attempts.add()
        return try await transaction.query(
          "DO $$BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END$$")
      }
    }
    #expect(error?.sqlState == "40001")
    #expect(attempts.value == 8)
  }

  @Test func `a failure that was passed over is not committed`() async throws {
    try await withAccounts { pool in
      let error = await failure {
        try await pool.transaction { transaction in
          _ = try await transaction.query("DELETE FROM account")
          _ = try? await transaction.query("SELECT 1/0")
        }
      }
      #expect(error?.kind == .invalid)
      let count = try await pool.query("SELECT count(*) FROM account").one().decode(Int.self)
      #expect(count == 2)
    }
  }

  @Test func `a transaction left open is rolled back before the next user comes`() async throws {
    try await withAccounts { pool in
      try await pool.withConnection { connection in
        _ = try await connection.query("BEGIN")
        _ = try await connection.query("DELETE FROM account")
      }
      let count = try await pool.query("SELECT count(*) FROM account").one().decode(Int.self)
      #expect(count == 2)
    }
  }

  @Test func `a transaction inside a transaction is a programmer's error`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let pool = Pool(try TestServer.configuration())
      try await pool.transaction { outer in
        try await outer.transaction { inner in _ = try await inner.query("SELECT 1") }
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("a transaction inside a transaction"))
  }
}
