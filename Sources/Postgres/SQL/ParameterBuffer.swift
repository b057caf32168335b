/// A statement's values, encoded one behind the other in one piece of memory.
public struct ParameterBuffer: Sendable {
  /// Where a value lies and how the server shall read it.
  struct Slot: Sendable {
    let type: PostgresType
    let offset: Int
    /// In bytes; -1 for NULL.
    let length: Int32
  }

  /// All encodings; one that is text ends with a zero byte that its length does not count.
  private(set) var bytes: [UInt8] = []
  private(set) var slots: [Slot] = []

  /// Why these values cannot be sent, in words that hold none of them.
  private(set) var failure: String?

  /// How many values there are.
  public var count: Int { slots.count }

  mutating func reserveCapacity(_ values: Int) {
    slots.reserveCapacity(values)
    bytes.reserveCapacity(16 * values)
  }

  mutating func append<Value: PostgresValue>(_ value: Value) {
    let offset = bytes.count
    if value.isNull {
      slots.append(Slot(type: Value.type, offset: offset, length: -1))
      return
    }
    if !value.encode(into: &bytes) {
      fail("parameter \(slots.count + 1), a \(Value.self), is outside of what the type can hold")
    }
    let length = bytes.count - offset
    if length > Int32.max {
      fail("parameter \(slots.count + 1), a \(Value.self), is larger than 2 GB")
    }
    if Value.type == .unspecified {
      if bytes[offset...].contains(0) {
        fail("parameter \(slots.count + 1) is text with a NUL character, which is not stored")
      }
      bytes.append(0)
    }
    slots.append(Slot(type: Value.type, offset: offset, length: Int32(clamping: length)))
  }

  mutating func append(contentsOf other: ParameterBuffer) {
    let base = bytes.count
    bytes += other.bytes
    slots += other.slots.map {
      Slot(type: $0.type, offset: base + $0.offset, length: $0.length)
    }
    if let reason = other.failure { fail(reason) }
  }

  private mutating func fail(_ reason: String) {
    if failure == nil { failure = reason }
  }
}
