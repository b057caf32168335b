internal import Compute
public import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

/// A file in the content store.
public struct KeptFile: Sendable, Hashable {
  /// The SHA-256 of its bytes.
  public let digest: Digest
  /// How many bytes.
  public let bytes: Int64
  /// What it is by its bytes.
  public let media: MediaType
}

/// What files of a kind may be.
public struct FileForm: Sendable, Codable {
  /// The types that are taken.
  public let media: [String]
  /// The most bytes.
  public let mostBytes: Int64

  /// Whether a file of a type is taken.
  func takes(_ type: MediaType) -> Bool { media.contains(type.rawValue) }
}

extension Sandbox {
  /// The most that a file of any kind may be, in bytes; each kind's own limit is below it.
  public static let largestFile = 52_428_800

  /// What files of a kind may be.
  ///
  /// - Parameters:
  ///   - kind: a paper of the vocabulary, one that the engine names itself, or a job's `input` or
  ///     `predictions`.
  ///   - caller: who asks.
  /// - Returns: the kind's own form, else the one of all others.
  /// - Throws: `Refusal`.
  public func fileForm(of kind: String, as caller: Caller) async throws(Refusal) -> FileForm {
    try await read(
      FileForm.self,
      """
      SELECT jsonb_build_object('media', f.media, 'most_bytes', f.most_bytes) FROM form_of_files(\(kind)) f
      """, as: caller)
  }

  /// Begins to take a file in.
  ///
  /// - Parameter limit: the most bytes that are taken.
  /// - Returns: what takes its pieces.
  /// - Throws: `Refusal` of kind `unavailable` where no folder is given for files, or it is full.
  public func arrival(limit: Int64) throws(Refusal) -> FileArrival {
    try FileArrival(try contentStore(), limit: limit)
  }

  /// Keeps a file that came whole: the same bytes again change nothing.
  ///
  /// Who sent it may then make a document of it. What no act names after some days is swept away.
  ///
  /// - Parameters:
  ///   - arrival: the file.
  ///   - kind: which paper it is to be.
  ///   - caller: who sent it.
  /// - Returns: the file as it is kept.
  /// - Throws: `Refusal` of kind `malformed` for a file that is empty, of a type that its kind does
  ///   not take, or infected; nothing is kept then.
  public func keep(
    _ arrival: FileArrival, as kind: String, by caller: Caller
  ) async throws(Refusal) -> KeptFile {
    guard arrival.count > 0 else {
      throw Refusal(.malformed, "The file is empty.", advice: "Choose the file that you mean.")
    }
    let form = try await fileForm(of: kind, as: caller)
    guard arrival.count <= form.mostBytes else { throw Refusal.tooLarge(form.mostBytes) }
    let media = try await arrival.media()
    guard form.takes(media) else { throw Refusal.notOfItsKind(form, media) }
    let scan = try await lookedThrough(arrival, as: kind, by: caller)
    let stored = try await arrival.finish()
    _ = try await rows(
      """
      SELECT receive_file(\(stored.digest.bytes), \(stored.bytes), \(media.rawValue), \(scan))
      """, as: caller)
    // A sweep that looked just before took the file with its old row; now that there is a row again
    // it does not.
    if !(try contentStore().contains(stored.digest)) { _ = try await arrival.finish() }
    return KeptFile(digest: stored.digest, bytes: stored.bytes, media: media)
  }

  /// Has a file looked through, where there is a scanner.
  ///
  /// - Returns: what is kept with it: `not_scanned`, `clean`, or `unreachable` where it is taken all
  ///   the same.
  /// - Throws: `Refusal` for what is infected, which is recorded, and where the scanner is required
  ///   and cannot be reached.
  private func lookedThrough(
    _ arrival: FileArrival, as kind: String, by caller: Caller
  ) async throws(Refusal) -> String {
    guard let scanner else { return "not_scanned" }
    let bytes = arrival.bytes
    switch await FileArrival.aside({ scanner.verdict(on: bytes) }) {
    case .clean: return "clean"
    case .unreachable:
      guard scanner.isRequired else { return "unreachable" }
      throw Refusal(
        .unmet, "The file cannot be scanned for viruses now, and is not taken without.",
        advice: "Try again in a moment.")
    case .infected(let name):
      try await recordAccess(
        "refused",
        [
          "what": "infected_file", "digest": .string(arrival.digest.hex), "found": .string(name),
          "kind": .string(kind),
        ], as: caller)
      throw Refusal(
        .malformed, "The file is infected (\(name)) and was not kept.",
        zh: "檔案受病毒感染（\(name)），未予保存。",
        advice: "Have the machine that it came from looked at.")
    }
  }

  /// Keeps bytes that are at hand.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - kind: which paper it is to be.
  ///   - caller: who sends it.
  /// - Returns: the file as it is kept.
  /// - Throws: as for one that arrives in pieces.
  public func keep(
    _ bytes: [UInt8], as kind: String, by caller: Caller
  ) async throws(Refusal) -> KeptFile {
    let arrival = try arrival(limit: Int64(bytes.count))
    try await arrival.write(bytes[...])
    return try await keep(arrival, as: kind, by: caller)
  }

  /// Keeps a copy of a file of this machine.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - kind: which paper it is to be.
  ///   - caller: who sends it.
  /// - Returns: the file as it is kept.
  /// - Throws: as for one that arrives in pieces; of kind `malformed` where it cannot be read.
  public func keep(
    contentsOf path: String, as kind: String, by caller: Caller
  ) async throws(Refusal) -> KeptFile {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Refusal(.malformed, "The file cannot be read.", advice: "Name one that you may read.")
    }
    defer { try? file.close() }
    let form = try await fileForm(of: kind, as: caller)
    let arrival = try arrival(limit: form.mostBytes)
    while let piece = try? file.read(upToCount: 1 << 18), !piece.isEmpty {
      try await arrival.write(Array(piece)[...])
    }
    return try await keep(arrival, as: kind, by: caller)
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

extension Refusal {
  /// A file that is something else than its kind takes.
  fileprivate static func notOfItsKind(_ form: FileForm, _ media: MediaType) -> Refusal {
    let taken = form.media.compactMap { MediaType(rawValue: $0)?.suffix }
      .filter { !$0.isEmpty }.joined(separator: ", ")
    let found =
      media == .unknown
      ? "The file is of no type that is taken here." : "The file is \(media.suffix) by its bytes."
    let foundZh =
      media == .unknown ? "檔案並非此處接受的類型。" : "按內容判斷，檔案屬 \(media.suffix) 類型。"
    return Refusal(
      .malformed, "\(found) This takes \(taken).", zh: "\(foundZh)此處只接受 \(taken)。",
      advice: "Save it as one of these; text must be UTF-8, and Office documents without macros.")
  }
}
