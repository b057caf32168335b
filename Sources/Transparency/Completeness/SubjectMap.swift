public import Crypto

/// A commitment to the whole history of every subject: a compressed binary Merkle trie.
///
/// Keys are SHA-256(subject), read from the most significant bit. A leaf is
/// SHA-256(0x00 ‖ key ‖ count ‖ last leaf index ‖ last leaf hash), a branch
/// SHA-256(0x01 ‖ bit position ‖ left ‖ right); integers are big-endian, 64 bits. A map without
/// subjects has the root of an empty tree. Only changed paths are hashed anew; some 130 bytes a
/// subject.
public struct SubjectMap: Sendable {
  private struct Branch {
    let bit: UInt8
    var left: Int32
    var right: Int32
    var hash = Digest.zero
    var isCurrent = false
  }

  private var tails: [SubjectTail] = []
  private var branches: [Branch] = []
  /// A branch's number, or the complement of a tail's.
  private var top: Int32?

  /// A map without subjects.
  public init() {}

  /// The number of subjects.
  public var count: Int { tails.count }

  /// Sets a subject's tail.
  public mutating func set(_ tail: SubjectTail) {
    guard var at = top else {
      top = append(tail)
      return
    }
    while at >= 0 {
      branches[Int(at)].isCurrent = false
      at = child(of: at, toward: tail.subject)
    }
    if let bit = tails[Int(~at)].subject.firstDifference(from: tail.subject) {
      insert(append(tail), at: UInt8(bit), key: tail.subject)
    } else {
      tails[Int(~at)] = tail
    }
  }

  private mutating func append(_ tail: SubjectTail) -> Int32 {
    tails.append(tail)
    return ~Int32(tails.count - 1)
  }

  /// Puts a branch at `bit` above all that is split later.
  private mutating func insert(_ leaf: Int32, at bit: UInt8, key: Digest) {
    var parent: Int32?
    var below = top ?? leaf
    while below >= 0, branches[Int(below)].bit < bit {
      parent = below
      below = child(of: below, toward: key)
    }
    let isRight = key.bit(Int(bit))
    branches.append(
      Branch(bit: bit, left: isRight ? below : leaf, right: isRight ? leaf : below))
    let number = Int32(branches.count - 1)
    guard let parent else {
      top = number
      return
    }
    if key.bit(Int(branches[Int(parent)].bit)) {
      branches[Int(parent)].right = number
    } else {
      branches[Int(parent)].left = number
    }
  }

  private func child(of branch: Int32, toward key: Digest) -> Int32 {
    let branch = branches[Int(branch)]
    return key.bit(Int(branch.bit)) ? branch.right : branch.left
  }

  /// The root over all subjects; hashes what has changed since it was last asked for.
  public mutating func root() -> Digest {
    top.map { hash($0) } ?? MerkleTree.emptyRoot
  }

  private mutating func hash(_ node: Int32) -> Digest {
    guard node >= 0 else { return SubjectMap.leafHash(tails[Int(~node)]) }
    let branch = branches[Int(node)]
    if branch.isCurrent { return branch.hash }
    let hash = SubjectMap.branchHash(
      bit: Int(branch.bit), hash(branch.left), hash(branch.right))
    branches[Int(node)].hash = hash
    branches[Int(node)].isCurrent = true
    return hash
  }

  /// Proves a subject's tail, or that the map has no such subject.
  public mutating func proof(of subject: Digest) -> SubjectProof {
    var steps: [SubjectProof.Step] = []
    guard var at = top else { return SubjectProof(steps: [], tail: nil) }
    while at >= 0 {
      let branch = branches[Int(at)]
      let isRight = subject.bit(Int(branch.bit))
      steps.append(
        SubjectProof.Step(bit: branch.bit, sibling: hash(isRight ? branch.left : branch.right)))
      at = isRight ? branch.right : branch.left
    }
    return SubjectProof(steps: steps, tail: tails[Int(~at)])
  }

  static func leafHash(_ tail: SubjectTail) -> Digest {
    var hasher = SHA256.Hasher()
    hasher.update(0)
    hasher.update(tail.subject)
    update(&hasher, tail.count)
    update(&hasher, tail.leafIndex)
    hasher.update(tail.leafHash)
    return hasher.finalize()
  }

  static func branchHash(bit: Int, _ left: Digest, _ right: Digest) -> Digest {
    var hasher = SHA256.Hasher()
    hasher.update(1)
    update(&hasher, bit)
    hasher.update(left)
    hasher.update(right)
    return hasher.finalize()
  }

  private static func update(_ hasher: inout SHA256.Hasher, _ number: Int) {
    for shift in stride(from: 56, through: 0, by: -8) {
      hasher.update(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}

extension SubjectMap {
  /// The root over tails that are visited in the order of their keys, without building a map.
  static func root(_ range: Range<Int>, tail: (Int) -> SubjectTail) -> Digest {
    guard let first = range.first, let last = range.last else { return MerkleTree.emptyRoot }
    guard let bit = tail(first).subject.firstDifference(from: tail(last).subject) else {
      return leafHash(tail(first))
    }
    var (low, high) = (first, last)
    while low < high {
      let middle = (low + high) / 2
      if tail(middle).subject.bit(bit) { high = middle } else { low = middle + 1 }
    }
    return branchHash(
      bit: bit, root(first..<low, tail: tail), root(low..<last + 1, tail: tail))
  }
}
