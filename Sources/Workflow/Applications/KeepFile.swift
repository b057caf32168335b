internal import Compute
public import Crypto
internal import Dispatch
public import Transparency

/// A file in the content store.
public struct KeptFile: Sendable, Hashable {
  /// The SHA-256 of its bytes.
  public let digest: Digest
  /// How many bytes.
  public let bytes: Int

  /// What an act that adds it as a document writes.
  ///
  /// - Parameters:
  ///   - kind: which paper it is, as the vocabulary names it.
  ///   - title: what its sender calls it.
  /// - Returns: the payload.
  public func document(kind: String, title: String) -> [String: CanonicalJSON] {
    [
      "kind": .string(kind), "title": .string(title), "digest": .string(digest.hex),
      "bytes": .integer(bytes),
    ]
  }
}

extension Sandbox {
  /// The most that one file may be, in bytes: a long report with pictures.
  public static let fileLimit = 20_971_520

  /// Keeps a file under its SHA-256; the same bytes again change nothing.
  ///
  /// An act that is then refused leaves the bytes behind, named by nothing.
  ///
  /// - Throws: `Refusal` of kind `unavailable` where no folder is given for files or it is full,
  ///   `malformed` for a file that is empty or too large.
  public func keep(_ bytes: [UInt8]) async throws(Refusal) -> KeptFile {
    guard (1...Sandbox.fileLimit).contains(bytes.count) else {
      throw Refusal(
        .malformed, "The file is empty or too large.",
        advice: "A file may be 20 MB at most.")
    }
    let store = try contentStore()
    let kept = await withCheckedContinuation { continuation in
      // Writing waits for the disk, which no thread that answers requests should.
      DispatchQueue.global().async { continuation.resume(returning: try? store.put(bytes)) }
    }
    guard let kept else {
      throw Refusal(
        .unavailable, "The file cannot be kept now.", advice: "Try again in a moment.")
    }
    return KeptFile(digest: kept.digest, bytes: Int(kept.bytes))
  }

  /// Where a kept file lies; nil when it is not here.
  public func path(ofFile digest: String) throws(Refusal) -> String? {
    guard let digest = Digest(hex: digest) else { return nil }
    let store = try contentStore()
    return store.contains(digest) ? store.path(of: digest) : nil
  }

  private func contentStore() throws(Refusal) -> ContentStore {
    guard let content else {
      throw Refusal(
        .unavailable, "This portal has no folder for files.",
        advice: "Its operator names one when it is started.")
    }
    do {
      return try ContentStore(root: content)
    } catch {
      throw Refusal(.unavailable, "The folder for files cannot be used now.")
    }
  }
}
