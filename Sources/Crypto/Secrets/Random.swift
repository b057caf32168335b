internal import CCrypto

/// Bytes nobody can guess, from libcrypto's generator.
public enum Random {
  /// Draws `count` bytes.
  ///
  /// Traps if the system has no randomness: no secret may be made then, and none can be mended.
  public static func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0 && count <= 1 << 20, "Random.bytes draws at most 1 MiB at once")
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let drawn = unsafe RAND_bytes(buffer.baseAddress, Int32(count))
      precondition(drawn == 1, "the system has no randomness")
      initialized = count
    }
  }
}
