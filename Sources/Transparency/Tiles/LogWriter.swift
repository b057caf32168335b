public import Crypto

/// The growing edge of a log: what has to be known to append for ever.
///
/// A value: append to a copy, make the files durable, commit, and only then keep the copy.
/// At most 255 hashes a level and one unfinished bundle, whatever the log's size.
public struct LogWriter: Hashable, Sendable {
  /// What one append produced.
  public struct Batch: Sendable {
    /// The index of the first new leaf.
    public let firstIndex: Int
    /// The new leaves' hashes in order.
    public let leafHashes: [Digest]
    /// All files to write: full ones, which never change again, and the new right edge.
    public let files: [LogFile]
    /// The head after the batch.
    public let head: TreeHead

    /// The files that are full now; their partial forms may be removed after publication.
    public var fullPaths: [TilePath] {
      files.map(\.path).filter { $0.width == Bounds.tileWidth }
    }
  }

  /// The number of leaves.
  public private(set) var size = 0
  /// At each level the hashes of the unfinished tile.
  private var edges: [[Digest]] = []
  /// The unfinished bundle.
  private var bundle: [UInt8] = []

  /// An empty log.
  public init() {}

  /// Reads the edge of a log from its files and compares it with what was signed.
  ///
  /// - Parameters:
  ///   - head: the last signed head.
  ///   - read: gives a file's bytes, or throws ``TransparencyError/missing(path:)``.
  /// - Throws: ``TransparencyError/inconsistent(found:signed:)`` when the files are not that log.
  public init(
    head: TreeHead, read: (String) throws(TransparencyError) -> [UInt8]
  ) throws(TransparencyError) {
    size = head.size
    var level = 0
    while size >> (8 * level) > 0 {
      let width = TilePath.partialWidth(level: level, size: size)
      var hashes: [Digest] = []
      if width > 0 {
        let index = TilePath.fullTiles(level: level, size: size)
        let path = TilePath(.hashes(level: level), index: index, width: width)
        hashes = Array(try HashTile.decode(path.readOrFull(read)).prefix(width))
      }
      edges.append(hashes)
      level += 1
    }
    let found = TreeHead(size: size, root: root)
    guard found == head, edges.allSatisfy({ $0.count < Bounds.tileWidth }) else {
      throw .inconsistent(found: found, signed: head)
    }
    try readBundle(read, signed: head)
  }

  private mutating func readBundle(
    _ read: (String) throws(TransparencyError) -> [UInt8], signed: TreeHead
  ) throws(TransparencyError) {
    let width = size % Bounds.tileWidth
    guard width > 0 else { return }
    let path = TilePath(.entries, index: size / Bounds.tileWidth, width: width)
    let entries = try EntryBundle.decode(path.readOrFull(read)).prefix(width)
    guard entries.map({ MerkleTree.leafHash($0) }) == edges[0] else {
      throw .malformed(what: "entry bundle \(path)", reason: "it does not match its hash tile")
    }
    bundle = try EntryBundle.encode(Array(entries))
  }

  /// Appends entries in order and gives all that has to be written.
  ///
  /// - Throws: ``TransparencyError/entryTooLong(bytes:)``; the writer is then unchanged.
  public mutating func append(_ entries: [[UInt8]]) throws(TransparencyError) -> Batch {
    if let long = entries.first(where: { $0.count > Bounds.entryBytes }) {
      throw .entryTooLong(bytes: long.count)
    }
    let firstIndex = size
    var leafHashes: [Digest] = []
    leafHashes.reserveCapacity(entries.count)
    var files: [LogFile] = []
    for entry in entries {
      let hash = MerkleTree.leafHash(entry)
      leafHashes.append(hash)
      try EntryBundle.append(entry, to: &bundle)
      push(hash, files: &files)
    }
    if size > firstIndex { addEdge(since: firstIndex, to: &files) }
    return Batch(
      firstIndex: firstIndex, leafHashes: leafHashes, files: files,
      head: TreeHead(size: size, root: root))
  }

  private mutating func push(_ leafHash: Digest, files: inout [LogFile]) {
    size += 1
    var hash = leafHash
    var level = 0
    while true {
      if level == edges.count { edges.append([]) }
      edges[level].append(hash)
      guard edges[level].count == Bounds.tileWidth else { return }
      let index = TilePath.fullTiles(level: level, size: size) - 1
      if level == 0 {
        files.append(LogFile(path: TilePath(.entries, index: index), bytes: bundle))
        bundle.removeAll(keepingCapacity: true)
      }
      files.append(
        LogFile(
          path: TilePath(.hashes(level: level), index: index),
          bytes: HashTile.encode(edges[level])))
      hash = MerkleTree.perfectRoot(edges[level][...])
      edges[level].removeAll(keepingCapacity: true)
      level += 1
    }
  }

  /// The unfinished tiles that the batch has changed.
  private func addEdge(since oldSize: Int, to files: inout [LogFile]) {
    if !bundle.isEmpty || size % Bounds.tileWidth > 0 {
      let path = TilePath(
        .entries, index: size / Bounds.tileWidth, width: size % Bounds.tileWidth)
      files.append(LogFile(path: path, bytes: bundle))
    }
    for (level, hashes) in edges.enumerated()
    where !hashes.isEmpty && oldSize >> (8 * level) != size >> (8 * level) {
      let path = TilePath(
        .hashes(level: level), index: TilePath.fullTiles(level: level, size: size),
        width: hashes.count)
      files.append(LogFile(path: path, bytes: HashTile.encode(hashes)))
    }
  }

  /// The root over all leaves.
  public var root: Digest {
    var range = CompactRange()
    for (level, hashes) in edges.enumerated().reversed() {
      for hash in hashes { range.append(hash, level: 8 * level) }
    }
    return range.root
  }

  /// Size and root.
  public var head: TreeHead { TreeHead(size: size, root: root) }
}
