public import Crypto

/// Up to 256 hashes in one file, 32 bytes each.
public enum HashTile {
  /// Writes the hashes one behind the other.
  public static func encode(_ hashes: some Collection<Digest>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * Digest.byteCount)
    for hash in hashes { hash.append(to: &bytes) }
    return bytes
  }

  /// Reads the hashes.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when a hash is cut or too many.
  public static func decode(_ bytes: [UInt8]) throws(TransparencyError) -> [Digest] {
    let span = bytes.span
    guard span.count % Digest.byteCount == 0,
      span.count <= Bounds.tileWidth * Digest.byteCount
    else { throw .malformed(what: "hash tile", reason: "it has not up to 256 whole hashes") }
    var hashes: [Digest] = []
    hashes.reserveCapacity(span.count / Digest.byteCount)
    for offset in stride(from: 0, to: span.count, by: Digest.byteCount) {
      guard let hash = Digest(span.extracting(offset..<offset + Digest.byteCount)) else { break }
      hashes.append(hash)
    }
    return hashes
  }
}
