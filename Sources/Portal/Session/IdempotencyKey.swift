internal import Crypto

/// The key that a form carries so that sending it twice does the act once.
enum IdempotencyKey {
  /// 128 random bits in hexadecimal.
  static func fresh() -> String { Hexadecimal.encode(Random.bytes(16)) }
}
