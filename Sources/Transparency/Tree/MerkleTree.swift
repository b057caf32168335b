public import Crypto

/// The hashes of RFC 6962, section 2.1.
public enum MerkleTree {
  /// The root of a tree without leaves: SHA-256 of nothing.
  public static let emptyRoot = SHA256.digest([UInt8]())

  /// SHA-256(0x00 ‖ entry).
  public static func leafHash(_ entry: [UInt8]) -> Digest {
    SHA256.digest(prefix: 0, entry.span)
  }

  /// SHA-256(0x00 ‖ entry).
  public static func leafHash(_ entry: Span<UInt8>) -> Digest {
    SHA256.digest(prefix: 0, entry)
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.digest(prefix: 1, left, right)
  }

  /// The root over leaf hashes in order.
  public static func root(ofLeafHashes hashes: some Sequence<Digest>) -> Digest {
    var range = CompactRange()
    for hash in hashes { range.append(hash) }
    return range.root
  }

  /// The root of a perfect subtree; the number of hashes is a power of two.
  static func perfectRoot(_ hashes: ArraySlice<Digest>) -> Digest {
    precondition(hashes.count.nonzeroBitCount == 1, "a perfect subtree has 2^n leaves")
    var level = Array(hashes)
    var count = level.count
    while count > 1 {
      count /= 2
      for index in 0..<count { level[index] = nodeHash(level[2 * index], level[2 * index + 1]) }
    }
    return level[0]
  }

  /// The largest power of two below `size`, where the tree is split; `size` is at least 2.
  static func split(_ size: Int) -> Int {
    1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
  }
}
