public import struct Foundation.Date
public import struct Foundation.UUID

/// What can stand in an array of one dimension; bytes make a `bytea` instead.
public protocol ArrayElement: Sendable {
  /// The type of the whole array.
  static var arrayType: PostgresType { get }

  /// Appends the binary form of the whole array.
  static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) -> Bool

  /// Reads the whole array; nil when it is none of these.
  static func decodeArray(_ bytes: RawSpan, type: PostgresType) -> [Self]?
}

extension Array: PostgresValue where Element: ArrayElement {
  /// The type that the element says.
  public static var type: PostgresType { Element.arrayType }

  /// Appends all elements.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    Element.encodeArray(self, into: &bytes)
  }

  /// Reads all elements.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> [Element]? {
    Element.decodeArray(bytes, type: type)
  }
}

extension UInt8: ArrayElement {
  /// `bytea`.
  public static var arrayType: PostgresType { .bytea }

  /// The bytes as they are.
  public static func encodeArray(_ elements: [UInt8], into bytes: inout [UInt8]) -> Bool {
    bytes += elements
    return true
  }

  /// Reads `bytea`.
  public static func decodeArray(_ bytes: RawSpan, type: PostgresType) -> [UInt8]? {
    guard type == .bytea else { return nil }
    return unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  }
}

extension ArrayElement where Self: PostgresValue {
  /// Dimension, flag for NULL, type, length, lower bound, then each element behind its length.
  public static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(Int32(elements.isEmpty ? 0 : 1))
    bytes.appendBigEndian(Int32(elements.contains { $0.isNull } ? 1 : 0))
    bytes.appendBigEndian(elementType.identifier)
    guard !elements.isEmpty else { return true }
    guard let count = Int32(exactly: elements.count) else { return false }
    bytes.appendBigEndian(count)
    bytes.appendBigEndian(Int32(1))
    for element in elements {
      let start = bytes.count
      bytes.appendBigEndian(Int32(-1))
      if element.isNull { continue }
      guard element.encode(into: &bytes),
        let length = Int32(exactly: bytes.count - start - 4)
      else { return false }
      bytes.setBigEndian(length, at: start)
    }
    return true
  }

  /// Reads an array of one dimension whose elements can be read.
  public static func decodeArray(_ bytes: RawSpan, type: PostgresType) -> [Self]? {
    guard type != .bytea, let dimensions = bytes.bigEndian(Int32.self, at: 0),
      let element = bytes.bigEndian(UInt32.self, at: 8)
    else { return nil }
    if dimensions == 0 { return [] }
    guard dimensions == 1, let count = bytes.bigEndian(Int32.self, at: 12), count >= 0,
      count <= bytes.byteCount / 4
    else { return nil }
    var offset = 20
    var elements: [Self] = []
    elements.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let length = bytes.bigEndian(Int32.self, at: offset) else { return nil }
      offset += 4
      if length < 0 {
        guard let value = Self.null else { return nil }
        elements.append(value)
        continue
      }
      let end = offset + Int(length)
      guard end <= bytes.byteCount,
        let value = decode(bytes.extracting(offset..<end), type: PostgresType(element))
      else { return nil }
      elements.append(value)
      offset = end
    }
    return elements
  }

  /// Inside an array every element needs a type; text is `text`.
  private static var elementType: PostgresType { type == .unspecified ? .text : type }
}

extension String: ArrayElement {
  /// `text[]`.
  public static var arrayType: PostgresType { .textArray }
}

extension Int: ArrayElement {
  /// `int8[]`.
  public static var arrayType: PostgresType { .int8Array }
}

extension Int64: ArrayElement {
  /// `int8[]`.
  public static var arrayType: PostgresType { .int8Array }
}

extension Int32: ArrayElement {
  /// `int4[]`.
  public static var arrayType: PostgresType { .int4Array }
}

extension Int16: ArrayElement {
  /// `int2[]`.
  public static var arrayType: PostgresType { .int2Array }
}

extension Bool: ArrayElement {
  /// `bool[]`.
  public static var arrayType: PostgresType { .boolArray }
}

extension Double: ArrayElement {
  /// `float8[]`.
  public static var arrayType: PostgresType { .float8Array }
}

extension UUID: ArrayElement {
  /// `uuid[]`.
  public static var arrayType: PostgresType { .uuidArray }
}

extension Date: ArrayElement {
  /// `timestamptz[]`.
  public static var arrayType: PostgresType { .timestamptzArray }
}

extension JSON: ArrayElement {
  /// `jsonb[]`.
  public static var arrayType: PostgresType { .jsonbArray }
}

extension [UInt8]: ArrayElement {
  /// `bytea[]`.
  public static var arrayType: PostgresType { .byteaArray }
}

extension Optional: ArrayElement where Wrapped: ArrayElement & PostgresValue {
  /// The wrapped type's.
  public static var arrayType: PostgresType { Wrapped.arrayType }
}
