import Crypto
import Testing

struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the examples of FIPS 180-4 hash as published`(text: String, hex: String) {
    #expect(SHA256.digest(text).hex == hex)
    let bytes = Array(text.utf8)
    #expect(SHA256.digest(bytes).hex == hex)
    #expect(bytes.withUnsafeBytes { unsafe SHA256.digest($0) }.hex == hex)
  }

  @Test func `input in pieces hashes like input in one piece`() {
    let input = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let whole = SHA256.digest(input)
    for cut in 0...input.count {
      var hasher = SHA256.Hasher()
      hasher.update(Array(input[..<cut]))
      hasher.update(input.span.extracting(cut..<input.count))
      #expect(hasher.finalize() == whole)
    }
  }

  @Test func `a copied hasher goes on by itself`() {
    var first = SHA256.Hasher()
    first.update(UInt8(ascii: "a"))
    var second = first
    first.update(Array("bc".utf8))
    second.update(Array("x".utf8))
    #expect(first.finalize() == SHA256.digest("abc"))
    #expect(second.finalize() == SHA256.digest("ax"))
    #expect(first.finalize() == SHA256.digest("abc"), "finalize must not consume")
  }

  @Test func `leaves and nodes of RFC 6962 hash as published`() throws {
    let leaf = SHA256.digest(prefix: 0, Array("L123456".utf8).span)
    #expect(leaf.hex == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
    let left = try #require(
      Digest(hex: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"))
    let right = try #require(
      Digest(hex: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"))
    #expect(
      SHA256.digest(prefix: 1, left, right).hex
        == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
  }

  @Test func `a digest takes exactly 32 bytes and gives them back`() {
    for count in 0...64 {
      let bytes = (0..<count).map { UInt8($0) }
      #expect(Digest(bytes)?.bytes == (count == 32 ? bytes : nil))
      #expect(Digest(hex: Hexadecimal.encode(bytes))?.bytes == (count == 32 ? bytes : nil))
    }
    var appended: [UInt8] = [9]
    Digest.zero.append(to: &appended)
    #expect(appended == [9] + [UInt8](repeating: 0, count: 32))
  }

  @Test func `lower-case digits are read eight at a time and nothing else is`() {
    let digest = SHA256.digest("x")
    let digits = Array(digest.hex.utf8)
    #expect(Digest(lowerCaseHex: digits.span) == digest)
    for position in [0, 7, 8, 63] {
      for byte in UInt8(0)...255 {
        var altered = digits
        altered[position] = byte
        let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        let expected = isDigit ? Digest(hex: String(decoding: altered, as: UTF8.self)) : nil
        #expect(Digest(lowerCaseHex: altered.span) == expected, "\(byte)")
      }
    }
    let short = digits.dropLast()
    let read = Digest(lowerCaseHex: short.span)
    #expect(read == nil)
  }

  @Test func `bits are counted from the first byte's most significant`() throws {
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes[0] = 0x40
    bytes[31] = 0x01
    let digest = try #require(Digest(bytes))
    #expect((0..<256).filter { digest.bit($0) } == [1, 255])
    #expect(digest.firstDifference(from: .zero) == 1)
    #expect(digest.firstDifference(from: digest) == nil)
    bytes[0] = 0
    #expect(Digest(bytes)?.firstDifference(from: .zero) == 255)
    #expect(digest.prefix == 0x4000_0000_0000_0000)
  }
}
