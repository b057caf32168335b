internal import Crypto
internal import Foundation

/// Free text as it is kept: encrypted under a key of its own, and named by its commitment.
///
/// The commitment is SHA-256(salt ‖ name ‖ 0x00 ‖ words), salt of 16 random bytes; what is encrypted
/// is the same bytes, so who can open it can check it. Where the text would stand, in entries and in
/// rows, stands its mark: `said:` and the commitment in hexadecimal.
struct SealedWords: Sendable {
  static let prefix = "said:"
  private static let markLength = prefix.utf8.count + 64
  private static let saltByteCount = 16

  let mark: String
  /// Place of the key (12) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
  let sealed: [UInt8]

  /// Seals a text under the next key of a store.
  init(_ words: String, named name: String, in store: KeyStore) throws(Refusal) {
    let plain = Random.bytes(SealedWords.saltByteCount) + name.utf8 + [0] + words.utf8
    let (place, key) = try store.draw()
    do {
      sealed = place.bytes + (try Sealing.seal(plain, key: key))
    } catch {
      throw Refusal(any: error)
    }
    mark = SealedWords.prefix + Hexadecimal.encode(SHA256.digest(plain).bytes)
  }

  /// What a mark stands for; nil when its key was destroyed.
  ///
  /// - Throws: `Refusal` of kind `fault` when the bytes are not what the mark commits to.
  static func open(
    _ sealed: [UInt8], of mark: String, from store: KeyStore
  ) throws(Refusal) -> String? {
    guard let place = KeyStore.Place(sealed.prefix(KeyStore.Place.byteCount)) else {
      throw SealedWords.altered
    }
    guard let key = store.key(at: place) else { return nil }
    guard
      let plain = try? Sealing.open(
        Array(sealed.dropFirst(KeyStore.Place.byteCount)), key: key),
      mark == prefix + Hexadecimal.encode(SHA256.digest(plain).bytes),
      let end = plain.dropFirst(saltByteCount).firstIndex(of: 0)
    else { throw SealedWords.altered }
    return String(decoding: plain[(end + 1)...], as: UTF8.self)
  }

  /// A text with every mark in it replaced.
  static func replacing(
    in text: String, _ replacement: (_ mark: String) throws(Refusal) -> String
  ) throws(Refusal) -> String {
    var parts = ""
    var rest = text[...]
    while let found = rest.range(of: prefix) {
      let mark = rest[found.lowerBound...].prefix(markLength)
      parts += rest[..<found.lowerBound]
      if mark.utf8.count == markLength,
        mark.dropFirst(prefix.count).allSatisfy({ $0.isHexDigit && !$0.isUppercase })
      {
        parts += try replacement(String(mark))
        rest = rest[mark.endIndex...]
      } else {
        parts += rest[found]
        rest = rest[found.upperBound...]
      }
    }
    return parts + rest
  }

  private static let altered = Refusal(
    .fault, "A sealed text is not what its commitment says.",
    advice: "Keep everything as it is and tell the operator.")
}
