import Crypto
import Testing

@testable import Transparency

/// The parts of note-tile-vectors.json; see Fixtures/README.md.
struct NoteVectors: Decodable {
  struct Note: Decodable {
    let note: String
    let vkeys: [String]
    let verified: [String]?
    let ok: Bool?
    let source: String
  }
  struct Signing: Decodable {
    let skey: String
    let text: String
    let signed: String
  }
  struct Key: Decodable {
    let vkey: String
    let type: UInt8?
    let ok: Bool
  }
  struct Witnessed: Decodable {
    let vkey: String?
    let note_text: String?
    let sig_base64: String
    let timestamp: Int
  }
  struct Body: Decodable {
    let body: String
    let ok: Bool
  }
  let signed_notes: [Note]
  let deterministic_signing: [Signing]
  let vkeys: [Key]
  let cosignatures: [Witnessed]
  let checkpoint_bodies: [Body]

  static func read() throws -> NoteVectors {
    try Fixture.decode(NoteVectors.self, "note-tile-vectors.json")
  }
}

struct NoteTests {
  @Test func `every published note is judged as published`() throws {
    let vectors = try NoteVectors.read().signed_notes
    #expect(vectors.count == 12)
    for vector in vectors {
      let keys = try vector.vkeys.map { text throws(TransparencyError) in try VerifierKey(text) }
      let verified = try? SignedNote(Array(vector.note.utf8)).verified(by: keys).map(\.name)
      let lines = vector.note.split(separator: "\n").count
      let isAccepted = vector.ok ?? (lines - 2 <= Bounds.noteSignatures)
      #expect((verified != nil) == isAccepted, "\(vector.source)")
      if let expected = vector.verified { #expect(verified == expected, "\(vector.source)") }
    }
  }

  @Test func `signing gives the published notes byte for byte`() throws {
    for vector in try NoteVectors.read().deterministic_signing {
      let signer = try NoteSigner(secret: vector.skey)
      let note = try SignedNote(
        text: vector.text, signatures: [signer.sign(vector.text, time: 0)])
      #expect(String(decoding: note.bytes, as: UTF8.self) == vector.signed)
      #expect(try note.verified(by: [signer.verifierKey]).count == 1)
    }
  }

  @Test func `verifier keys read back, and those with a wrong id, type or length do not`() throws {
    for vector in try NoteVectors.read().vkeys {
      let key = try? VerifierKey(vector.vkey)
      #expect((key != nil) == vector.ok, "\(vector.vkey)")
      if let key { #expect(key.description == vector.vkey) }
      if let type = vector.type { #expect(key?.algorithm.rawValue == type) }
    }
    for name in ["", "a b", "a+b", "a\tb", "a\u{A0}b"] {
      let key = try SigningKey.generate().verifyingKey
      #expect(throws: TransparencyError.self) { try VerifierKey(name: name, key: key) }
    }
  }

  @Test func `published cosignatures verify over their time and no other`() throws {
    let vectors = try NoteVectors.read().cosignatures
    for vector in vectors {
      let raw = try #require(Base64.decode(vector.sig_base64))
      let signature = NoteSignature(name: "x", id: 0, bytes: Array(raw.dropFirst(4)))
      #expect(signature.time == vector.timestamp)
      guard let text = vector.note_text, let vkey = vector.vkey else { continue }
      let key = try VerifierKey(vkey)
      #expect(signature.isMade(by: key, over: text))
      var later = signature.bytes
      later[7] ^= 1
      #expect(!NoteSignature(name: "x", id: 0, bytes: later).isMade(by: key, over: text))
      #expect(!signature.isMade(by: key, over: text + "x"))
    }
    #expect(vectors.contains { $0.vkey != nil })
  }

  @Test func `a witness cosigns a checkpoint that the log has signed`() throws {
    let log = try NoteSigner(name: "log.test/a", key: .generate())
    let witness = try NoteSigner(name: "witness.test", key: .generate(), algorithm: .cosignature)
    let head = TreeHead(size: 7, root: .zero)
    let signed = try Checkpoint(origin: "log.test/a", head: head).signed(by: log)
    let cosigned = try SignedNote(
      text: signed.text,
      signatures: signed.signatures + [witness.sign(signed.text, time: 1_700_000_000)])
    let opened = try Checkpoint.open(
      cosigned.bytes, log: log.verifierKey, witnesses: [witness.verifierKey])
    #expect(opened.head == head)
    #expect(cosigned.signatures.last?.time == 1_700_000_000)
    #expect(throws: TransparencyError.self) {
      try Checkpoint.open(signed.bytes, log: log.verifierKey, witnesses: [witness.verifierKey])
    }
    #expect(throws: TransparencyError.self) {
      try Checkpoint.open(cosigned.bytes, log: witness.verifierKey)
    }
  }

  @Test func `a note splits at its last empty line`() throws {
    let signer = try NoteSigner(name: "n", key: .generate())
    let text = "first\n\nsecond\n\n— n AAAAAAAA\n\n"
    let note = try SignedNote(text: text, signatures: [signer.sign(text, time: 0)])
    #expect(try SignedNote(note.bytes).text == text)
    #expect(try note.verified(by: [signer.verifierKey]).count == 1)
    #expect(throws: TransparencyError.self) { try SignedNote(text: "x", signatures: []) }
  }

  @Test func `any byte of a signed checkpoint flipped is refused`() throws {
    let log = try NoteSigner(name: "log.test/a", key: SigningKey(seed: [UInt8](1...32)))
    let checkpoint = try Checkpoint(origin: "log.test/a", head: TreeHead(size: 7, root: .zero))
    let note = try checkpoint.signed(by: log).bytes
    #expect(try Checkpoint.open(note, log: log.verifierKey) == checkpoint)
    for position in note.indices {
      for bit in 0..<8 {
        var altered = note
        altered[position] ^= 1 << bit
        #expect((try? Checkpoint.open(altered, log: log.verifierKey)) == nil, "byte \(position)")
      }
    }
  }

  @Test func `checkpoint bodies are judged as published`() throws {
    for vector in try NoteVectors.read().checkpoint_bodies {
      let checkpoint = try? Checkpoint(text: vector.body)
      #expect((checkpoint != nil) == vector.ok, "\(vector.body)")
      if let checkpoint { #expect(checkpoint.text == vector.body) }
    }
    let root = Base64.encode(MerkleTree.emptyRoot.bytes)
    for body in [
      "o\n0\n\(root)\nextension\n", "o o\n0\n\(root)\n", "o+o\n0\n\(root)\n", "o\n00\n\(root)\n",
      "o\n9223372036854775807\n\(root)\n",
      "o\n0\n\(root)\n\n", "o\n0\n\(Base64.encode([UInt8](repeating: 0, count: 32)))\n",
    ] {
      #expect(throws: TransparencyError.self, "\(body)") { try Checkpoint(text: body) }
    }
  }
}
