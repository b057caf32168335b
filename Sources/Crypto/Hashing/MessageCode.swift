internal import CCrypto

/// HMAC-SHA256 (RFC 2104): a digest that only the holders of a key can make.
public enum MessageCode {
  /// The code of `message` under `key`; compare it with ``ConstantTime``.
  public static func authenticate(_ message: [UInt8], key: [UInt8]) -> Digest {
    var code = Digest.zero
    var length = UInt32(Digest.byteCount)
    unsafe withUnsafeMutableBytes(of: &code) { target in
      let written = unsafe HMAC(
        EVP_sha256(), key, Int32(key.count), message, message.count,
        target.baseAddress?.assumingMemoryBound(to: UInt8.self), &length)
      unsafe precondition(written != nil && length == 32, "libcrypto has no HMAC-SHA256")
    }
    return code
  }
}
