import Crypto
import Testing

struct SealingTests {
  private let key = [UInt8](repeating: 7, count: Sealing.keyByteCount)

  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func `what was sealed opens to the same bytes`(count: Int) throws {
    let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let sealed = try Sealing.seal(plaintext, key: key, context: [1, 2])
    #expect(sealed.count == count + 28)
    #expect(try Sealing.open(sealed, key: key, context: [1, 2]) == plaintext)
    #expect(try Sealing.seal(plaintext, key: key, context: [1, 2]) != sealed)
  }

  @Test func `one flipped bit, another key or another context does not open`() throws {
    let sealed = try Sealing.seal(Array("name".utf8), key: key, context: [1])
    for bit in 0..<sealed.count * 8 {
      var altered = sealed
      altered[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: CryptoError.notAuthentic) {
        try Sealing.open(altered, key: key, context: [1])
      }
    }
    let other = [UInt8](repeating: 8, count: Sealing.keyByteCount)
    #expect(throws: CryptoError.notAuthentic) { try Sealing.open(sealed, key: other, context: [1]) }
    #expect(throws: CryptoError.notAuthentic) { try Sealing.open(sealed, key: key, context: [2]) }
    #expect(throws: CryptoError.notAuthentic) { try Sealing.open([1, 2, 3], key: key) }
    #expect(throws: CryptoError.self) { try Sealing.seal([], key: [1, 2, 3]) }
  }

  @Test func `a published AES-256-GCM message opens`() throws {
    // McGrew and Viega, The Galois/Counter Mode of Operation, test case 14: nonce ‖ ciphertext ‖ tag.
    let zero = [UInt8](repeating: 0, count: 32)
    let sealed = try #require(
      Hexadecimal.decode(
        "000000000000000000000000" + "cea7403d4d606b6e074ec5d3baf39d18"
          + "d0d1c8a799996bf0265b98b5d48ab919"))
    #expect(try Sealing.open(sealed, key: zero) == [UInt8](repeating: 0, count: 16))
  }
}
