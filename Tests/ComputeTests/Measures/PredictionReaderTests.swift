import Measures
import Testing

/// Input that a candidate wrote: what is not exactly right is refused with its line.
struct PredictionReaderTests {
  static let header = "id,label,score,group\n"

  static func read(_ text: String) throws(PredictionReader.Malformed) -> Predictions {
    var reader = PredictionReader()
    try reader.read(text.utf8)
    return try reader.finish()
  }

  @Test(arguments: ["\n", "\r\n"])
  func `lines of either kind are read, the last with or without its end`(end: String) throws {
    let lines = ["id,label,score,group", "1,1,0.75,retail", "2,0,1e-3,企業"]
    let predictions = try Self.read(lines.joined(separator: end))
    #expect(predictions.rows.map(\.score) == [0.75, 0.001])
    #expect(predictions.rows.map(\.isPositive) == [true, false])
    #expect(predictions.groups == ["retail", "企業"])
    #expect(try Self.read(lines.joined(separator: end) + end) == predictions)
  }

  @Test func `where the pieces are cut does not matter`() throws {
    let text = Self.header + "1,1,0.75,retail\n2,0,0.25,corporate\n"
    let whole = try Self.read(text)
    for cut in 0...text.utf8.count {
      var reader = PredictionReader()
      try reader.read(Array(text.utf8)[..<cut])
      try reader.read(Array(text.utf8)[cut...])
      #expect(try reader.finish() == whole)
    }
  }

  @Test(arguments: [
    ("", 1, "the file is empty"),
    ("id,label,score\n", 1, "the header must be id,label,score,group"),
    ("\u{FEFF}id,label,score,group\n", 1, "the header must be id,label,score,group"),
    (header, 1, "no case follows the header"),
    (header + "1,1,0.5\n", 2, "4 fields are expected, 3 found"),
    (header + "1,1,0.5,a,b\n", 2, "4 fields are expected, 5 found"),
    (header + "\n", 2, "4 fields are expected, 1 found"),
    (header + "1,1,0.5,a\n2,2,0.5,a\n", 3, "the label must be 0 or 1"),
    (header + "1,true,0.5,a\n", 2, "the label must be 0 or 1"),
    (header + ",1,0.5,a\n", 2, "the id must have 1 to 64 bytes"),
    (header + "1,1,0.5,\n", 2, "the group must have 1 to 64 bytes"),
    (
      header + "\"1\",1,0.5,a\n", 2,
      "the id must be UTF-8 without spaces, quotes or control characters"
    ),
    (
      header + "1,1,0.5,a b\n", 2,
      "the group must be UTF-8 without spaces, quotes or control characters"
    ),
    (header + "1,1,0.5,a\n1,0,0.5,a\n", 3, "its id stood in line 2 already"),
  ])
  func `what is malformed is refused with its line`(text: String, line: Int, reason: String) {
    do {
      _ = try Self.read(text)
      Issue.record("it was read")
    } catch {
      #expect(error.line == line)
      #expect(error.reason == reason)
    }
  }

  @Test(arguments: [
    "", "nan", "inf", "-0.1", "1.1", "0x1p-1", "0,5", "1e999", "--1", "half", " 0.5",
  ])
  func `a score that is no number from 0 to 1 is refused`(score: String) {
    #expect(throws: PredictionReader.Malformed.self) {
      try Self.read(Self.header + "1,1,\(score),a\n")
    }
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    var reader = PredictionReader()
    #expect(throws: PredictionReader.Malformed.self) {
      try reader.read(Array(Self.header.utf8) + [0xFF] + Array(",1,0.5,a\n".utf8))
    }
  }

  @Test func `a line without end is refused before it is kept`() {
    var reader = PredictionReader()
    #expect(throws: PredictionReader.Malformed.self) {
      try reader.read(repeatElement(UInt8(ascii: "x"), count: 1_000))
    }
  }

  @Test func `more groups than the bound are refused`() {
    let lines = (0...1_000).map { "\($0),1,0.5,g\($0)\n" }.joined()
    #expect(throws: PredictionReader.Malformed.self) { try Self.read(Self.header + lines) }
  }
}
