internal import CCrypto

/// Owns one `EVP_PKEY` and frees it with the last reference.
///
/// Immutable after creation; libcrypto lets many threads use one key with a context each.
@safe final class KeyHandle: @unchecked Sendable {
  let raw: OpaquePointer

  init(_ raw: OpaquePointer?, operation: String) throws(CryptoError) {
    guard let raw = unsafe raw else { throw .libraryFailure(operation: operation) }
    unsafe self.raw = raw
  }

  deinit { unsafe EVP_PKEY_free(raw) }
}
