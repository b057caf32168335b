public import Crypto

/// Reads the root of the perfect subtree over leaves `index << level ..< (index + 1) << level`.
public typealias NodeReader = (_ level: Int, _ index: Int) throws(TransparencyError) -> Digest

/// Hashes of any range of leaves, put together from perfect subtrees.
enum TreeNodes {
  /// MTH(D[begin:end]) of RFC 6962, `begin` aligned as the tree's own splits leave it.
  static func hash(
    _ begin: Int, _ end: Int, _ node: NodeReader
  ) throws(TransparencyError) -> Digest {
    let count = end - begin
    if count.nonzeroBitCount == 1 {
      let level = count.trailingZeroBitCount
      return try node(level, begin >> level)
    }
    let middle = begin + MerkleTree.split(count)
    return try MerkleTree.nodeHash(hash(begin, middle, node), hash(middle, end, node))
  }
}
