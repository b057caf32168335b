public import Crypto

/// A proof that one entry stands at one place of a tree (RFC 6962, section 2.1.1).
public struct InclusionProof: Hashable, Sendable {
  /// The leaf's index, from 0.
  public let index: Int
  /// The tree's size.
  public let size: Int
  /// The siblings' hashes, from the leaf upward.
  public let hashes: [Digest]

  /// Takes a proof from outside; nothing is checked before ``verify(leafHash:root:)``.
  public init(index: Int, size: Int, hashes: [Digest]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Makes the proof from a tree whose perfect subtrees can be read.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)``, and what `node` throws.
  public init(index: Int, size: Int, node: NodeReader) throws(TransparencyError) {
    guard index >= 0, index < size else { throw .outsideTree(index: index, size: size) }
    var hashes: [Digest] = []
    var (begin, end) = (0, size)
    while end - begin > 1 {
      let middle = begin + MerkleTree.split(end - begin)
      if index < middle {
        hashes.append(try TreeNodes.hash(middle, end, node))
        end = middle
      } else {
        hashes.append(try TreeNodes.hash(begin, middle, node))
        begin = middle
      }
    }
    self.init(index: index, size: size, hashes: hashes.reversed())
  }

  /// The one number of hashes that a proof for this index and size has.
  public static func length(index: Int, size: Int) -> Int {
    let inner = innerLength(index: index, size: size)
    return inner + (index >> inner).nonzeroBitCount
  }

  /// Levels below the point where the paths to this leaf and to the last leaf part.
  static func innerLength(index: Int, size: Int) -> Int {
    Int.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
  }

  /// Checks the proof, its length before any hashing.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)``,
  ///   ``TransparencyError/wrongProofLength(expected:found:)`` or
  ///   ``TransparencyError/rootMismatch(computed:claimed:)``.
  public func verify(leafHash: Digest, root: Digest) throws(TransparencyError) {
    guard index >= 0, index < size else { throw .outsideTree(index: index, size: size) }
    let expected = InclusionProof.length(index: index, size: size)
    guard hashes.count == expected else {
      throw .wrongProofLength(expected: expected, found: hashes.count)
    }
    let inner = InclusionProof.innerLength(index: index, size: size)
    var computed = leafHash
    for (level, sibling) in hashes.enumerated() {
      let isRightChild = level >= inner || index >> level & 1 == 1
      computed =
        isRightChild
        ? MerkleTree.nodeHash(sibling, computed) : MerkleTree.nodeHash(computed, sibling)
    }
    guard computed == root else { throw .rootMismatch(computed: computed, claimed: root) }
  }
}
