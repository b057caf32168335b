/// Where each attribute lies in a packed record.
///
/// ```
/// digest of the vocabulary   32 bytes
/// states                      1 byte an attribute: 0 not stated, 1 none, 2 stated (no), 3 stated (yes)
/// values                      8 bytes each, little-endian, where the type has a value
/// records of the lists        one after the other, each: states of its fields, then values
/// ```
/// A list's value holds the offset of its first record in the low half and their number in the high half.
struct RecordLayout: Sendable {
  static let missing: UInt8 = 0
  static let none: UInt8 = 1
  static let stated: UInt8 = 2
  static let yes: UInt8 = 3
  static let digestLength = 32

  struct RecordShape: Sendable {
    /// Offset of each field's value from the start of its record; 0 where it has none.
    var valueOffsets: [Int]
    var stride: Int
  }

  /// Offset of each attribute's value; 0 where it has none.
  let valueOffsets: [Int]
  let shapes: [RecordShape?]
  /// Bytes before the records of the lists.
  let fixedLength: Int

  init(_ attributes: [Attribute]) {
    var offset = Self.digestLength + attributes.count
    var valueOffsets: [Int] = []
    var shapes: [RecordShape?] = []
    for attribute in attributes {
      let hasValue = Self.hasValue(attribute.type)
      valueOffsets.append(hasValue ? offset : 0)
      if hasValue { offset += 8 }
      if case .list(let record, _) = attribute.type {
        shapes.append(Self.shape(record))
      } else {
        shapes.append(nil)
      }
    }
    self.valueOffsets = valueOffsets
    self.shapes = shapes
    fixedLength = offset
  }

  private static func shape(_ record: RecordType) -> RecordShape {
    var offset = record.fields.count
    var offsets: [Int] = []
    for field in record.fields {
      offsets.append(hasValue(field.type) ? offset : 0)
      if hasValue(field.type) { offset += 8 }
    }
    return RecordShape(valueOffsets: offsets, stride: offset)
  }

  private static func hasValue(_ type: ValueType) -> Bool {
    switch type {
    case .bool, .text, .digest: false
    default: true
    }
  }
}
