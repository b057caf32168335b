public import Crypto

/// The way from a subject map's root to the one leaf where a subject is or would be.
public struct SubjectProof: Hashable, Sendable {
  /// One branch on the way down.
  public struct Step: Hashable, Sendable {
    /// The bit of the key that decides here.
    public let bit: UInt8
    /// The hash of the side not taken.
    public let sibling: Digest

    /// Takes a step from outside.
    public init(bit: UInt8, sibling: Digest) {
      self.bit = bit
      self.sibling = sibling
    }
  }

  /// The branches from the root downward.
  public let steps: [Step]
  /// The leaf at the end; nil in a map without subjects.
  public let tail: SubjectTail?

  /// Takes a proof from outside; nothing is checked before ``verify(subject:root:)``.
  public init(steps: [Step], tail: SubjectTail?) {
    self.steps = steps
    self.tail = tail
  }

  /// Checks the way and gives the subject's tail, or nil when it is proved absent.
  ///
  /// The way is fixed by the subject's own bits: a leaf of another subject at its end, with the
  /// same bits at every branch, shows that the subject is nowhere.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` or
  ///   ``TransparencyError/rootMismatch(computed:claimed:)``.
  public func verify(
    subject: Digest, root: Digest
  ) throws(TransparencyError) -> SubjectTail? {
    guard let tail else {
      guard root == MerkleTree.emptyRoot, steps.isEmpty else {
        throw .rootMismatch(computed: MerkleTree.emptyRoot, claimed: root)
      }
      return nil
    }
    var hash = SubjectMap.leafHash(tail)
    var deeper = 256
    for step in steps.reversed() {
      let bit = Int(step.bit)
      guard bit < deeper, tail.subject.bit(bit) == subject.bit(bit) else {
        throw .malformed(what: "subject proof", reason: "its branches are not those of the key")
      }
      deeper = bit
      hash =
        subject.bit(bit)
        ? SubjectMap.branchHash(bit: bit, step.sibling, hash)
        : SubjectMap.branchHash(bit: bit, hash, step.sibling)
    }
    guard hash == root else { throw .rootMismatch(computed: hash, claimed: root) }
    return tail.subject == subject ? tail : nil
  }
}
