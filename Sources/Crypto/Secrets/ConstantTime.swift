internal import CCrypto

/// Comparison whose duration depends on the lengths alone.
public enum ConstantTime {
  /// Whether both hold the same bytes; different lengths are unequal at once.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    guard !left.isEmpty else { return true }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
  }

  /// Whether both texts have the same UTF-8 bytes.
  public static func areEqual(_ left: String, _ right: String) -> Bool {
    areEqual(Array(left.utf8), Array(right.utf8))
  }
}
