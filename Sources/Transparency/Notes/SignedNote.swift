/// A text with signatures (C2SP signed-note): read strictly, believed only when verified.
public struct SignedNote: Hashable, Sendable {
  /// The signed text, ending in a newline.
  public let text: String
  /// The signature lines in order, known or not.
  public let signatures: [NoteSignature]

  /// Puts signatures under a text.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when it would not read back.
  public init(text: String, signatures: [NoteSignature]) throws(TransparencyError) {
    self.text = text
    self.signatures = signatures
    guard try SignedNote(bytes) == self else {
      throw .malformed(what: "signed note", reason: "the text does not end in one newline")
    }
  }

  /// Reads a note; splits at the last empty line.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``.
  public init(_ bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= Bounds.noteBytes else {
      throw .malformed(what: "signed note", reason: "it is longer than \(Bounds.noteBytes) bytes")
    }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A }),
      let note = String(validating: bytes, as: UTF8.self)
    else {
      throw .malformed(what: "signed note", reason: "it has control characters or is not UTF-8")
    }
    guard bytes.last == 0x0A, let split = SignedNote.lastEmptyLine(bytes) else {
      throw .malformed(what: "signed note", reason: "it has no empty line or no last newline")
    }
    let boundary = note.utf8.index(note.utf8.startIndex, offsetBy: split)
    text = String(note[..<boundary])
    let lines = note[boundary...].dropFirst().dropLast()
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count <= Bounds.noteSignatures else {
      throw .malformed(
        what: "signed note", reason: "it has more than \(Bounds.noteSignatures) signatures")
    }
    var signatures: [NoteSignature] = []
    for line in lines { signatures.append(try NoteSignature(line: line)) }
    self.signatures = signatures
  }

  /// Offset just behind the text's last newline, where the empty line begins.
  private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
    var offset = bytes.count - 1
    while offset >= 1 {
      if bytes[offset] == 0x0A, bytes[offset - 1] == 0x0A { return offset }
      offset -= 1
    }
    return nil
  }

  /// The note as it is served.
  public var bytes: [UInt8] {
    Array(text.utf8) + [0x0A] + signatures.flatMap { Array("\($0.line)\n".utf8) }
  }

  /// The signatures that `keys` verify, each key counted once.
  ///
  /// Signatures of unknown keys are ignored, as the format asks.
  ///
  /// - Throws: ``TransparencyError/notSigned(reason:)`` when a known key's signature is wrong, or
  ///   when no signature of any known key is there.
  public func verified(by keys: [VerifierKey]) throws(TransparencyError) -> [NoteSignature] {
    var verified: [NoteSignature] = []
    for signature in signatures {
      guard let key = keys.first(where: { $0.name == signature.name && $0.id == signature.id })
      else { continue }
      guard signature.isMade(by: key, over: text) else {
        throw .notSigned(reason: "the signature of a known key is wrong")
      }
      let isRepeated = verified.contains { $0.name == key.name && $0.id == key.id }
      if !isRepeated { verified.append(signature) }
    }
    guard !verified.isEmpty else { throw .notSigned(reason: "no known key has signed") }
    return verified
  }
}
