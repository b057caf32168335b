internal import Compute
internal import Crypto
internal import Dispatch
internal import Foundation
internal import Synchronization

/// A file on its way in: its pieces go to the disk as they come, and are hashed on the way.
///
/// Let go before it is kept, it leaves nothing.
public final class FileArrival: Sendable {
  private let writer: Mutex<ContentWriter>
  /// The most bytes that are taken.
  public let limit: Int64

  init(_ store: ContentStore, limit: Int64) throws(Refusal) {
    do {
      writer = Mutex(try store.writer(limit: limit))
    } catch {
      throw Refusal.cannotBeKept
    }
    self.limit = limit
  }

  /// How many bytes came.
  public var count: Int64 { writer.withLock { $0.count } }

  /// Adds a piece.
  ///
  /// - Throws: `Refusal` of kind `malformed` once the file is larger than its limit, `unavailable`
  ///   where it cannot be written.
  public func write(_ piece: ArraySlice<UInt8>) async throws(Refusal) {
    let result = await FileArrival.aside { [self] in
      writer.withLock { writer in Result { () throws(ComputeError) in try writer.write(piece) } }
    }
    switch result {
    case .success: return
    case .failure(.tooLong): throw Refusal.tooLarge(limit)
    case .failure: throw Refusal.cannotBeKept
    }
  }

  /// What the file is by its bytes.
  func media() async throws(Refusal) -> MediaType {
    let path = writer.withLock { $0.draft }
    let count = count
    let found = await FileArrival.aside {
      try? MediaType.sniffed(in: ReadableBytes(ofFile: path, count: count))
    }
    guard let found else { throw Refusal.cannotBeKept }
    return found
  }

  /// Its bytes, piece by piece, for who looks through them.
  var bytes: ReadableBytes { ReadableBytes(ofFile: writer.withLock { $0.draft }, count: count) }

  /// The SHA-256 of what came; nothing more may come.
  var digest: Digest { writer.withLock { $0.seal().digest } }

  /// Puts it into the store under its digest.
  func finish() async throws(Refusal) -> ContentStore.Stored {
    let stored = await FileArrival.aside { [self] in writer.withLock { try? $0.finish() } }
    guard let stored else { throw Refusal.cannotBeKept }
    return stored
  }

  /// Waiting for the disk is nothing that a thread should do that answers requests.
  static func aside<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
  }
}

extension ReadableBytes {
  /// The bytes of a file that does not change meanwhile.
  init(ofFile path: String, count: Int64) {
    self.init(count: count) { offset, count in
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? file.close() }
      try file.seek(toOffset: UInt64(max(offset, 0)))
      return [UInt8](try file.read(upToCount: count) ?? Data())
    }
  }
}

extension Refusal {
  /// The disk does not take it.
  static let cannotBeKept = Refusal(
    .unavailable, "The file cannot be kept now.", advice: "Try again in a moment.")

  /// A file above its limit, in bytes.
  static func tooLarge(_ limit: Int64) -> Refusal {
    let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit >> 10) kB"
    return Refusal(
      .malformed, "The file is too large: it may be \(size) at most.",
      zh: "檔案過大，上限為 \(size)。", advice: "Send a smaller file, or divide it into several.")
  }
}
