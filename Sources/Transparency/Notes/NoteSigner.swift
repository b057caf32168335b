public import Crypto

/// The private key of a log or a witness, with its name.
public struct NoteSigner: Sendable {
  /// The public half, to hand out.
  public let verifierKey: VerifierKey
  private let key: SigningKey

  /// Names a private key.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for an unusable name.
  public init(
    name: String, key: SigningKey, algorithm: VerifierKey.Algorithm = .ed25519
  ) throws(TransparencyError) {
    verifierKey = try VerifierKey(name: name, key: key.verifyingKey, algorithm: algorithm)
    self.key = key
  }

  /// Reads `PRIVATE+KEY+<name>+<id>+<base64 of type ‖ seed>`, the form that Go's tools write.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``, never showing the text.
  public init(secret text: String) throws(TransparencyError) {
    let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY",
      let bytes = Base64.decode(parts[4]), let type = bytes.first,
      let algorithm = VerifierKey.Algorithm(rawValue: type),
      let key = try? SigningKey(seed: Array(bytes.dropFirst()))
    else {
      throw .malformed(what: "signing key", reason: "it is not PRIVATE+KEY+<name>+<id>+<base64>")
    }
    try self.init(name: String(parts[2]), key: key, algorithm: algorithm)
    guard VerifierKey.hexadecimal(verifierKey.id) == parts[3] else {
      throw .malformed(what: "signing key", reason: "its id does not belong to name and key")
    }
  }

  /// Writes the private form of a seed, for the one file that only the sealer can read.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` for an unusable name or seed.
  public static func secret(
    name: String, seed: [UInt8], algorithm: VerifierKey.Algorithm = .ed25519
  ) throws(TransparencyError) -> String {
    guard let key = try? SigningKey(seed: seed) else {
      throw .malformed(what: "signing key", reason: "its seed has not 32 bytes")
    }
    let signer = try NoteSigner(name: name, key: key, algorithm: algorithm)
    let id = VerifierKey.hexadecimal(signer.verifierKey.id)
    return "PRIVATE+KEY+\(name)+\(id)+\(Base64.encode([algorithm.rawValue] + seed))"
  }

  /// Signs a note's text.
  ///
  /// - Parameters:
  ///   - text: the text, ending in a newline.
  ///   - time: seconds since 1970, which a cosignature states; ignored for a log's own signature.
  /// - Returns: the line to put under the text.
  /// - Throws: ``TransparencyError/notSigned(reason:)`` if libcrypto fails.
  public func sign(_ text: String, time: Int) throws(TransparencyError) -> NoteSignature {
    let prefix: [UInt8]
    let message: [UInt8]
    switch verifierKey.algorithm {
    case .ed25519:
      prefix = []
      message = Array(text.utf8)
    case .cosignature:
      prefix = Cosignature.encode(time: time)
      message = Cosignature.message(time: time, text: text)
    }
    guard let signature = try? key.sign(message) else {
      throw .notSigned(reason: "libcrypto could not sign")
    }
    return NoteSignature(name: verifierKey.name, id: verifierKey.id, bytes: prefix + signature)
  }
}
