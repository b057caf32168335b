import Crypto
import Testing

@testable import Transparency

struct CanonicalTests {
  @Test(arguments: [
    "{}", "[]", "\"\"", "true", "false", "0", "-1", "2147483648", "-2147483648",
    #"{"a":1,"a_b":[],"b":{"c":"d"}}"#, #"["機構",{"z":[true,false]}]"#,
    #""\b\t\n\f\r\"\\\u0000\u001f/""#, "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"",
  ])
  func `a canonical text is read and written back byte for byte`(text: String) throws {
    let bytes = Array(text.utf8)
    try CanonicalJSON.check(bytes)
    #expect(try CanonicalJSON(bytes).encoded() == bytes)
  }

  @Test(arguments: [
    "", " {}", "{} ", "{ }", "null", "1.0", "1e3", "01", "-0", "-", "2147483649", "-2147483649",
    "99999999999999999999", "+1", "tru", "True", "NaN", "[1,]", "[,1]", "[1 ,2]", "[1", "{",
    #"{"a":1"#, #"{"a"}"#, #"{"a":}"#, #"{"a": 1}"#, #"{"A":1}"#, #"{"":1}"#, #"{"é":1}"#,
    #"{"b":1,"a":2}"#, #"{"a":1,"a":2}"#, #"{"a":1,}"#, #"{"ab":1,"a":1}"#, "\"", "\"a", "'a'",
    #""\/""#, #""\u0008""#, #""\u0041""#, #""\u001F""#, #""\ud800""#, #""\x""#, "\"\n\"",
    "\"\t\"", "\"\\u00", "\"\\", "1 2", "[[]", "[]]",
  ])
  func `a text that is not its own canonical form is refused`(text: String) {
    #expect(throws: TransparencyError.self) { try CanonicalJSON.check(Array(text.utf8)) }
  }

  @Test func `every sequence of bytes is taken for UTF-8 exactly when it is`() {
    // All two-byte and three-byte texts that begin above ASCII, and the edges of four bytes.
    let edges: [UInt8] = [0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xF0, 0xFF]
    for first in UInt8(0x80)...0xFF {
      for second in edges {
        for third in edges {
          for text in [[first], [first, second], [first, second, third]] {
            expectAgreement(text)
          }
          if first >= 0xE0 {
            for fourth in edges { expectAgreement([first, second, third, fourth]) }
          }
        }
      }
    }
  }

  private func expectAgreement(_ text: [UInt8]) {
    let isCanonical = (try? CanonicalJSON.check([0x22] + text + [0x22])) != nil
    let isText = String(validating: text, as: UTF8.self) != nil
    #expect(isCanonical == isText, "\(text)")
  }

  @Test func `a byte that needs a look is found at every place of a long string`() throws {
    let plain = [UInt8](repeating: UInt8(ascii: "x"), count: 40)
    for position in plain.indices {
      for byte in UInt8(0)...255 {
        var text = plain
        text[position] = byte
        let isPlain = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
        let isCanonical = (try? CanonicalJSON.check([0x22] + text + [0x22])) != nil
        #expect(isCanonical == isPlain, "byte \(byte) at \(position)")
      }
    }
  }

  @Test func `nesting is bounded in reading and in writing`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    try CanonicalJSON.check(Array(nested(Bounds.nesting).utf8))
    #expect(throws: TransparencyError.self) {
      try CanonicalJSON.check(Array(nested(Bounds.nesting + 1).utf8))
    }
    #expect(throws: TransparencyError.self) {
      try CanonicalJSON.check([UInt8](repeating: UInt8(ascii: "["), count: 60_000))
    }
    var value: CanonicalJSON = []
    for _ in 0...Bounds.nesting { value = [value] }
    let deep = value
    #expect(throws: TransparencyError.self) { try deep.encoded() }
  }

  @Test func `what cannot be written canonically is refused`() {
    for value: CanonicalJSON in [["Key": 1], ["": 1], ["k\u{E9}": 1], 2_147_483_649] {
      #expect(throws: TransparencyError.self) { try value.encoded() }
    }
  }
}

struct EntryTests {
  private func entry(_ time: String? = nil) throws -> String {
    let bytes = try SampleEntries.entry(
      index: 7, subject: "application/1", sequence: 2, previous: SHA256.digest("x"), time: time)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `an entry gives its chain what it needs`() throws {
    let record = try EntryRecord(Array(entry().utf8))
    #expect(record.subject == SHA256.digest("application/1"))
    #expect(record.previous == SHA256.digest("x"))
    #expect(record.sequence == 2)
  }

  @Test func `an entry without one of its attributes is refused`() throws {
    let whole = try CanonicalJSON(Array(entry().utf8))
    guard case .object(let members) = whole else { throw TransparencyError.missing(path: "") }
    #expect(members.count == 12)
    for key in members.keys {
      let without = CanonicalJSON.object(members.filter { $0.key != key })
      #expect(throws: TransparencyError.self, "\(key)") { try EntryRecord(without.encoded()) }
      let emptied = CanonicalJSON.object(members.merging([key: ""]) { $1 })
      #expect(throws: TransparencyError.self, "\(key)") { try EntryRecord(emptied.encoded()) }
    }
    let more = CanonicalJSON.object(members.merging(["extra": 1]) { $1 })
    #expect(throws: TransparencyError.self) { try EntryRecord(more.encoded()) }
    let first = CanonicalJSON.object(members.merging(["seq": 1]) { $1 })
    #expect(throws: TransparencyError.self) { try EntryRecord(first.encoded()) }
  }

  @Test func `no entry with one byte cut, doubled or moved is taken for canonical`() throws {
    let bytes = Array(try entry().utf8)
    for position in bytes.indices {
      #expect((try? EntryRecord(Array(bytes[..<position]))) == nil)
    }
    #expect((try? EntryRecord(bytes + [0x20])) == nil)
    #expect((try? EntryRecord([0x20] + bytes)) == nil)
  }

  @Test(arguments: [
    "2026-11-21T08:00:00.12345Z", "2026-11-21T08:00:00.1234567Z", "2026-11-21 08:00:00.123456Z",
    "2026-11-21T08:00:00.123456z", "2026-11-21T08:00:00.123456+", "2026-13-01T00:00:00.000000Z",
    "2026-02-29T00:00:00.000000Z", "2100-02-29T00:00:00.000000Z", "2026-00-01T00:00:00.000000Z",
    "2026-01-00T00:00:00.000000Z", "2026-04-31T00:00:00.000000Z", "2026-01-01T24:00:00.000000Z",
    "2026-01-01T00:60:00.000000Z", "2026-01-01T00:00:60.000000Z", "２０26-01-01T00:00:00.00Z",
  ])
  func `a time in another form, or that never was, is refused`(time: String) throws {
    let bytes = Array(try entry(time).utf8)
    #expect(throws: TransparencyError.self) { try EntryRecord(bytes) }
  }

  @Test func `times in order of appearance read as growing numbers`() throws {
    let times = [
      "2024-02-29T23:59:59.999999Z", "2024-03-01T00:00:00.000000Z", "2026-01-31T23:59:59.999999Z",
      "2026-02-01T00:00:00.000000Z", "2026-02-01T00:00:00.000001Z", "2027-01-01T00:00:00.000000Z",
    ]
    let numbers = try times.map { try EntryRecord(Array(entry($0).utf8)).time }
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
  }
}
