extension String: PostgresValue {
  /// Left to the server.
  public static var type: PostgresType { .unspecified }

  /// The text in UTF-8.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.append(contentsOf: utf8)
    return true
  }

  /// Reads text in all its types, enums, citext, `json`, `jsonb`, `numeric`, `date` and `uuid`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> String? {
    switch type {
    case .text, .varchar, .name, .bpchar, .char, .unknown, .json:
      return bytes.validText()
    case .jsonb:
      return JSON.decode(bytes, type: type)?.text
    case .numeric:
      return Numeric(bytes)?.description
    case .date:
      return CalendarDay(bytes)?.description
    case .uuid:
      return UUIDText.decode(bytes)
    default:
      // A composite's binary form holds zero bytes, so it is never taken for text.
      guard type.isUserDefined, let text = bytes.validText(), !text.utf8.contains(0) else {
        return nil
      }
      return text
    }
  }
}

/// A JSON document as text, kept in `jsonb`.
public struct JSON: Hashable, PostgresValue {
  /// The document.
  public let text: String

  /// Wraps a document; the server checks that it is one.
  public init(_ text: String) {
    self.text = text
  }

  /// `jsonb`.
  public static var type: PostgresType { .jsonb }

  /// The form's version, 1, and the text.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.append(1)
    bytes.append(contentsOf: text.utf8)
    return true
  }

  /// Reads `jsonb` and `json`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> JSON? {
    switch type {
    case .json:
      return bytes.validText().map { JSON($0) }
    case .jsonb:
      guard bytes.bigEndian(UInt8.self) == 1 else { return nil }
      return bytes.extracting(droppingFirst: 1).validText().map { JSON($0) }
    default:
      return nil
    }
  }
}
