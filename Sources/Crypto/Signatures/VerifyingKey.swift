internal import CCrypto

/// The public half of an Ed25519 key pair (RFC 8032).
public struct VerifyingKey: Hashable, Sendable {
  /// The number of bytes in a key.
  public static let byteCount = 32
  /// The number of bytes in a signature.
  public static let signatureByteCount = 64

  /// The 32 bytes that identify the key.
  public let bytes: [UInt8]
  private let key: KeyHandle

  /// Takes the 32 bytes of a key.
  ///
  /// - Throws: ``CryptoError/wrongLength(what:expected:)`` for any other length.
  public init(_ bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == VerifyingKey.byteCount else {
      throw .wrongLength(what: "Ed25519 public key", expected: VerifyingKey.byteCount)
    }
    self.bytes = bytes
    key = try unsafe KeyHandle(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count),
      operation: "reading a public key")
  }

  /// Whether `signature` was made over `message` by the private half.
  ///
  /// False for a signature of any length but 64 bytes.
  public func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard signature.count == VerifyingKey.signatureByteCount else { return false }
    guard let context = unsafe EVP_MD_CTX_new() else { return false }
    defer { unsafe EVP_MD_CTX_free(context) }
    guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key.raw) == 1 else { return false }
    return unsafe EVP_DigestVerify(
      context, signature, signature.count, message, message.count) == 1
  }

  /// Two keys are equal when their bytes are.
  public static func == (left: VerifyingKey, right: VerifyingKey) -> Bool {
    left.bytes == right.bytes
  }

  /// Feeds the key's bytes.
  public func hash(into hasher: inout Swift.Hasher) {
    hasher.combine(bytes)
  }
}
