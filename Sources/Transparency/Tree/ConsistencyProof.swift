public import Crypto

/// A proof that a tree extends an earlier one (RFC 6962, section 2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
  /// The earlier tree's size, at least 1: nothing has to be proved about an empty one.
  public let oldSize: Int
  /// The later tree's size.
  public let newSize: Int
  /// The hashes in the order of the RFC.
  public let hashes: [Digest]

  /// Takes a proof from outside; nothing is checked before ``verify(oldRoot:newRoot:)``.
  public init(oldSize: Int, newSize: Int, hashes: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Makes the proof from a tree whose perfect subtrees can be read.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)``, and what `node` throws.
  public init(oldSize: Int, newSize: Int, node: NodeReader) throws(TransparencyError) {
    guard oldSize > 0, oldSize <= newSize else {
      throw .outsideTree(index: oldSize, size: newSize)
    }
    var hashes: [Digest] = []
    var (begin, end) = (0, newSize)
    while end > oldSize {
      let middle = begin + MerkleTree.split(end - begin)
      if oldSize <= middle {
        hashes.append(try TreeNodes.hash(middle, end, node))
        end = middle
      } else {
        hashes.append(try TreeNodes.hash(begin, middle, node))
        begin = middle
      }
    }
    // The old tree's own root is known to the verifier; any other common subtree is not.
    if begin > 0 { hashes.append(try TreeNodes.hash(begin, end, node)) }
    self.init(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
  }

  /// The one number of hashes that a proof between these sizes has.
  public static func length(oldSize: Int, newSize: Int) -> Int {
    guard oldSize < newSize else { return 0 }
    let inner = InclusionProof.innerLength(index: oldSize - 1, size: newSize)
    let border = ((oldSize - 1) >> inner).nonzeroBitCount
    let seed = oldSize.nonzeroBitCount == 1 ? 0 : 1
    return seed + inner - oldSize.trailingZeroBitCount + border
  }

  /// Checks the proof against both roots, its length before any hashing.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)``,
  ///   ``TransparencyError/wrongProofLength(expected:found:)`` or
  ///   ``TransparencyError/rootMismatch(computed:claimed:)``.
  public func verify(oldRoot: Digest, newRoot: Digest) throws(TransparencyError) {
    guard oldSize > 0, oldSize <= newSize else {
      throw .outsideTree(index: oldSize, size: newSize)
    }
    let expected = ConsistencyProof.length(oldSize: oldSize, newSize: newSize)
    guard hashes.count == expected else {
      throw .wrongProofLength(expected: expected, found: hashes.count)
    }
    guard oldSize < newSize else {
      guard oldRoot == newRoot else { throw .rootMismatch(computed: oldRoot, claimed: newRoot) }
      return
    }
    let (old, new) = fold(oldRoot: oldRoot)
    guard old == oldRoot else { throw .rootMismatch(computed: old, claimed: oldRoot) }
    guard new == newRoot else { throw .rootMismatch(computed: new, claimed: newRoot) }
  }

  /// Climbs from the last subtree that both trees share to both roots.
  private func fold(oldRoot: Digest) -> (old: Digest, new: Digest) {
    let shared = oldSize.trailingZeroBitCount
    let inner = InclusionProof.innerLength(index: oldSize - 1, size: newSize)
    var rest = hashes[...]
    var old = oldSize.nonzeroBitCount == 1 ? oldRoot : rest.removeFirst()
    var new = old
    for (step, hash) in rest.enumerated() {
      let level = shared + step
      if level >= inner || (oldSize - 1) >> level & 1 == 1 {
        old = MerkleTree.nodeHash(hash, old)
        new = MerkleTree.nodeHash(hash, new)
      } else {
        new = MerkleTree.nodeHash(new, hash)
      }
    }
    return (old, new)
  }
}
