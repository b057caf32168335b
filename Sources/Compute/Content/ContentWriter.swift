import Crypto
import Glibc
import Guard

/// Content on its way into a store; it is in the store once ``finish()`` has returned.
public final class ContentWriter {
  private let store: ContentStore
  private let limit: Int64
  private let file: Descriptor
  private var hasher = SHA256.Hasher()
  private var stored: ContentStore.Stored?
  /// The file in which the bytes lie meanwhile; it goes with this writer.
  public let draft: String
  /// How many bytes came.
  public private(set) var count: Int64 = 0

  init(store: ContentStore, limit: Int64) throws(ComputeError) {
    self.store = store
    self.limit = limit
    let path = store.drafts + "/" + String(UInt64.random(in: .min ... .max), radix: 36)
    draft = path
    file = try ComputeError.at("open") { () throws(GuardError) in
      try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL)
    }
  }

  /// A draft that was not finished leaves nothing.
  deinit { unlink(draft) }

  /// Adds bytes.
  /// - Throws: ``ComputeError/tooLong(limit:)`` once there are more than were allowed.
  public func write(_ bytes: ArraySlice<UInt8>) throws(ComputeError) {
    count += Int64(bytes.count)
    guard count <= limit else { throw ComputeError.tooLong(limit: limit) }
    hasher.update(bytes.span)
    try ComputeError.at("write") { () throws(GuardError) in try file.write(bytes) }
  }

  /// What came, once nothing more will: it is not in the store yet.
  public func seal() -> ContentStore.Stored {
    let stored = stored ?? ContentStore.Stored(digest: hasher.finalize(), bytes: count)
    self.stored = stored
    return stored
  }

  /// Puts the content under its digest; the same content again changes nothing.
  ///
  /// Nothing is written afterwards. Called again, it puts the content back where it was taken away
  /// meanwhile.
  public func finish() throws(ComputeError) -> ContentStore.Stored {
    let stored = seal()
    let path = store.path(of: stored.digest)
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
    try Folders.make(folder)
    guard fchmod(file.number, 0o555) == 0, fsync(file.number) == 0 else {
      throw ComputeError.storage(operation: "fsync", reason: Folders.reason(errno))
    }
    guard link(draft, path) == 0 || errno == EEXIST else {
      throw ComputeError.storage(operation: "link", reason: Folders.reason(errno))
    }
    try Folders.keep(folder)
    return stored
  }
}
