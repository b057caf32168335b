/// One text handed to the language: a vocabulary or a policy.
public struct SourceFile: Sendable, Equatable {
  /// The name shown in findings, normally the file's name.
  public let name: String
  /// The whole text.
  public let text: String
  /// The day on which those whom a policy binds activated it, and so adopted its rules; nil for a text
  /// that is not activated.
  public let adoptedOn: CivilDate?
  /// Where the text is a newer version's, beside the versions that cases in flight came under: of it
  /// count the rules that reach every case received before this day.
  public let reachingBefore: CivilDate?

  let bytes: [UInt8]
  let lineStarts: [Int]

  /// Takes a text under a name.
  public init(
    name: String, text: String, adoptedOn: CivilDate? = nil, reachingBefore: CivilDate? = nil
  ) {
    self.name = name
    self.text = text
    self.adoptedOn = adoptedOn
    self.reachingBefore = reachingBefore
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The order in which texts that stand together are kept: by name, and of one name a case's own
  /// before a newer version's; by bytes, as a database sorts under collation C.
  public static func inCanonicalOrder(_ first: SourceFile, _ second: SourceFile) -> Bool {
    func isBefore(_ one: String, _ other: String) -> Bool? {
      one == other ? nil : one.utf8.lexicographicallyPrecedes(other.utf8)
    }
    let days = [first, second].map { $0.reachingBefore?.day ?? .min }
    return isBefore(first.name, second.name)
      ?? (days[0] != days[1] ? days[0] < days[1] : isBefore(first.text, second.text) ?? false)
  }

  /// The first word that is not in a comment: `vocabulary` or `policy` in a file of this family.
  var firstWord: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    var at = 0
    while at < bytes.count, isSpace(bytes[at]) || bytes[at] == UInt8(ascii: "#") {
      if bytes[at] == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      } else {
        at += 1
      }
    }
    return slice(at, bytes[at...].firstIndex(where: isSpace) ?? bytes.count)
  }

  /// Where a line begins that is longer than anybody reads.
  var longLine: Int? {
    zip(lineStarts, lineStarts.dropFirst() + [bytes.count + 1])
      .first { $1 - $0 > Limits.lineBytes + 1 }?.0
  }

  /// Bytes of the character that begins at a byte offset, as Swift counts characters.
  func characterLength(at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    let index = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    return text[index...].first?.utf8.count ?? 0
  }

  /// The text between two byte offsets.
  func slice(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[max(0, start)..<min(bytes.count, max(start, end))], as: UTF8.self)
  }

  /// The same with one space for each run of spaces and line breaks.
  func words(_ start: Int, _ end: Int) -> String {
    var words: [UInt8] = []
    words.reserveCapacity(end - start)
    for byte in bytes[start..<end] {
      let isSpace = byte == 32 || (9...13).contains(byte)
      if !isSpace {
        words.append(byte)
      } else if let last = words.last, last != 32 {
        words.append(32)
      }
    }
    if words.last == 32 { words.removeLast() }
    return String(decoding: words, as: UTF8.self)
  }

  /// Line and column, both from 1, of a byte offset; columns count characters of the text.
  func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return (low + 1, slice(lineStarts[low], offset).unicodeScalars.count + 1)
  }

  /// The text of a line, from 1, without its end.
  func line(_ number: Int) -> String {
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    return slice(start, end)
  }
}

/// A piece of a source: which file, and from which byte to which.
struct Span: Sendable, Hashable {
  var file: Int
  var start: Int
  var end: Int

  /// The smallest piece that holds both.
  func joined(_ other: Span) -> Span {
    Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}
