import Crypto

/// What a log signs: its origin, its size and its root (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
  /// The log's identity, a schema-less URL; also the name of its key.
  public let origin: String
  /// The size and root that are promised.
  public let head: TreeHead

  /// States a log's head.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for an unusable origin, a negative
  ///   size, or an empty tree with another root than that of nothing.
  public init(origin: String, head: TreeHead) throws(TransparencyError) {
    guard VerifierKey.isName(origin) else {
      throw .malformed(what: "checkpoint", reason: "its origin is empty or has a space or a plus")
    }
    guard (0...Bounds.treeSize).contains(head.size),
      head.size > 0 || head.root == MerkleTree.emptyRoot
    else {
      throw .malformed(what: "checkpoint", reason: "its size and root do not fit")
    }
    self.origin = origin
    self.head = head
  }

  /// Reads a note's text: exactly three lines, no extensions, one form for each number and hash.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``.
  public init(text: String) throws(TransparencyError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[3].isEmpty else {
      throw .malformed(what: "checkpoint", reason: "it has not exactly three lines")
    }
    guard let size = Int(lines[1]), String(size) == lines[1] else {
      throw .malformed(what: "checkpoint", reason: "its size is not a canonical decimal number")
    }
    guard let root = Base64.decode(lines[2]).flatMap({ Digest($0) }) else {
      throw .malformed(what: "checkpoint", reason: "its root is not the base64 of 32 bytes")
    }
    try self.init(origin: String(lines[0]), head: TreeHead(size: size, root: root))
  }

  /// The text to sign.
  public var text: String {
    "\(origin)\n\(head.size)\n\(Base64.encode(head.root.bytes))\n"
  }

  /// Signs the checkpoint.
  ///
  /// The caller must have made sure that it extends everything signed before.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when the log's key is named otherwise.
  public func signed(by signer: NoteSigner) throws(TransparencyError) -> SignedNote {
    guard signer.verifierKey.name == origin, signer.verifierKey.algorithm == .ed25519 else {
      throw .malformed(what: "checkpoint", reason: "the key's name is not the origin")
    }
    return try SignedNote(text: text, signatures: [signer.sign(text, time: 0)])
  }

  /// Reads a signed checkpoint and believes it only if the log and every witness have signed.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` or
  ///   ``TransparencyError/notSigned(reason:)``.
  public static func open(
    _ note: [UInt8], log: VerifierKey, witnesses: [VerifierKey] = []
  ) throws(TransparencyError) -> Checkpoint {
    let note = try SignedNote(note)
    let checkpoint = try Checkpoint(text: note.text)
    guard checkpoint.origin == log.name else {
      throw .notSigned(reason: "the checkpoint is of another log")
    }
    let required = [log] + witnesses
    let signatures = try note.verified(by: required)
    for key in required
    where !signatures.contains(where: { $0.id == key.id && $0.name == key.name }) {
      throw .notSigned(reason: "the signature of \(key.name) is not there")
    }
    return checkpoint
  }
}
