public import Crypto

/// Reads the roots of perfect subtrees from a log's hash tiles, to make proofs.
///
/// Nothing it reads is believed: whoever hands a proof out verifies it first.
public struct TileReader {
  private let size: Int
  private let read: (String) throws(TransparencyError) -> [UInt8]
  private var cache: [TilePath: [Digest]] = [:]
  /// A proof touches few tiles; a caller that makes many keeps those of the upper levels.
  private static let cachedTiles = 1024

  /// Reads tiles as a tree of `size` has them.
  public init(size: Int, read: @escaping (String) throws(TransparencyError) -> [UInt8]) {
    self.size = size
    self.read = read
  }

  /// The root of the perfect subtree over leaves `index << level ..< (index + 1) << level`.
  ///
  /// - Throws: ``TransparencyError/outsideTree(index:size:)``, or what reading and decoding throw.
  public mutating func node(_ level: Int, _ index: Int) throws(TransparencyError) -> Digest {
    guard index >= 0, (index + 1) << level <= size else {
      throw .outsideTree(index: (index + 1) << level, size: size)
    }
    let tileLevel = level / 8
    let count = 1 << (level % 8)
    let first = index * count
    let hashes = try tile(level: tileLevel, index: first / Bounds.tileWidth)
    let offset = first % Bounds.tileWidth
    guard offset + count <= hashes.count else {
      throw .malformed(what: "hash tile", reason: "it is shorter than its width")
    }
    return MerkleTree.perfectRoot(hashes[offset..<offset + count])
  }

  private mutating func tile(level: Int, index: Int) throws(TransparencyError) -> [Digest] {
    let isFull = index < TilePath.fullTiles(level: level, size: size)
    let width =
      isFull ? Bounds.tileWidth : TilePath.partialWidth(level: level, size: size)
    let path = TilePath(.hashes(level: level), index: index, width: width)
    if let known = cache[path] { return known }
    let hashes = try HashTile.decode(path.readOrFull(read))
    if cache.count == TileReader.cachedTiles { cache.removeAll() }
    cache[path] = hashes
    return hashes
  }

  /// Makes and checks the proof that leaf `index` stands in the tree of `head`.
  ///
  /// - Throws: what ``InclusionProof`` throws; a proof that does not verify is never given out.
  public mutating func proof(
    index: Int, leafHash: Digest, head: TreeHead
  ) throws(TransparencyError) -> InclusionProof {
    let proof = try InclusionProof(index: index, size: head.size) {
      level, index throws(TransparencyError) in
      try node(level, index)
    }
    try proof.verify(leafHash: leafHash, root: head.root)
    return proof
  }
}

extension TilePath {
  /// Reads the file, or the full one when the partial is gone because the full one exists.
  ///
  /// - Parameter read: gives a file's bytes, or throws ``TransparencyError/missing(path:)``.
  /// - Returns: at least ``width`` hashes or entries.
  /// - Throws: what `read` throws.
  public func readOrFull(
    _ read: (String) throws(TransparencyError) -> [UInt8]
  ) throws(TransparencyError) -> [UInt8] {
    do {
      return try read(description)
    } catch .missing where width < Bounds.tileWidth {
      return try read(full.description)
    }
  }
}
