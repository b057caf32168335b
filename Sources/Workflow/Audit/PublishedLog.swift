internal import Crypto
public import Transparency

/// The published log as its folder holds it: what may be served, and proofs from it.
///
/// Only what the signed checkpoint covers is given out: what a sealer has staged above it may still
/// change.
public struct PublishedLog: Sendable {
  /// One file of the log that the signed checkpoint covers; its bytes never change.
  public struct Tile: Sendable {
    let path: TilePath

    /// Whether it holds entries, which only auditors may read; else it holds hashes.
    public var holdsEntries: Bool { path.content == .entries }
  }

  let store: TileStore

  /// The log in a folder.
  public init(folder: String) {
    store = TileStore(directory: folder)
  }

  /// The signed checkpoint as it is served.
  ///
  /// - Throws: `Refusal` of kind `notFound` before the first one.
  public func checkpoint() throws(Refusal) -> [UInt8] {
    do {
      return try store.read("checkpoint")
    } catch {
      throw PublishedLog.refusal(error)
    }
  }

  /// The signed checkpoint and the head it states; the signature is its reader's to check.
  public func signed() throws(Refusal) -> (note: SignedNote, head: TreeHead) {
    let bytes = try checkpoint()
    do {
      let note = try SignedNote(bytes)
      return (note, try Checkpoint(text: note.text).head)
    } catch {
      throw PublishedLog.refusal(error)
    }
  }

  /// What a path below the log's address stands for; nil when it is no path or not covered.
  ///
  /// - Parameter path: such as `tile/0/000.p/8`.
  /// - Returns: a tile that may be read.
  /// - Throws: `Refusal` when the checkpoint cannot be read.
  public func tile(_ path: String) throws(Refusal) -> Tile? {
    guard let address = TilePath(path) else { return nil }
    let level = if case .hashes(let level) = address.content { level } else { 0 }
    let size = try signed().head.size
    let covered = 8 * level < Int.bitWidth - 1 ? size >> (8 * level) : 0
    let isCovered =
      address.index <= covered / Bounds.tileWidth
      && address.index * Bounds.tileWidth + address.width <= covered
    return isCovered ? Tile(path: address) : nil
  }

  /// The hashes of a tile; nil when the log has it no more, because the full one took its place.
  ///
  /// - Precondition: it holds no entries.
  public func hashes(_ tile: Tile) throws(Refusal) -> [UInt8]? {
    precondition(!tile.holdsEntries, "entries are read by auditors, through Sandbox")
    return try read(tile)
  }

  func read(_ tile: Tile) throws(Refusal) -> [UInt8]? {
    do {
      return try store.read(tile.path.description)
    } catch .missing {
      return nil
    } catch {
      throw PublishedLog.refusal(error)
    }
  }

  /// An entry with the proof that it stands in the log: a `.tlog-proof` file and the entry's bytes.
  ///
  /// - Throws: `Refusal` of kind `notFound` for a leaf beyond the checkpoint.
  public func proof(ofLeaf index: Int) throws(Refusal) -> (proof: [UInt8], entry: [UInt8]) {
    let (note, head) = try signed()
    do {
      guard index >= 0, index < head.size else {
        throw TransparencyError.outsideTree(index: index, size: head.size)
      }
      let first = index - index % Bounds.tileWidth
      let path = TilePath(
        .entries, index: index / Bounds.tileWidth, width: min(Bounds.tileWidth, head.size - first))
      let entries = try EntryBundle.decode(path.readOrFull(store.read))
      guard index - first < entries.count else {
        throw TransparencyError.malformed(what: "entry bundle", reason: "it is too short")
      }
      let entry = entries[index - first]
      var reader = TileReader(size: head.size, read: store.read)
      let proof = try reader.proof(
        index: index, leafHash: MerkleTree.leafHash(entry), head: head)
      return (EntryProof(proof, checkpoint: note).bytes, entry)
    } catch let error as TransparencyError {
      throw PublishedLog.refusal(error)
    } catch {
      throw Refusal(any: error)
    }
  }

  static func refusal(_ error: TransparencyError) -> Refusal {
    switch error {
    case .missing:
      Refusal(
        .notFound, error.description, advice: "Check the folder; the sealer makes what it lacks.")
    case .outsideTree: Refusal(.notFound, error.description)
    case .inaccessible: Refusal(.unavailable, error.description)
    default: Refusal(.fault, error.description, advice: "Run audit verify on the log.")
    }
  }
}

extension Sandbox {
  /// A bundle of entries for an auditor; that it was fetched is an entry itself.
  ///
  /// - Throws: `Refusal` of kind `forbidden` for anybody else.
  public func entries(
    _ tile: PublishedLog.Tile, of log: PublishedLog, as caller: Caller
  ) async throws(Refusal) -> [UInt8]? {
    guard caller.audience == .auditor else {
      throw Refusal(.forbidden, "Entries are read by auditors.")
    }
    guard try await whoIs(caller).holds("log_reader") else {
      throw Refusal(
        .forbidden, "Your scope does not hold the whole log.",
        advice: "Read the entries of your cases, each with its proof.")
    }
    guard let bytes = try log.read(tile) else { return nil }
    try await recordAccess(
      "viewed", ["view": "log", "path": .string(tile.path.description)], as: caller)
    return bytes
  }
}
