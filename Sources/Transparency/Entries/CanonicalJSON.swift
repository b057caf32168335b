/// A value of the canonical subset of RFC 8785 that entries are written in.
///
/// Objects have ASCII lower-case keys in byte order; numbers are integers within ±2³¹; there is no
/// fraction and no null. Larger numbers, decimals and times are strings.
public enum CanonicalJSON: Hashable, Sendable {
  /// A text.
  case string(String)
  /// A whole number within ±2³¹.
  case integer(Int)
  /// A truth value.
  case boolean(Bool)
  /// Values in order.
  case array([CanonicalJSON])
  /// Values under keys.
  case object([String: CanonicalJSON])

  /// The greatest magnitude of a number.
  public static let greatestInteger = 1 << 31

  /// The one text of the value.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for a key or a number outside the
  ///   subset, or for nesting deeper than ``Bounds/nesting``.
  public func encoded() throws(TransparencyError) -> [UInt8] {
    var bytes: [UInt8] = []
    try append(to: &bytes, depth: 0)
    return bytes
  }

  private func append(to bytes: inout [UInt8], depth: Int) throws(TransparencyError) {
    guard depth <= Bounds.nesting else {
      throw .malformed(what: "value", reason: "it is nested deeper than \(Bounds.nesting)")
    }
    switch self {
    case .string(let text):
      CanonicalJSON.appendString(text, to: &bytes)
    case .integer(let number):
      guard abs(number) <= CanonicalJSON.greatestInteger else {
        throw .malformed(what: "value", reason: "a number exceeds ±2^31; write it as a string")
      }
      bytes.append(contentsOf: String(number).utf8)
    case .boolean(let truth):
      bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (offset, value) in values.enumerated() {
        if offset > 0 { bytes.append(UInt8(ascii: ",")) }
        try value.append(to: &bytes, depth: depth + 1)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      try CanonicalJSON.appendObject(members, to: &bytes, depth: depth)
    }
  }

  private static func appendObject(
    _ members: [String: CanonicalJSON], to bytes: inout [UInt8], depth: Int
  ) throws(TransparencyError) {
    bytes.append(UInt8(ascii: "{"))
    let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (offset, member) in sorted.enumerated() {
      guard !member.key.isEmpty, member.key.utf8.allSatisfy(CanonicalScanner.isKeyByte) else {
        throw .malformed(what: "value", reason: "a key is not ASCII lower-case")
      }
      if offset > 0 { bytes.append(UInt8(ascii: ",")) }
      appendString(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      try member.value.append(to: &bytes, depth: depth + 1)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Writes a string as RFC 8785 does: the shortest escape, everything else as it is.
  static func appendString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [0x5C, byte])
      case 0x08: bytes.append(contentsOf: "\\b".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0C: bytes.append(contentsOf: "\\f".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x10: bytes.append(contentsOf: "\\u000\(String(byte, radix: 16))".utf8)
      case 0x10..<0x20: bytes.append(contentsOf: "\\u00\(String(byte, radix: 16))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The value under `key`; nil when this is no object or has no such key.
  public subscript(_ key: String) -> CanonicalJSON? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text; nil for any other kind of value.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The number; nil for any other kind of value.
  public var number: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }
}

extension CanonicalJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Values in order.
  public init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }
  /// Values under keys; of a repeated key the last counts.
  public init(dictionaryLiteral elements: (String, CanonicalJSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
