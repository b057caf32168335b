/// Reads JSON (RFC 8259) strictly: no duplicate members, numbers kept as written, bounded depth.
struct JSONReader {
  /// What is wrong with the text, and at which byte.
  struct Problem: Error, Equatable {
    var offset: Int
    var sentence: String
  }

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  static func read(_ text: String, atMost bytes: Int = Limits.factsBytes) throws(Problem)
    -> JSONValue
  {
    var reader = JSONReader(bytes: Array(text.utf8))
    guard reader.bytes.count <= bytes else {
      throw Problem(offset: 0, sentence: "the document is larger than \(bytes) bytes")
    }
    let value = try reader.value()
    reader.space()
    guard reader.at == reader.bytes.count else {
      throw reader.problem("something follows the end of the document")
    }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func problem(_ sentence: String) -> Problem { Problem(offset: at, sentence: sentence) }

  private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func space() {
    while at < bytes.count, [32, 9, 10, 13].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ character: UInt8) -> Bool {
    space()
    guard byte == character, at < bytes.count else { return false }
    at += 1
    return true
  }

  private mutating func value() throws(Problem) -> JSONValue {
    space()
    guard at < bytes.count else { throw problem("the document ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), 48...57: return try number()
    default: break
    }
    let words: [(String, JSONValue)] = [
      ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
    ]
    for (word, value) in words where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw problem("this is no JSON value")
  }

  private mutating func enter() throws(Problem) {
    at += 1
    depth += 1
    if depth > Limits.jsonDepth { throw problem("the document is nested too deeply") }
  }

  private mutating func object() throws(Problem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [(String, JSONValue)] = []
    var seen: Set<String> = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      space()
      guard byte == UInt8(ascii: "\"") else { throw problem("a member begins with its name") }
      let name = try string()
      guard seen.insert(name).inserted else { throw problem("a member stands twice") }
      guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing") }
      members.append((name, try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("a closing brace is missing") }
    return .object(members)
  }

  private mutating func array() throws(Problem) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat { values.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("a closing bracket is missing") }
    return .array(values)
  }

  private mutating func number() throws(Problem) -> JSONValue {
    let start = at
    if byte == UInt8(ascii: "-") { at += 1 }
    let whole = at
    while (48...57).contains(byte) { at += 1 }
    guard at > whole, bytes[whole] != 48 || at == whole + 1 else {
      throw problem("this is no number")
    }
    if byte == UInt8(ascii: ".") {
      at += 1
      let fraction = at
      while (48...57).contains(byte) { at += 1 }
      guard at > fraction else { throw problem("digits are missing behind the point") }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      throw problem("numbers are written without exponents")
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    return Int64(text).map(JSONValue.integer) ?? .number(text)
  }

  private mutating func string() throws(Problem) -> String {
    at += 1
    var out: [UInt8] = []
    while byte != UInt8(ascii: "\"") {
      guard at < bytes.count, byte >= 0x20 else { throw problem("a text is not closed") }
      if byte == UInt8(ascii: "\\") {
        try escape(&out)
      } else {
        out.append(byte)
        at += 1
      }
    }
    at += 1
    guard let text = String(validating: out, as: UTF8.self) else {
      throw problem("a text is not UTF-8")
    }
    return text
  }

  private mutating func escape(_ out: inout [UInt8]) throws(Problem) {
    at += 1
    defer { at += 1 }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "u"): out += Array(String(try scalar()).utf8)
    default: throw problem("this escape is unknown")
    }
  }

  /// `\uXXXX`, or two of them for a character beyond the first 65,536; ends on the last digit.
  private mutating func scalar() throws(Problem) -> Unicode.Scalar {
    let first = try hex()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), at + 2 < bytes.count,
      bytes[at + 1] == UInt8(ascii: "\\"), bytes[at + 2] == UInt8(ascii: "u")
    else { throw problem("half of a character stands alone") }
    at += 2
    let second = try hex()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem("half of a character stands alone") }
    return scalar
  }

  private mutating func hex() throws(Problem) -> UInt32 {
    guard at + 4 < bytes.count,
      let value = UInt32(String(decoding: bytes[at + 1...at + 4], as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits are missing") }
    at += 4
    return value
  }
}
