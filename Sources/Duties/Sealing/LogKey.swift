internal import Crypto
internal import Foundation
internal import Glibc
public import Transparency

/// The log's private key in a file that only the sealer can read, its public half beside it.
///
/// The file holds one line, `PRIVATE+KEY+<origin>+<id>+<base64 of type ‖ seed>`, as Go's tools
/// write it; `<file>.vkey` holds the verifier key, to be handed out. So key and origin belong
/// together and neither changes silently.
public struct LogKey: Sendable {
  /// The origin of a log whose operator names none.
  public static let defaultOrigin = "sandboxpp.local/log"

  /// Signs checkpoints.
  let signer: NoteSigner

  /// The public half, to hand out.
  public var verifierKey: VerifierKey { signer.verifierKey }

  /// The log's identity.
  public var origin: String { signer.verifierKey.name }

  /// Reads the key, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: the private key's file; made with mode 0600.
  ///   - origin: what the log is called; nil for what the file says, or the default for a new key.
  /// - Throws: ``DutyError/unusableKey(path:reason:)``, ``DutyError/otherOrigin(asked:found:)``.
  public init(path: String, origin: String?) throws(DutyError) {
    if !FileManager.default.fileExists(atPath: path) {
      try LogKey.make(at: path, origin: origin ?? LogKey.defaultOrigin)
    }
    guard let data = FileManager.default.contents(atPath: path), data.count <= Bounds.keyFileBytes,
      let text = String(validating: data, as: UTF8.self)
    else { throw .unusableKey(path: path, reason: "it cannot be read") }
    do {
      signer = try NoteSigner(secret: text.trimmingCharacters(in: .newlines))
    } catch {
      throw .unusableKey(path: path, reason: "it does not hold one line PRIVATE+KEY+…")
    }
    guard origin == nil || origin == self.origin else {
      throw .otherOrigin(asked: origin ?? "", found: self.origin)
    }
    try writePublicHalf(beside: path)
  }

  private static func make(at path: String, origin: String) throws(DutyError) {
    let line: String
    do {
      line = try NoteSigner.secret(name: origin, seed: SigningKey.generateSeed())
    } catch {
      throw .unusableKey(path: path, reason: "the origin is empty or has a space or a plus")
    }
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Never over another file: a key that was there is never lost.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    let bytes = Array("\(line)\n".utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw failure(path)
    }
  }

  private func writePublicHalf(beside path: String) throws(DutyError) {
    let file = "\(path).vkey"
    let line = Data("\(verifierKey)\n".utf8)
    guard FileManager.default.contents(atPath: file) != line else { return }
    do {
      try line.write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw LogKey.failure(file)
    }
  }

  private static func failure(_ path: String) -> DutyError {
    .unusableKey(path: path, reason: "it cannot be written: \(String(cString: strerror(errno)))")
  }
}
