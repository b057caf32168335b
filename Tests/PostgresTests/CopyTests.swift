import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct CopyTests {
  private let rowCount = 100_000

  private func withTable(_ body: (Connection) async throws -> Void) async throws {
    try await TestDatabase.with { database in
      let connection = try await Connection.open(database.configuration)
      try await connection.execute(
        unsafeSQL: "CREATE TABLE entry (id int8, name text, mark uuid, made timestamptz)")
      try await body(connection)
      await connection.close()
    }
  }

  @Test func `a hundred thousand rows go in as values and out as bytes`() async throws {
    try await withTable { connection in
      let mark = UUID()
      let rows = (0..<rowCount).lazy.map { number in
        CopyRow(number, number % 3 == 0 ? nil : "名 \(number)", mark, Date(timeIntervalSince1970: 0))
      }
      let copied = try await connection.copyIn(
        table: "entry", columns: ["id", "name", "mark", "made"], rows: rows)
      #expect(copied == rowCount)
      let row = try await connection.query(
        """
        SELECT count(*), count(name), sum(id)::int8, count(*) FILTER (WHERE mark = \(mark)),
          max(name) FILTER (WHERE id = 7) FROM entry
        """
      ).one()
      let read = try row.decode((Int.self, Int.self, Int.self, Int.self, String.self))
      #expect(read == (100_000, 66_666, 4_999_950_000, 100_000, "名 7"))
      var lines = 0
      var largest = 0
      for try await piece in connection.copyOut("COPY entry TO STDOUT (FORMAT csv)") {
        lines += piece.count { $0 == 10 }
        largest = max(largest, piece.count)
      }
      #expect(lines == rowCount)
      #expect(largest < 200_000)
    }
  }

  @Test func `rows come out of the binary format as they went in`() async throws {
    try await withTable { connection in
      let count = rowCount
      let rows = (0..<count).lazy.map { number in
        CopyRow(number, number % 3 == 0 ? nil : "名 \(number)")
      }
      _ = try await connection.copyIn(table: "entry", columns: ["id", "name"], rows: rows)
      var read = CopiedRows()
      var next = 0
      let statement: SQL = "COPY (SELECT id, name FROM entry ORDER BY id) TO STDOUT (FORMAT binary)"
      for try await piece in connection.copyOut(statement) {
        try read.forEach(in: piece) { fields in
          let number = fields[0]?.reduce(0) { $0 << 8 | Int($1) }
          let name = fields[1].map { String(decoding: $0, as: UTF8.self) }
          try #require(number == next)
          try #require(name == (next % 3 == 0 ? nil : "名 \(next)"))
          next += 1
        }
      }
      #expect(next == count)
    }
  }

  @Test func `what is no binary copy is told so`() async throws {
    var rows = CopiedRows()
    #expect(throws: PostgresError.self) { try rows.forEach(in: [1, 2, 3]) { _ in } }
  }

  @Test func `bytes go in as they come and come out the same`() async throws {
    try await withTable { connection in
      let count = rowCount
      let source = AsyncStream<[UInt8]> { continuation in
        for number in 0..<count { continuation.yield(Array("\(number)\tx\\n\n".utf8)) }
        continuation.finish()
      }
      let copied = try await connection.copyIn("COPY entry (id, name) FROM STDIN", bytes: source)
      #expect(copied == rowCount)
      var text = [UInt8]()
      let statement: SQL = "COPY (SELECT id, name FROM entry ORDER BY id) TO STDOUT"
      for try await piece in connection.copyOut(statement) { text += piece }
      let expected = (0..<rowCount).map { "\($0)\tx\\n\n" }.joined()
      #expect(String(bytes: text, encoding: .utf8) == expected)
      #expect(try await connection.query("SELECT \(1)").one().decode(Int.self) == 1)
    }
  }

  @Test func `a source that fails leaves nothing, and the connection usable`() async throws {
    struct Broken: Error {}
    try await withTable { connection in
      let source = AsyncThrowingStream<[UInt8], any Error> { continuation in
        continuation.yield(Array("1\ta\n".utf8))
        continuation.finish(throwing: Broken())
      }
      await #expect(throws: Broken.self) {
        try await connection.copyIn("COPY entry (id, name) FROM STDIN", bytes: source)
      }
      let wrong = await failure {
        try await connection.copyIn(table: "entry", columns: ["id"], rows: [CopyRow(Int32(1))])
      }
      #expect(wrong?.sqlState == "08P01")
      let noCopy = await failure { try await connection.copyOut("SELECT 1").first { _ in true } }
      #expect(noCopy?.kind == .invalid)
      let refused = await failure { try await connection.query("COPY entry TO STDOUT") }
      #expect(refused?.kind == .invalid)
    }
    try await withTable { connection in
      let left = try await connection.query("SELECT count(*) FROM entry").one().decode(Int.self)
      #expect(left == 0)
    }
  }

  @Test func `a copy that is not read to its end costs the pool only that connection`()
    async throws
  {
    let pool = Pool(try TestServer.configuration(), limits: Pool.Limits(connections: 1))
    let first = try await pool.withConnection { connection in
      let statement: SQL = "COPY (SELECT generate_series(1, 1000000)) TO STDOUT"
      return try await connection.copyOut(statement).first { _ in true }
    }
    #expect(first?.isEmpty == false)
    #expect(try await pool.query("SELECT \(1)").one().decode(Int.self) == 1)
  }
}
