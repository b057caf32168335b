import Crypto

/// One signature line of a note: `— <name> <base64 of key id ‖ signature>`.
public struct NoteSignature: Hashable, Sendable {
  /// The key's name.
  public let name: String
  /// The key's id.
  public let id: UInt32
  /// The signature without the id; a cosignature's begins with its time.
  public let bytes: [UInt8]

  /// Seconds since 1970 that a cosignature states; nil for any other signature.
  public var time: Int? { Cosignature.time(of: bytes) }

  init(name: String, id: UInt32, bytes: [UInt8]) {
    self.name = name
    self.id = id
    self.bytes = bytes
  }

  init(line: Substring) throws(TransparencyError) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "—", VerifierKey.isName(parts[1]),
      let decoded = Base64.decode(parts[2]), decoded.count > 4
    else {
      throw .malformed(what: "signed note", reason: "a line is not — <name> <base64>")
    }
    name = String(parts[1])
    id = decoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    bytes = Array(decoded.dropFirst(4))
  }

  /// The line without its newline.
  var line: String {
    "— \(name) \(Base64.encode(VerifierKey.bigEndian(id) + bytes))"
  }

  func isMade(by verifier: VerifierKey, over text: String) -> Bool {
    switch verifier.algorithm {
    case .ed25519:
      return verifier.key.verify(bytes, of: Array(text.utf8))
    case .cosignature:
      guard let time else { return false }
      let message = Cosignature.message(time: time, text: text)
      return verifier.key.verify(Array(bytes.dropFirst(8)), of: message)
    }
  }
}
