/// Reads the strings of canonical JSON: valid UTF-8, and of each character its one form.
enum CanonicalString {
  /// Reads a quoted string; the range is that of its characters, escapes included.
  static func scan(
    _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Range<Int> {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
      throw CanonicalScanner.fault(at, "a string is expected here")
    }
    at += 1
    let begin = at
    while true {
      skipPlain(bytes, &at)
      guard at < bytes.count else { throw CanonicalScanner.fault(at, "a string does not end") }
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return begin..<at - 1
      } else if byte == UInt8(ascii: "\\") {
        try escape(bytes, &at)
      } else if byte >= 0x80 {
        try multibyte(bytes, &at)
      } else if byte < 0x20 {
        throw CanonicalScanner.fault(at, "a control character is not escaped")
      } else {
        at += 1
      }
    }
  }

  /// Goes on to the first byte that needs a look, eight at a time while eight are left.
  ///
  /// A byte needs a look when it is a quote, a backslash, a control or not ASCII. The lowest
  /// marked byte of each test is exact (Hacker's Delight, 6-1), and so is the lowest of all.
  private static func skipPlain(_ bytes: Span<UInt8>, _ at: inout Int) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var offset = at
    bytes.withUnsafeBytes { source in
      while offset + 8 <= source.count {
        let word = UInt64(
          littleEndian: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let quote = word ^ ones &* 0x22
        let backslash = word ^ ones &* 0x5C
        let marks =
          (word | (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote
            | (backslash &- ones) & ~backslash) & (ones &* 0x80)
        if marks != 0 {
          offset += marks.trailingZeroBitCount / 8
          break
        }
        offset += 8
      }
    }
    at = offset
  }

  /// The two-character escapes, and `\u00xx` for a control character that has none.
  private static func escape(_ bytes: Span<UInt8>, _ at: inout Int) throws(TransparencyError) {
    guard at + 1 < bytes.count else { throw CanonicalScanner.fault(at, "a string does not end") }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      let begin = at
      try CanonicalScanner.expect("\\u00", bytes, &at)
      guard at + 2 <= bytes.count, let code = controlCode(bytes[at], bytes[at + 1]) else {
        throw CanonicalScanner.fault(begin, "only control characters are escaped by number")
      }
      guard ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code) else {
        throw CanonicalScanner.fault(begin, "this character has a shorter escape")
      }
      at += 2
    default:
      throw CanonicalScanner.fault(at, "this character is not escaped")
    }
  }

  /// The code below 0x20 that two lower-case digits write; nil for any other two bytes.
  private static func controlCode(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard high == 0x30 || high == 0x31 else { return nil }
    switch low {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return (high - 0x30) << 4 | (low - 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return (high - 0x30) << 4 | (low - 0x61 + 10)
    default: return nil
    }
  }

  /// One character of two to four bytes (RFC 3629: no overlong form, no surrogate, at most 10FFFF).
  private static func multibyte(_ bytes: Span<UInt8>, _ at: inout Int) throws(TransparencyError) {
    let first = bytes[at]
    let (length, low, high): (Int, UInt8, UInt8) =
      switch first {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xE1...0xEF: (3, 0x80, 0xBF)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard length > 0, at + length <= bytes.count, bytes[at + 1] >= low, bytes[at + 1] <= high
    else { throw CanonicalScanner.fault(at, "the text is not UTF-8") }
    for offset in 2..<max(length, 2) where bytes[at + offset] & 0xC0 != 0x80 {
      throw CanonicalScanner.fault(at, "the text is not UTF-8")
    }
    at += length
  }
}
