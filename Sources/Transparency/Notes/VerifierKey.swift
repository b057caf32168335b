public import Crypto

/// The public key of a log or a witness, as handed over out of band.
///
/// C2SP signed-note: `<name>+<8 hex digits of the key id>+<base64 of type ‖ key>`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// What a key signs.
  public enum Algorithm: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 1
    /// cosignature/v1: Ed25519 over a time and the note's text.
    case cosignature = 4
  }

  /// The key's name; a log's is its origin.
  public let name: String
  /// What the key signs.
  public let algorithm: Algorithm
  /// The key itself.
  public let key: VerifyingKey
  /// SHA-256(name ‖ 0x0A ‖ type ‖ key), first four bytes, big-endian.
  public let id: UInt32

  /// Names a key.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for an empty or long name or one with
  ///   a space, a plus or a control character.
  public init(
    name: String, key: VerifyingKey, algorithm: Algorithm = .ed25519
  ) throws(TransparencyError) {
    guard VerifierKey.isName(name) else {
      throw .malformed(what: "verifier key", reason: "its name is empty or has a space or a plus")
    }
    self.name = name
    self.algorithm = algorithm
    self.key = key
    let hashed = Array(name.utf8) + [0x0A, algorithm.rawValue] + key.bytes
    id = SHA256.digest(hashed).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the one-line form.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``.
  public init(_ text: some StringProtocol) throws(TransparencyError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.decode(parts[2]), let type = bytes.first else {
      throw .malformed(what: "verifier key", reason: "it is not <name>+<id>+<base64>")
    }
    guard let algorithm = Algorithm(rawValue: type) else {
      throw .malformed(what: "verifier key", reason: "its type is neither 1 nor 4")
    }
    guard let key = try? VerifyingKey(Array(bytes.dropFirst())) else {
      throw .malformed(what: "verifier key", reason: "it has not 32 bytes")
    }
    try self.init(name: String(parts[0]), key: key, algorithm: algorithm)
    guard VerifierKey.hexadecimal(id) == parts[1] else {
      throw .malformed(what: "verifier key", reason: "its id does not belong to name and key")
    }
  }

  /// The one-line form.
  public var description: String {
    let encoded = Base64.encode([algorithm.rawValue] + key.bytes)
    return "\(name)+\(VerifierKey.hexadecimal(id))+\(encoded)"
  }

  static func hexadecimal(_ id: UInt32) -> String {
    Hexadecimal.encode(bigEndian(id))
  }

  static func bigEndian(_ id: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
  }

  static func isName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && name.utf8.count <= Bounds.nameBytes
      && name.unicodeScalars.allSatisfy { scalar in
        scalar != "+" && !scalar.properties.isWhitespace && scalar.value >= 0x20
          && scalar.value != 0x7F
      }
  }
}
