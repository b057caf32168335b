public import Crypto
import Glibc
import Guard

/// Files known by the SHA-256 of their bytes: models, data, code and results.
///
/// Content of a digest lies in `<root>/sha256/ab/cdef…` and never changes. It appears whole or not
/// at all. Nobody but the store's user may enter its folders; the files in them can be read and run,
/// for each job reads its inputs as a user of its own.
public struct ContentStore: Sendable {
  /// The store's folder.
  public let root: String

  /// What the store holds of one digest.
  public struct Stored: Hashable, Sendable {
    /// The SHA-256 of the bytes.
    public let digest: Digest
    /// How many bytes.
    public let bytes: Int64
  }

  /// Opens a store, making its folders where they are missing.
  public init(root: String) throws(ComputeError) {
    self.root = root
    for folder in [root, root + "/sha256", drafts] { try Folders.make(folder) }
  }

  /// Where the content of a digest lies, whether it is there or not.
  public func path(of digest: Digest) -> String {
    let name = digest.hex
    return root + "/sha256/" + name.prefix(2) + "/" + name.dropFirst(2)
  }

  /// Whether content of that digest is here; ``verify(_:)`` says whether it is intact.
  public func contains(_ digest: Digest) -> Bool {
    Files.exists(path(of: digest))
  }

  /// Begins to take in content that arrives in pieces.
  /// - Parameter limit: The most bytes that will be taken.
  /// - Returns: What takes the pieces.
  /// - Throws: ``ComputeError/storage(operation:reason:)``.
  public func writer(limit: Int64) throws(ComputeError) -> ContentWriter {
    try ContentWriter(store: self, limit: limit)
  }

  /// Takes in bytes.
  @discardableResult
  public func put(_ bytes: [UInt8]) throws(ComputeError) -> Stored {
    let writer = try writer(limit: Int64(bytes.count))
    try writer.write(bytes[...])
    return try writer.finish()
  }

  /// Takes in a copy of a file.
  @discardableResult
  public func put(contentsOf path: String, limit: Int64) throws(ComputeError) -> Stored {
    let writer = try writer(limit: limit)
    let file = try ComputeError.at("open") { () throws(GuardError) in
      try Descriptor.open(path, O_RDONLY)
    }
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    while case .bytes(let piece) = file.read(&buffer) { try writer.write(piece) }
    return try writer.finish()
  }

  /// Recomputes the digest of what is stored.
  /// - Returns: The digest and the number of bytes.
  /// - Throws: ``ComputeError/missingContent`` or ``ComputeError/alteredContent``.
  public func verify(_ digest: Digest) throws(ComputeError) -> Stored {
    guard let file = try? Descriptor.open(path(of: digest), O_RDONLY) else {
      throw ComputeError.missingContent
    }
    var hasher = SHA256.Hasher()
    var count: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    while case .bytes(let piece) = file.read(&buffer) {
      hasher.update(piece.span)
      count += Int64(piece.count)
    }
    guard hasher.finalize() == digest else { throw ComputeError.alteredContent }
    return Stored(digest: digest, bytes: count)
  }

  /// Reads a part of the content.
  /// - Parameters:
  ///   - digest: Which content.
  ///   - offset: The first byte, counted from 0.
  ///   - count: The most bytes to read.
  /// - Returns: The bytes; fewer than `count` only at the end.
  /// - Throws: ``ComputeError/missingContent``.
  public func read(_ digest: Digest, from offset: Int64 = 0, count: Int) throws(ComputeError)
    -> [UInt8]
  {
    guard let file = try? Descriptor.open(path(of: digest), O_RDONLY) else {
      throw ComputeError.missingContent
    }
    lseek(file.number, off_t(offset), SEEK_SET)
    var content: [UInt8] = []
    while content.count < count {
      var buffer = [UInt8](repeating: 0, count: min(count - content.count, Self.pieceBytes))
      guard case .bytes(let piece) = file.read(&buffer) else { break }
      content += piece
    }
    return content
  }

  /// Takes content out for ever; nothing happens if it is not here.
  public func erase(_ digest: Digest) throws(ComputeError) {
    guard unlink(path(of: digest)) == 0 || errno == ENOENT else {
      throw ComputeError.storage(operation: "unlink", reason: Folders.reason(errno))
    }
  }

  static let pieceBytes = 1 << 18
  var drafts: String { root + "/drafts" }
}
