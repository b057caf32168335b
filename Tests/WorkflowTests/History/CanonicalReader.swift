/// A small reader of the entries' form, apart from the product's own: it takes bytes and nothing
/// else for granted, and refuses whatever has two ways of being written.
struct CanonicalReader {
  indirect enum Value: Equatable {
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([Value])
    case object([String: Value])

    subscript(key: String) -> Value? {
      if case .object(let members) = self { members[key] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
  }

  /// Why the bytes are not in the form, and where.
  struct Malformed: Error {
    let reason: String
    let offset: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  /// Reads one value that is all there is.
  static func read(_ bytes: [UInt8]) throws(Malformed) -> Value {
    var reader = CanonicalReader(bytes)
    let value = try reader.value()
    guard reader.position == bytes.count else { throw reader.malformed("more than one value") }
    return value
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func malformed(_ reason: String) -> Malformed {
    Malformed(reason: reason, offset: position)
  }

  private mutating func next() throws(Malformed) -> UInt8 {
    guard position < bytes.count else { throw malformed("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  private var peeked: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func expect(_ text: String) throws(Malformed) {
    for byte in text.utf8 where try next() != byte { throw malformed("\(text) is missing") }
  }

  private mutating func value() throws(Malformed) -> Value {
    switch peeked {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"):
      try expect("true")
      return .truth(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .truth(false)
    default: return try number()
    }
  }

  private mutating func object() throws(Malformed) -> Value {
    try expect("{")
    var members: [String: Value] = [:]
    var last: String?
    while peeked != UInt8(ascii: "}") {
      if last != nil { try expect(",") }
      let key = try string()
      let isPlain = key.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
      }
      guard isPlain, !key.isEmpty else { throw malformed("a key is not plain") }
      if let last, Array(last.utf8).lexicographicallyPrecedes(Array(key.utf8)) == false {
        throw malformed("keys are not in order")
      }
      try expect(":")
      members[key] = try value()
      last = key
    }
    try expect("}")
    return .object(members)
  }

  private mutating func list() throws(Malformed) -> Value {
    try expect("[")
    var items: [Value] = []
    while peeked != UInt8(ascii: "]") {
      if !items.isEmpty { try expect(",") }
      items.append(try value())
    }
    try expect("]")
    return .list(items)
  }

  private mutating func number() throws(Malformed) -> Value {
    let start = position
    while let byte = peeked, byte == 45 || (48...57).contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Int32(text), "\(number)" == text else {
      throw malformed("\(text) is no integer within 31 bits")
    }
    return .number(Int(number))
  }

  /// RFC 8785: only what must be escaped is, and in one way.
  private mutating func string() throws(Malformed) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while true {
      let byte = try next()
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw malformed("text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text.append(try escaped())
      case 0..<0x20: throw malformed("a control character stands unescaped")
      default: text.append(byte)
      }
    }
  }

  private mutating func escaped() throws(Malformed) -> UInt8 {
    let letter = try next()
    let short: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
      UInt8(ascii: "t"): 0x09,
    ]
    if let byte = short[letter] { return byte }
    guard letter == UInt8(ascii: "u") else { throw malformed("an escape that is none") }
    var digits: [UInt8] = []
    for _ in 0..<4 { digits.append(try next()) }
    let text = String(decoding: digits, as: UTF8.self)
    guard let code = UInt8(text, radix: 16), code < 0x20, text == text.lowercased(),
      !short.values.contains(code)
    else { throw malformed("\\u\(text) has another way of being written") }
    return code
  }
}
