public import Crypto

/// A `.tlog-proof` file: everything a stranger needs to check one entry offline.
///
/// C2SP tlog-proof: a header, `index <n>`, hashes from the leaf upward, an empty line, a checkpoint.
public struct EntryProof: Hashable, Sendable {
  private static let header = "c2sp.org/tlog-proof@v1"

  /// The leaf's index, from 0.
  public let index: Int
  /// The siblings' hashes, from the leaf upward.
  public let hashes: [Digest]
  /// The checkpoint that the proof leads to, with its signatures.
  public let checkpoint: SignedNote

  /// Joins a proof with the checkpoint it leads to.
  public init(_ proof: InclusionProof, checkpoint: SignedNote) {
    index = proof.index
    hashes = proof.hashes
    self.checkpoint = checkpoint
  }

  /// Reads a file; an `extra` line is skipped.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``.
  public init(_ bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= 2 * Bounds.noteBytes,
      let boundary = bytes.indices.dropLast().first(where: {
        bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A
      }), let head = String(validating: bytes[..<boundary], as: UTF8.self)
    else { throw .malformed(what: "tlog-proof", reason: "it has no empty line or is not UTF-8") }
    var lines = head.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == Substring(EntryProof.header) else {
      throw .malformed(what: "tlog-proof", reason: "its first line is not \(EntryProof.header)")
    }
    if lines.first?.hasPrefix("extra ") == true { lines.removeFirst() }
    guard let line = lines.popFirst(), line.hasPrefix("index "),
      let index = Int(line.dropFirst(6)), index >= 0, line == "index \(index)"
    else { throw .malformed(what: "tlog-proof", reason: "it has no canonical index line") }
    guard lines.count <= Bounds.proofHashes else {
      throw .malformed(what: "tlog-proof", reason: "it has more than \(Bounds.proofHashes) hashes")
    }
    var hashes: [Digest] = []
    for line in lines {
      guard let hash = Base64.decode(line).flatMap({ Digest($0) }) else {
        throw .malformed(what: "tlog-proof", reason: "a hash is not the base64 of 32 bytes")
      }
      hashes.append(hash)
    }
    self.index = index
    self.hashes = hashes
    checkpoint = try SignedNote(Array(bytes[(boundary + 2)...]))
  }

  /// The file.
  public var bytes: [UInt8] {
    let lines = [EntryProof.header, "index \(index)"] + hashes.map { Base64.encode($0.bytes) }
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
  }

  /// Checks signatures, then the proof, and gives the checkpoint that was proved to hold `entry`.
  ///
  /// - Throws: ``TransparencyError`` with the first thing that is wrong.
  @discardableResult
  public func verify(
    entry: [UInt8], log: VerifierKey, witnesses: [VerifierKey] = []
  ) throws(TransparencyError) -> Checkpoint {
    let checkpoint = try Checkpoint.open(self.checkpoint.bytes, log: log, witnesses: witnesses)
    try InclusionProof(index: index, size: checkpoint.head.size, hashes: hashes)
      .verify(leafHash: MerkleTree.leafHash(entry), root: checkpoint.head.root)
    return checkpoint
  }
}
