public import Crypto

/// Writes a JSONL export that leads to the signed root whatever it leaves out.
///
/// A line is `{"index":N,"entry":…}` with the entry's own bytes, or `{"index":N,"leaf":"hex"}` for
/// an entry that the audience may not read. A second file has for each line its leaf index (8 bytes,
/// big-endian), the hashes of the fewest perfect subtrees that fill the leaves left out before it,
/// and its leaf hash; at the end, those of the leaves left out after the last. So the reader computes
/// the root from what it was given, and can name the line that does not fit. Memory is constant:
/// take the bytes away whenever it suits.
public struct ExportWriter {
  private let head: TreeHead
  private let node: NodeReader
  private var hasher = SHA256.Hasher()
  private var lines: [UInt8] = []
  private var proof: [UInt8] = []
  /// The next leaf index that is neither in the file nor covered by a hash.
  private var position = 0
  private var manifest: ExportManifest

  /// Begins an export of the log as a checkpoint has it.
  ///
  /// - Parameters:
  ///   - checkpoint: the signed checkpoint.
  ///   - filter: what the exporter was asked for.
  ///   - node: reads perfect subtrees of that tree, as ``TileReader`` does.
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when the note is no checkpoint.
  public init(
    checkpoint: SignedNote, filter: [String: CanonicalJSON] = [:], node: @escaping NodeReader
  ) throws(TransparencyError) {
    head = try Checkpoint(text: checkpoint.text).head
    self.node = node
    manifest = ExportManifest(
      format: "jsonl", filter: filter, count: 0, withheld: 0, first: nil, last: nil, byteCount: 0,
      digest: .zero, proofByteCount: 0, checkpoint: checkpoint)
  }

  /// Adds an entry in full; indexes must grow.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)`` for an index out of order or beyond
  ///   the checkpoint, and what reading the tree throws.
  public mutating func add(index: Int, entry: [UInt8]) throws(TransparencyError) {
    try place(index, MerkleTree.leafHash(entry))
    lines.append(contentsOf: "{\"index\":\(index),\"entry\":".utf8)
    lines.append(contentsOf: entry)
    lines.append(contentsOf: "}\n".utf8)
    manifest.count += 1
  }

  /// Adds an entry that the audience may not read; the next entry's `prev` still names it.
  ///
  /// - Throws: as ``add(index:entry:)``.
  public mutating func withhold(index: Int, leafHash: Digest) throws(TransparencyError) {
    try place(index, leafHash)
    lines.append(contentsOf: "{\"index\":\(index),\"leaf\":\"\(leafHash)\"}\n".utf8)
    manifest.withheld += 1
  }

  private mutating func place(_ index: Int, _ leafHash: Digest) throws(TransparencyError) {
    guard index >= position, index < head.size else {
      throw .outsideTree(index: index, size: head.size)
    }
    withUnsafeBytes(of: UInt64(index).bigEndian) { proof.append(contentsOf: $0) }
    try cover(upTo: index)
    leafHash.append(to: &proof)
    position = index + 1
    manifest.first = manifest.first ?? index
    manifest.last = index
  }

  private mutating func cover(upTo end: Int) throws(TransparencyError) {
    for level in CompactRange.levels(filling: position, end) {
      try node(level, position >> level).append(to: &proof)
      position += 1 << level
    }
  }

  /// The bytes to append to the export since they were last taken.
  public mutating func takeLines() -> [UInt8] {
    defer { lines.removeAll(keepingCapacity: true) }
    hasher.update(lines)
    manifest.byteCount += lines.count
    return lines
  }

  /// The bytes to append to the file of hashes since they were last taken.
  public mutating func takeProof() -> [UInt8] {
    defer { proof.removeAll(keepingCapacity: true) }
    manifest.proofByteCount += proof.count
    return proof
  }

  /// Ends the export: both files' last bytes, and the manifest to write after them.
  ///
  /// - Throws: what reading the tree throws.
  public mutating func finish() throws(TransparencyError)
    -> (lines: [UInt8], proof: [UInt8], manifest: ExportManifest)
  {
    try cover(upTo: head.size)
    let rest = (takeLines(), takeProof())
    manifest.digest = hasher.finalize()
    return (rest.0, rest.1, manifest)
  }
}
