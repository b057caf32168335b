public import Crypto

/// Facts as bytes: fixed slots, made to be stored and to be decided on without unpacking.
///
/// The layout is `RecordLayout`'s. Texts and digests are not kept, only whether they were stated; the
/// canonical document has them.
public struct PackedRecord: Sendable, Equatable {
  /// The bytes as they are stored.
  public let bytes: [UInt8]

  /// The vocabulary the record was made with.
  public var vocabularyDigest: Digest? { Digest(Array(bytes.prefix(RecordLayout.digestLength))) }

  /// Takes stored bytes; nil when they are not a record of this vocabulary.
  public init?(bytes: [UInt8], _ vocabulary: Vocabulary) {
    self.bytes = bytes
    guard vocabularyDigest == vocabulary.digest, isWellFormed(vocabulary) else { return nil }
  }

  /// Packs facts.
  public init(_ facts: Facts, _ vocabulary: Vocabulary) {
    let layout = vocabulary.layout
    var out = vocabulary.digest.bytes
    out += [UInt8](repeating: 0, count: layout.fixedLength - out.count)
    for (index, value) in facts.values.enumerated() {
      guard let value else { continue }
      out[RecordLayout.digestLength + index] = Self.state(value)
      if case .list(let records) = value, let shape = layout.shapes[index] {
        Self.store(
          Int64(records.count) << 32 | Int64(out.count), at: layout.valueOffsets[index], &out)
        for fields in records { Self.append(fields, shape, &out) }
      } else if layout.valueOffsets[index] > 0 {
        Self.store(Self.number(value), at: layout.valueOffsets[index], &out)
      }
    }
    bytes = out
  }

  private static func append(
    _ fields: [FactValue?], _ shape: RecordLayout.RecordShape, _ out: inout [UInt8]
  ) {
    let start = out.count
    out += [UInt8](repeating: 0, count: shape.stride)
    for (index, field) in fields.enumerated() {
      guard let field else { continue }
      out[start + index] = state(field)
      if shape.valueOffsets[index] > 0 {
        store(number(field), at: start + shape.valueOffsets[index], &out)
      }
    }
  }

  private static func state(_ value: FactValue) -> UInt8 {
    switch value {
    case .none: RecordLayout.none
    case .bool(true): RecordLayout.yes
    default: RecordLayout.stated
    }
  }

  private static func number(_ value: FactValue) -> Int64 {
    switch value {
    case .number(let number): number
    case .members(let mask): Int64(bitPattern: mask)
    default: 0
    }
  }

  private static func store(_ value: Int64, at offset: Int, _ out: inout [UInt8]) {
    let bits = UInt64(bitPattern: value)
    for byte in 0..<8 { out[offset + byte] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte)) }
  }

  private func load(_ offset: Int) -> Int64 {
    var bits: UInt64 = 0
    for byte in 0..<8 { bits |= UInt64(bytes[offset + byte]) << UInt64(8 * byte) }
    return Int64(bitPattern: bits)
  }

  // MARK: Reading back

  /// Whether states are states and every list lies within the bytes.
  private func isWellFormed(_ vocabulary: Vocabulary) -> Bool {
    let layout = vocabulary.layout
    guard bytes.count >= layout.fixedLength else { return false }
    for (index, attribute) in vocabulary.attributes.enumerated() {
      let state = bytes[RecordLayout.digestLength + index]
      guard state <= RecordLayout.yes else { return false }
      guard state == RecordLayout.stated, let shape = layout.shapes[index],
        case .list(_, let bound) = attribute.type
      else { continue }
      let (offset, count) = list(layout.valueOffsets[index])
      guard count <= bound, offset >= layout.fixedLength,
        offset + count * shape.stride <= bytes.count
      else { return false }
    }
    return true
  }

  private func list(_ valueOffset: Int) -> (offset: Int, count: Int) {
    let packed = load(valueOffset)
    return (Int(packed & 0xFFFF_FFFF), Int(packed >> 32 & 0xFFFF_FFFF))
  }

  /// The facts again; a stated text comes back empty.
  public func facts(_ vocabulary: Vocabulary) -> Facts {
    var facts = Facts(vocabulary)
    let layout = vocabulary.layout
    for (index, attribute) in vocabulary.attributes.enumerated() {
      let state = bytes[RecordLayout.digestLength + index]
      if let shape = layout.shapes[index], state == RecordLayout.stated,
        case .list(let record, _) = attribute.type
      {
        let (offset, count) = list(layout.valueOffsets[index])
        facts.values[index] = .list(
          (0..<count).map { number in
            let start = offset + number * shape.stride
            return record.fields.indices.map { field in
              value(
                bytes[start + field], start + shape.valueOffsets[field], record.fields[field].type)
            }
          })
      } else {
        facts.values[index] = value(state, layout.valueOffsets[index], attribute.type)
      }
    }
    return facts
  }

  private func value(_ state: UInt8, _ offset: Int, _ type: ValueType) -> FactValue? {
    switch state {
    case RecordLayout.missing: return nil
    case RecordLayout.none: return FactValue.none
    default: break
    }
    switch type {
    case .bool: return .bool(state == RecordLayout.yes)
    case .text, .digest: return .text("")
    case .member, .set: return .members(UInt64(bitPattern: load(offset)))
    case .list: return .list([])
    default: return .number(load(offset))
    }
  }
}
