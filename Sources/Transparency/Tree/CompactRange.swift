public import Crypto

/// The left part of a growing tree in at most 62 hashes: one for each perfect subtree.
///
/// Enough to append for ever and to know the root at every step, in constant memory.
public struct CompactRange: Hashable, Sendable {
  /// The number of leaves so far.
  public private(set) var size = 0
  /// The perfect subtrees from left to right, one for each bit set in `size`, largest first.
  public private(set) var subtrees: [Digest] = []

  /// An empty tree.
  public init() {}

  /// Appends a leaf, or with `level` a perfect subtree of 2^level leaves.
  ///
  /// - Precondition: `size` is a multiple of 2^level.
  public mutating func append(_ hash: Digest, level: Int = 0) {
    precondition(size & (1 << level - 1) == 0, "a subtree is aligned to its own size")
    var hash = hash
    var rest = size >> level
    while rest & 1 == 1, let left = subtrees.popLast() {
      hash = MerkleTree.nodeHash(left, hash)
      rest >>= 1
    }
    subtrees.append(hash)
    size += 1 << level
  }

  /// The root over all leaves so far.
  public var root: Digest {
    guard var root = subtrees.last else { return MerkleTree.emptyRoot }
    for left in subtrees.dropLast().reversed() { root = MerkleTree.nodeHash(left, root) }
    return root
  }

  /// Size and root.
  public var head: TreeHead { TreeHead(size: size, root: root) }

  /// The levels of the perfect subtrees that fill the leaves `begin..<end`, left to right.
  ///
  /// The decomposition is the only one with the fewest subtrees, so both sides of a proof agree.
  public static func levels(filling begin: Int, _ end: Int) -> [Int] {
    var levels: [Int] = []
    var position = begin
    while position < end {
      let aligned = position == 0 ? Int.bitWidth - 2 : position.trailingZeroBitCount
      let fitting = Int.bitWidth - 1 - (end - position).leadingZeroBitCount
      let level = min(aligned, fitting)
      levels.append(level)
      position += 1 << level
    }
    return levels
  }
}
