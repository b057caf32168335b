import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ValueTests {
  /// Sends a value as a column's type, and reads it back.
  private func expectRoundTrip<Value: PostgresValue & Equatable>(
    _ values: Value..., type: String, location: SourceLocation = #_sourceLocation
  ) async throws {
    let connection = try await Connection.open(TestServer.configuration())
    for value in values {
      let cast = SQL(unsafeSQL: type)
      let returned = try await connection.query("SELECT \(value)::\(cast)").one()
      #expect(try returned.decode(Value.self) == value, sourceLocation: location)
    }
    let null = try await connection.query("SELECT \(Value?.none)::\(SQL(unsafeSQL: type))").one()
    #expect(try null.decode(Value?.self) == nil, sourceLocation: location)
    #expect(throws: PostgresError.self) { try null.decode(Value.self) }
  }

  @Test func `integers come back as they went`() async throws {
    try await expectRoundTrip(0, -1, Int.max, Int.min, type: "int8")
    try await expectRoundTrip(Int64.max, Int64.min, type: "int8")
    try await expectRoundTrip(Int32.max, Int32.min, type: "int4")
    try await expectRoundTrip(Int16.max, Int16.min, type: "int2")
    try await expectRoundTrip(Int(Int32.max), -5, type: "int4")
    try await expectRoundTrip(7, type: "int2")
  }

  @Test func `an integer that does not fit is an error, not another number`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let row = try await connection.query("SELECT 40000::int4").one()
    #expect(throws: PostgresError.self) { try row.decode(Int16.self) }
    #expect(throws: PostgresError.self) { try row.decode(String.self) }
    #expect(try row.decode(Int.self) == 40_000)
  }

  @Test func `booleans and floating-point numbers come back as they went`() async throws {
    try await expectRoundTrip(true, false, type: "bool")
    try await expectRoundTrip(
      0, -0.0, 0.1, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, type: "float8")
  }

  @Test(arguments: ["text", "varchar", "json", "bpchar"])
  func `text in every script comes back as it went`(type: String) async throws {
    let samples = ["\"香港金融管理局 🇭🇰\"", "\"e\u{301} \\n it's\"", "\"\""]
    for sample in samples { try await expectRoundTrip(sample, type: type) }
  }

  @Test func `empty text is not NULL`() async throws {
    try await expectRoundTrip("", " ", "'; --", type: "text")
    try await expectRoundTrip([UInt8](), type: "bytea")
  }

  @Test func `names, enums, citext and uuid are read as text`() async throws {
    try await TestDatabase.with { database in
      let connection = try await Connection.open(database.configuration)
      try await connection.execute(
        unsafeSQL: "CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('glad', 'sad')")
      let identifier = UUID()
      let row = try await connection.query(
        """
        SELECT \("a")::name, \("glad")::mood, \("Ab")::citext, \(identifier), \("2024-02-29")::date
        """
      ).one()
      let read = try row.decode((String.self, Mood.self, String.self, String.self, String.self))
      #expect(read == ("a", .glad, "Ab", identifier.uuidString.lowercased(), "2024-02-29"))
      await connection.close()
    }
  }

  private enum Mood: String, PostgresValue { case glad, sad }

  @Test func `text with a NUL character is refused before it is sent`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    await #expect { try await connection.query("SELECT \("a\0b")::text") } throws: { error in
      (error as? PostgresError)?.kind == .invalid
    }
    await #expect(throws: PostgresError.self) { try await connection.query("SELECT \(["a\0b"])") }
  }

  @Test func `bytes, identifiers and documents come back as they went`() async throws {
    try await expectRoundTrip([UInt8](0...255), [0], type: "bytea")
    try await expectRoundTrip(UUID(), UUID(), type: "uuid")
    try await expectRoundTrip(JSON(#"{"a": [1, "二"]}"#), JSON("null"), type: "jsonb")
    try await expectRoundTrip(#"{"a": 1}"#, type: "jsonb")
  }

  @Test func `times keep their microseconds`() async throws {
    let now = Date(timeIntervalSinceReferenceDate: 807_654_321.123_456)
    try await expectRoundTrip(
      Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: -1e10), type: "timestamptz")
    let connection = try await Connection.open(TestServer.configuration())
    let row = try await connection.query("SELECT \(now), to_char(\(now) AT TIME ZONE 'UTC', 'US')")
      .one()
    let (time, microseconds) = try row.decode((Date.self, String.self))
    #expect(abs(time.timeIntervalSince(now)) < 1e-6)
    #expect(microseconds == "123456")
    for impossible in [Date.distantFuture + 1e15, Date(timeIntervalSince1970: .nan)] {
      await #expect(throws: PostgresError.self) {
        try await connection.query("SELECT \(impossible)")
      }
    }
  }

  @Test(arguments: [
    "0", "1", "-1", "0.00", "12.50", "-0.0001", "10000", "100000000.00010", "99999999999999999999",
    "0.1234567890123", "NaN", "Infinity", "-Infinity",
  ])
  func `a numeric is read as the server writes it`(text: String) async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let row = try await connection.query("SELECT \(text)::numeric, \(text)::numeric::text").one()
    let (read, written) = try row.decode((String.self, String.self))
    #expect(read == written)
    if let number = Decimal(string: text), text.first?.isLetter == false, text.last != "y" {
      try await expectRoundTrip(number, type: "numeric")
    }
  }

  @Test func `every day of four centuries is read as the server writes it`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let rows = try await connection.query(
      """
      SELECT d::date, d::date::text FROM generate_series(
        '1799-12-25'::timestamp, '2200-03-05'::timestamp, '1 day') d
      UNION ALL SELECT d, d::text FROM unnest('{0001-01-01,9999-12-31}'::date[]) d
      """)
    #expect(rows.count > 146_000)
    for row in rows {
      let (read, written) = try row.decode((String.self, String.self))
      #expect(read == written)
    }
  }

  @Test func `arrays come back as they went`() async throws {
    try await expectRoundTrip([1, -2, Int.max], [], type: "int8[]")
    try await expectRoundTrip([Int32(1), 2], type: "int4[]")
    try await expectRoundTrip(["a", "", "二", "{\"}", "NULL"], [], type: "text[]")
    try await expectRoundTrip([UUID(), UUID()], type: "uuid[]")
    try await expectRoundTrip([[UInt8]([0, 1]), []], type: "bytea[]")
    try await expectRoundTrip(["a", nil, "b"] as [String?], type: "text[]")
    try await expectRoundTrip([JSON("1"), JSON("{}")], type: "jsonb[]")
    try await expectRoundTrip([true, false], type: "bool[]")
  }

  @Test func `an array with NULL, or of two dimensions, is not read as one without`() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    let row = try await connection.query("SELECT '{1,NULL}'::int8[], '{{1},{2}}'::int8[]").one()
    #expect(throws: PostgresError.self) { try row[0, as: [Int].self] }
    #expect(try row[0, as: [Int?].self] == [1, nil])
    #expect(throws: PostgresError.self) { try row[1, as: [Int].self] }
  }
}
