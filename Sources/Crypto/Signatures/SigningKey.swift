internal import CCrypto

/// The private half of an Ed25519 key pair (RFC 8032).
///
/// It has no description and does not conform to `Codable`: a private key must not slip into a log.
public struct SigningKey: Sendable {
  /// The number of bytes in a seed.
  public static let seedByteCount = 32

  /// The public half.
  public let verifyingKey: VerifyingKey
  private let key: KeyHandle

  /// Derives the key pair from a 32-byte seed.
  ///
  /// - Throws: ``CryptoError/wrongLength(what:expected:)`` for any other length.
  public init(seed: [UInt8]) throws(CryptoError) {
    guard seed.count == SigningKey.seedByteCount else {
      throw .wrongLength(what: "Ed25519 seed", expected: SigningKey.seedByteCount)
    }
    let key = try unsafe KeyHandle(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count),
      operation: "reading a private key")
    var length = VerifyingKey.byteCount
    var publicBytes = [UInt8](repeating: 0, count: length)
    guard unsafe EVP_PKEY_get_raw_public_key(key.raw, &publicBytes, &length) == 1 else {
      throw .libraryFailure(operation: "deriving a public key")
    }
    self.key = key
    verifyingKey = try VerifyingKey(publicBytes)
  }

  /// A new random seed, to be stored where only the signer can read it.
  public static func generateSeed() -> [UInt8] { Random.bytes(seedByteCount) }

  /// A new key pair whose seed is kept nowhere else.
  public static func generate() throws(CryptoError) -> SigningKey {
    try SigningKey(seed: generateSeed())
  }

  /// The 64-byte signature over `message`; the same input always gives the same signature.
  public func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw .libraryFailure(operation: "allocating a signature context")
    }
    defer { unsafe EVP_MD_CTX_free(context) }
    var length = VerifyingKey.signatureByteCount
    var signature = [UInt8](repeating: 0, count: length)
    guard unsafe EVP_DigestSignInit(context, nil, nil, nil, key.raw) == 1,
      unsafe EVP_DigestSign(context, &signature, &length, message, message.count) == 1,
      length == VerifyingKey.signatureByteCount
    else { throw .libraryFailure(operation: "signing") }
    return signature
  }
}
