/// A SHA-256 digest: exactly 32 bytes.
///
/// Kept as four machine words in memory order, so that millions of them cost no allocation.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes in a digest.
  public static let byteCount = 32

  /// Thirty-two zero bytes: the predecessor of what has none.
  public static let zero = Digest(words: (0, 0, 0, 0))

  private var word0: UInt64
  private var word1: UInt64
  private var word2: UInt64
  private var word3: UInt64

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (word0, word1, word2, word3) = words
  }

  /// The bytes in memory order, eight a word.
  var words: (UInt64, UInt64, UInt64, UInt64) { (word0, word1, word2, word3) }

  /// Takes the 32 bytes that `bytes` holds; nil for any other length.
  public init?(_ bytes: [UInt8]) {
    self.init(bytes.span)
  }

  /// Takes the 32 bytes that `bytes` holds; nil for any other length.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    self = .zero
    unsafe withUnsafeMutableBytes(of: &self) { target in
      unsafe bytes.withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    }
  }

  /// Reads 64 lower- or upper-case hexadecimal digits; nil for anything else.
  public init?(hex: String) {
    guard let bytes = Hexadecimal.decode(hex) else { return nil }
    self.init(bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { unsafe withUnsafeBytes(of: self) { unsafe [UInt8]($0) } }

  /// Appends the 32 bytes to `target` without an array between.
  public func append(to target: inout [UInt8]) {
    unsafe withUnsafeBytes(of: self) { unsafe target.append(contentsOf: $0) }
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { Hexadecimal.encode(bytes) }

  /// The 64 lower-case hexadecimal digits.
  public var description: String { hex }
}
