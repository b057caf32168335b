/// Network byte order, in which the protocol writes every number.
extension [UInt8] {
  mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
    var shift = Number.bitWidth - 8
    while shift >= 0 {
      append(UInt8(truncatingIfNeeded: number >> Number(shift)))
      shift -= 8
    }
  }

  /// Writes a number over the bytes at an offset.
  mutating func setBigEndian<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    for place in 0..<Number.bitWidth / 8 {
      let shift = Number(Number.bitWidth - 8 * (place + 1))
      self[offset + place] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }
}

extension RawSpan {
  /// The number at an offset, or nil when the bytes end before it does.
  func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at offset: Int = 0
  ) -> Number? {
    guard offset >= 0, offset + MemoryLayout<Number>.size <= byteCount else { return nil }
    // Bounds are checked above; every bit pattern is an integer.
    return unsafe Number(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The bytes as text, or nil when they are not UTF-8.
  func validText() -> String? {
    unsafe withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) }
  }
}
