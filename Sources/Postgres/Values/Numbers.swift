extension Bool: PostgresValue {
  /// `bool`.
  public static var type: PostgresType { .bool }

  /// One byte, 0 or 1.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.append(self ? 1 : 0)
    return true
  }

  /// Reads `bool`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Bool? {
    guard type == .bool, let byte = bytes.bigEndian(UInt8.self) else { return nil }
    return byte != 0
  }
}

extension Int: PostgresValue {
  /// `int8`.
  public static var type: PostgresType { .int8 }

  /// Eight bytes.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(self)
    return true
  }

  /// Reads `int8`, `int4`, `int2` and `oid`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Int? {
    decodeInteger(bytes, type: type)
  }
}

extension Int64: PostgresValue {
  /// `int8`.
  public static var type: PostgresType { .int8 }

  /// Eight bytes.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(self)
    return true
  }

  /// Reads `int8`, `int4`, `int2` and `oid`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Int64? {
    decodeInteger(bytes, type: type)
  }
}

extension Int32: PostgresValue {
  /// `int4`.
  public static var type: PostgresType { .int4 }

  /// Four bytes.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(self)
    return true
  }

  /// Reads whatever integer fits.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Int32? {
    decodeInteger(bytes, type: type)
  }
}

extension Int16: PostgresValue {
  /// `int2`.
  public static var type: PostgresType { .int2 }

  /// Two bytes.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(self)
    return true
  }

  /// Reads whatever integer fits.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Int16? {
    decodeInteger(bytes, type: type)
  }
}

private func decodeInteger<Number: FixedWidthInteger>(
  _ bytes: RawSpan, type: PostgresType
) -> Number? {
  switch type {
  case .int8: bytes.bigEndian(Int64.self).flatMap { Number(exactly: $0) }
  case .int4: bytes.bigEndian(Int32.self).flatMap { Number(exactly: $0) }
  case .int2: bytes.bigEndian(Int16.self).flatMap { Number(exactly: $0) }
  case .oid: bytes.bigEndian(UInt32.self).flatMap { Number(exactly: $0) }
  default: nil
  }
}

extension Double: PostgresValue {
  /// `float8`.
  public static var type: PostgresType { .float8 }

  /// Eight bytes, IEEE 754.
  public func encode(into bytes: inout [UInt8]) -> Bool {
    bytes.appendBigEndian(bitPattern)
    return true
  }

  /// Reads `float8` and `float4`.
  public static func decode(_ bytes: RawSpan, type: PostgresType) -> Double? {
    switch type {
    case .float8: bytes.bigEndian(UInt64.self).map { Double(bitPattern: $0) }
    case .float4: bytes.bigEndian(UInt32.self).map { Double(Float(bitPattern: $0)) }
    default: nil
    }
  }
}
