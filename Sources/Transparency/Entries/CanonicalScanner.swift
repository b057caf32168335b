/// Reads canonical JSON in one pass over its bytes and refuses everything else.
///
/// Each function begins at `at`, ends behind what it read, and throws
/// ``TransparencyError/notCanonical(offset:reason:)``. Nothing is allocated.
enum CanonicalScanner {
  /// Whether `bytes` are one canonical value and nothing else.
  static func check(_ bytes: Span<UInt8>) throws(TransparencyError) {
    var at = 0
    try value(bytes, &at, depth: 0)
    guard at == bytes.count else { throw fault(at, "something follows the value") }
  }

  static func value(
    _ bytes: Span<UInt8>, _ at: inout Int, depth: Int
  ) throws(TransparencyError) {
    guard at < bytes.count else { throw fault(at, "the text ends early") }
    switch bytes[at] {
    case UInt8(ascii: "\""): _ = try CanonicalString.scan(bytes, &at)
    case UInt8(ascii: "{"): try object(bytes, &at, depth: depth)
    case UInt8(ascii: "["): try array(bytes, &at, depth: depth)
    case UInt8(ascii: "t"): try expect("true", bytes, &at)
    case UInt8(ascii: "f"): try expect("false", bytes, &at)
    default: _ = try integer(bytes, &at)
    }
  }

  static func object(
    _ bytes: Span<UInt8>, _ at: inout Int, depth: Int
  ) throws(TransparencyError) {
    guard depth < Bounds.nesting else { throw fault(at, "it is nested too deep") }
    try expect("{", bytes, &at)
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return
    }
    var previous = 0..<0
    while true {
      let begin = at
      let key = try key(bytes, &at)
      guard precedes(bytes, previous, key) else { throw fault(begin, "the keys are not sorted") }
      previous = key
      try value(bytes, &at, depth: depth + 1)
      if try !isContinued(bytes, &at, end: UInt8(ascii: "}")) { return }
    }
  }

  private static func array(
    _ bytes: Span<UInt8>, _ at: inout Int, depth: Int
  ) throws(TransparencyError) {
    guard depth < Bounds.nesting else { throw fault(at, "it is nested too deep") }
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return
    }
    while true {
      try value(bytes, &at, depth: depth + 1)
      if try !isContinued(bytes, &at, end: UInt8(ascii: "]")) { return }
    }
  }

  private static func isContinued(
    _ bytes: Span<UInt8>, _ at: inout Int, end: UInt8
  ) throws(TransparencyError) -> Bool {
    guard at < bytes.count else { throw fault(at, "the text ends early") }
    let byte = bytes[at]
    guard byte == end || byte == UInt8(ascii: ",") else {
      throw fault(at, "neither a comma nor an end")
    }
    at += 1
    return byte != end
  }

  /// A quoted key with its colon; the range is that of its characters.
  private static func key(
    _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Range<Int> {
    try expect("\"", bytes, &at)
    let begin = at
    while at < bytes.count, isKeyByte(bytes[at]) { at += 1 }
    guard at > begin else { throw fault(at, "a key is not ASCII lower-case") }
    let end = at
    try expect("\":", bytes, &at)
    return begin..<end
  }

  /// Lower-case letters, digits and `_`, `-`, `.`.
  static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static func precedes(
    _ bytes: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>
  ) -> Bool {
    for offset in 0..<min(left.count, right.count) {
      let (first, second) = (bytes[left.lowerBound + offset], bytes[right.lowerBound + offset])
      if first != second { return first < second }
    }
    return left.count < right.count
  }

  /// An integer within ±2³¹ in its shortest form.
  static func integer(
    _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Int {
    let begin = at
    let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let first = at
    var number = 0
    while at < bytes.count, at - first < 11, (0x30...0x39).contains(bytes[at]) {
      number = number * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    guard at > first else { throw fault(begin, "no value begins here") }
    guard bytes[first] != 0x30 || at == first + 1 && !isNegative else {
      throw fault(begin, "a number has a needless zero or sign")
    }
    guard number <= CanonicalJSON.greatestInteger else {
      throw fault(begin, "a number exceeds ±2^31")
    }
    return isNegative ? -number : number
  }

  /// Reads exactly `literal`.
  static func expect(
    _ literal: StaticString, _ bytes: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) {
    let count = literal.utf8CodeUnitCount
    guard bytes.count - at >= count else { throw fault(at, "the text ends early") }
    let begin = at
    // The literal's bytes live for ever and `count` of the span's were just seen to be there.
    let isEqual = bytes.withUnsafeBufferPointer { source in
      var index = 0
      while index < count, source[begin + index] == literal.utf8Start[index] { index += 1 }
      return index == count
    }
    guard isEqual else { throw fault(at, "\(literal) is expected here") }
    at += count
  }

  static func fault(_ offset: Int, _ reason: String) -> TransparencyError {
    .notCanonical(offset: offset, reason: reason)
  }
}
