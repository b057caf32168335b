extension CanonicalJSON {
  /// Reads a canonical text.
  ///
  /// - Throws: ``TransparencyError/notCanonical(offset:reason:)`` where it is not its own form.
  public init(_ bytes: [UInt8]) throws(TransparencyError) {
    try CanonicalJSON.check(bytes)
    var at = 0
    self = CanonicalJSON.value(bytes, &at)
  }

  /// Whether `bytes` are the canonical form of one value, without building it.
  ///
  /// - Throws: ``TransparencyError/notCanonical(offset:reason:)`` where they are not.
  public static func check(_ bytes: [UInt8]) throws(TransparencyError) {
    try CanonicalScanner.check(bytes.span)
  }

  // The form was checked: what follows only has to tell the kinds of value apart.

  private static func value(_ bytes: [UInt8], _ at: inout Int) -> CanonicalJSON {
    switch bytes[at] {
    case UInt8(ascii: "\""): return .string(string(bytes, &at))
    case UInt8(ascii: "{"): return .object(object(bytes, &at))
    case UInt8(ascii: "["): return .array(array(bytes, &at))
    case UInt8(ascii: "t"):
      at += 4
      return .boolean(true)
    case UInt8(ascii: "f"):
      at += 5
      return .boolean(false)
    default:
      let begin = at
      while at < bytes.count, bytes[at] == 0x2D || (0x30...0x39).contains(bytes[at]) { at += 1 }
      return .integer(Int(String(decoding: bytes[begin..<at], as: UTF8.self)) ?? 0)
    }
  }

  private static func object(_ bytes: [UInt8], _ at: inout Int) -> [String: CanonicalJSON] {
    var members: [String: CanonicalJSON] = [:]
    repeat {
      at += 1
      guard bytes[at] != UInt8(ascii: "}") else { break }
      let key = string(bytes, &at)
      at += 1
      members[key] = value(bytes, &at)
    } while bytes[at] == UInt8(ascii: ",")
    at += 1
    return members
  }

  private static func array(_ bytes: [UInt8], _ at: inout Int) -> [CanonicalJSON] {
    var values: [CanonicalJSON] = []
    repeat {
      at += 1
      guard bytes[at] != UInt8(ascii: "]") else { break }
      values.append(value(bytes, &at))
    } while bytes[at] == UInt8(ascii: ",")
    at += 1
    return values
  }

  private static func string(_ bytes: [UInt8], _ at: inout Int) -> String {
    var text: [UInt8] = []
    at += 1
    while bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] == UInt8(ascii: "\\") else {
        text.append(bytes[at])
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "u"):
        let code = String(decoding: bytes[at + 4..<at + 6], as: UTF8.self)
        text.append(UInt8(code, radix: 16) ?? 0)
        at += 4
      default: text.append(bytes[at + 1])
      }
      at += 2
    }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }
}
