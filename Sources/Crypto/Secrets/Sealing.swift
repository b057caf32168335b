internal import CCrypto

/// AES-256-GCM (NIST SP 800-38D): bytes that only the holder of a key can read or alter.
///
/// Sealed bytes are nonce (12) ‖ ciphertext ‖ tag (16). The nonce is random, so one key must not
/// seal more than 2³² messages; keys here are one a person and case.
public enum Sealing {
  /// The number of bytes in a key.
  public static let keyByteCount = 32
  private static let nonceByteCount = 12
  private static let tagByteCount = 16

  /// Seals `plaintext`; `context` is not kept but must be given again to open it.
  ///
  /// - Throws: ``CryptoError/wrongLength(what:expected:)`` for a key of another length.
  public static func seal(
    _ plaintext: [UInt8], key: [UInt8], context: [UInt8] = []
  ) throws(CryptoError) -> [UInt8] {
    let nonce = Random.bytes(nonceByteCount)
    let cipher = try unsafe begin(key: key, nonce: nonce, encrypting: true)
    defer { unsafe EVP_CIPHER_CTX_free(cipher) }
    var sealed = [UInt8](repeating: 0, count: plaintext.count)
    var tag = [UInt8](repeating: 0, count: tagByteCount)
    var written: Int32 = 0
    var rest: [UInt8] = [0]
    guard unsafe EVP_CipherUpdate(cipher, nil, &written, context, Int32(context.count)) == 1,
      unsafe EVP_CipherUpdate(cipher, &sealed, &written, plaintext, Int32(plaintext.count)) == 1,
      unsafe EVP_CipherFinal_ex(cipher, &rest, &written) == 1,
      unsafe EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), &tag) == 1
    else { throw .libraryFailure(operation: "sealing") }
    return nonce + sealed + tag
  }

  /// Opens what ``seal(_:key:context:)`` made.
  ///
  /// - Throws: ``CryptoError/notAuthentic`` when one bit of it, of the key or of `context` differs.
  public static func open(
    _ sealed: [UInt8], key: [UInt8], context: [UInt8] = []
  ) throws(CryptoError) -> [UInt8] {
    guard sealed.count >= nonceByteCount + tagByteCount else { throw .notAuthentic }
    let cipher = try unsafe begin(
      key: key, nonce: Array(sealed.prefix(nonceByteCount)), encrypting: false)
    defer { unsafe EVP_CIPHER_CTX_free(cipher) }
    let ciphertext = Array(sealed.dropFirst(nonceByteCount).dropLast(tagByteCount))
    var tag = Array(sealed.suffix(tagByteCount))
    var plaintext = [UInt8](repeating: 0, count: ciphertext.count)
    var written: Int32 = 0
    var rest: [UInt8] = [0]
    guard unsafe EVP_CipherUpdate(cipher, nil, &written, context, Int32(context.count)) == 1,
      unsafe EVP_CipherUpdate(cipher, &plaintext, &written, ciphertext, Int32(ciphertext.count))
        == 1,
      unsafe EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1
    else { throw .libraryFailure(operation: "opening sealed bytes") }
    guard unsafe EVP_CipherFinal_ex(cipher, &rest, &written) == 1 else { throw .notAuthentic }
    return plaintext
  }

  private static func begin(
    key: [UInt8], nonce: [UInt8], encrypting: Bool
  ) throws(CryptoError) -> OpaquePointer {
    guard key.count == keyByteCount else {
      throw .wrongLength(what: "AES-256 key", expected: keyByteCount)
    }
    guard let cipher = unsafe EVP_CIPHER_CTX_new() else {
      throw .libraryFailure(operation: "allocating a cipher")
    }
    guard
      unsafe EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce, encrypting ? 1 : 0) == 1
    else {
      unsafe EVP_CIPHER_CTX_free(cipher)
      throw .libraryFailure(operation: "preparing AES-256-GCM")
    }
    return unsafe cipher
  }
}
