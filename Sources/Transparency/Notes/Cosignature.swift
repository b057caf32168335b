/// cosignature/v1 of C2SP tlog-cosignature: a witness states when it saw a checkpoint.
enum Cosignature {
  /// Eight bytes of time, then the Ed25519 signature.
  static let byteCount = 72

  static func encode(time: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) }
  }

  /// The time of a cosignature, seconds since 1970; nil for another length or a negative time.
  static func time(of signature: [UInt8]) -> Int? {
    guard signature.count == byteCount else { return nil }
    let time = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: time)
  }

  static func message(time: Int, text: String) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
  }
}
