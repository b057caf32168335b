extension Digest {
  /// Reads 64 lower-case hexadecimal digits as they stand in canonical text; nil for anything else.
  ///
  /// Eight digits at a time and without a branch on their values: it runs once for every entry
  /// that is verified.
  public init?(lowerCaseHex digits: Span<UInt8>) {
    guard digits.count == 2 * Digest.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var isValid = true
    words.0 = Digest.word(digits, 0, &isValid)
    words.1 = Digest.word(digits, 16, &isValid)
    words.2 = Digest.word(digits, 32, &isValid)
    words.3 = Digest.word(digits, 48, &isValid)
    guard isValid else { return nil }
    self.init(words: words)
  }

  /// Sixteen digits as eight bytes in memory order.
  private static func word(_ digits: Span<UInt8>, _ offset: Int, _ isValid: inout Bool) -> UInt64 {
    let first = half(digits, offset, &isValid)
    let second = half(digits, offset + 8, &isValid)
    return UInt64(littleEndian: second << 32 | first)
  }

  /// Eight digits as four bytes.
  private static func half(_ digits: Span<UInt8>, _ offset: Int, _ isValid: inout Bool) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var text: UInt64 = 0
    for index in 0..<8 { text |= UInt64(digits[offset + index]) << UInt64(8 * index) }
    let letters = (text & (ones &* 0x40)) >> 6
    let values = (text & (ones &* 0x0F)) &+ letters &* 9
    // What the values would be written as must be what was read.
    let isLarge = ((values &+ ones &* 6) >> 4) & ones
    let rewritten = values &+ ones &* 0x30 &+ isLarge &* 39
    isValid = isValid && rewritten == text && values & (ones &* 0xF0) == 0
    let pairs = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
    return (quads | quads >> 16) & 0xFFFF_FFFF
  }

  /// The first eight bytes, big-endian: evenly spread, so a table needs no other hash.
  public var prefix: UInt64 { UInt64(bigEndian: words.0) }

  /// Bit `position` counted from the most significant bit of the first byte, 0…255.
  public func bit(_ position: Int) -> Bool {
    let word =
      switch position >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return UInt64(bigEndian: word) >> UInt64(63 - position & 63) & 1 == 1
  }

  /// The position of the first bit that differs; nil when the digests are equal.
  public func firstDifference(from other: Digest) -> Int? {
    let pairs = [
      (words.0, other.words.0), (words.1, other.words.1),
      (words.2, other.words.2), (words.3, other.words.3),
    ]
    for (index, pair) in pairs.enumerated() where pair.0 != pair.1 {
      return 64 * index + UInt64(bigEndian: pair.0 ^ pair.1).leadingZeroBitCount
    }
    return nil
  }

  /// Whether the bytes come before those of `other`.
  public func precedes(_ other: Digest) -> Bool {
    let (left, right) = (words, other.words)
    if left.0 != right.0 { return left.0.bigEndian < right.0.bigEndian }
    if left.1 != right.1 { return left.1.bigEndian < right.1.bigEndian }
    if left.2 != right.2 { return left.2.bigEndian < right.2.bigEndian }
    return left.3.bigEndian < right.3.bigEndian
  }
}
