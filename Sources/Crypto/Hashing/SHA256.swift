internal import CCrypto

/// SHA-256 (FIPS 180-4), made for millions of small inputs: no call here allocates.
public enum SHA256 {
  /// Hashes an array.
  public static func digest(_ bytes: [UInt8]) -> Digest {
    digest(bytes.span)
  }

  /// Hashes the UTF-8 bytes of a text.
  public static func digest(_ text: String) -> Digest {
    digest(Array(text.utf8))
  }

  /// Hashes borrowed bytes.
  public static func digest(_ bytes: Span<UInt8>) -> Digest {
    var hasher = Hasher()
    hasher.update(bytes)
    return hasher.finish()
  }

  /// Hashes the bytes behind a pointer.
  public static func digest(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var hasher = Hasher()
    unsafe hasher.update(bytes)
    return hasher.finish()
  }

  /// Hashes one byte that separates domains, then `bytes`: a Merkle leaf.
  public static func digest(prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
    var hasher = Hasher()
    hasher.update(prefix)
    hasher.update(bytes)
    return hasher.finish()
  }

  /// Hashes one byte that separates domains, then two digests: a Merkle node.
  public static func digest(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
    var hasher = Hasher()
    hasher.update(prefix)
    hasher.update(left)
    hasher.update(right)
    return hasher.finish()
  }

  /// A digest in progress, for input that arrives in pieces.
  ///
  /// It is a value: a copy goes on by itself from the same state.
  public struct Hasher: Sendable {
    private var context: SHA256_CTX

    /// Starts with no input.
    public init() {
      context = SHA256_CTX()
      _ = unsafe SHA256_Init(&context)
    }

    /// Adds one byte.
    public mutating func update(_ byte: UInt8) {
      var byte = byte
      _ = unsafe SHA256_Update(&context, &byte, 1)
    }

    /// Adds an array.
    public mutating func update(_ bytes: [UInt8]) {
      update(bytes.span)
    }

    /// Adds the 32 bytes of a digest.
    public mutating func update(_ digest: Digest) {
      unsafe withUnsafeBytes(of: digest) { source in
        _ = unsafe SHA256_Update(&context, source.baseAddress, Digest.byteCount)
      }
    }

    /// Adds borrowed bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
      unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Adds the bytes behind a pointer.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
      _ = unsafe SHA256_Update(&context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all input so far; the hasher itself stays as it is.
    public func finalize() -> Digest {
      var copy = self
      return copy.finish()
    }

    /// The digest of all input; the hasher is used up, which saves a copy.
    mutating func finish() -> Digest {
      var digest = Digest.zero
      unsafe withUnsafeMutableBytes(of: &digest) { target in
        _ = unsafe SHA256_Final(target.baseAddress?.assumingMemoryBound(to: UInt8.self), &context)
      }
      return digest
    }
  }
}
