import Crypto
import Testing

struct SignatureTests {
  /// RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
  static let published = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ]

  @Test(arguments: published)
  func `the examples of RFC 8032 sign and verify as published`(
    seed: String, key: String, message: String, signature: String
  ) throws {
    let signer = try SigningKey(seed: #require(Hexadecimal.decode(seed)))
    let bytes = try #require(Hexadecimal.decode(message))
    #expect(Hexadecimal.encode(signer.verifyingKey.bytes) == key)
    #expect(try Hexadecimal.encode(signer.sign(bytes)) == signature)
    #expect(
      try VerifyingKey(#require(Hexadecimal.decode(key)))
        .verify(#require(Hexadecimal.decode(signature)), of: bytes))
  }

  @Test func `one flipped bit anywhere spoils a signature`() throws {
    let signer = try SigningKey.generate()
    let message = Array("twelve bytes".utf8)
    let signature = try signer.sign(message)
    #expect(signer.verifyingKey.verify(signature, of: message))
    for bit in 0..<signature.count * 8 {
      var altered = signature
      altered[bit / 8] ^= 1 << (bit % 8)
      #expect(!signer.verifyingKey.verify(altered, of: message))
    }
    for bit in 0..<message.count * 8 {
      var altered = message
      altered[bit / 8] ^= 1 << (bit % 8)
      #expect(!signer.verifyingKey.verify(signature, of: altered))
    }
    #expect(!signer.verifyingKey.verify(signature + [0], of: message))
    #expect(!signer.verifyingKey.verify([], of: message))
    #expect(try !SigningKey.generate().verifyingKey.verify(signature, of: message))
  }

  @Test func `keys of a wrong length are refused`() {
    for count in [0, 31, 33, 64] {
      let bytes = [UInt8](repeating: 1, count: count)
      #expect(throws: CryptoError.self) { try SigningKey(seed: bytes) }
      #expect(throws: CryptoError.self) { try VerifyingKey(bytes) }
    }
  }

  /// RFC 4231, test cases 1, 2 and 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `the examples of RFC 4231 authenticate as published`(
    key: [UInt8], message: String, code: String
  ) {
    #expect(MessageCode.authenticate(Array(message.utf8), key: key).hex == code)
  }
}
