import Crypto
import Testing

struct EncodingTests {
  @Test func `hexadecimal reads what it writes and refuses the rest`() {
    let all = (0...255).map { UInt8($0) }
    #expect(Hexadecimal.decode(Hexadecimal.encode(all)) == all)
    #expect(Hexadecimal.decode("0aFf") == [10, 255])
    for bad in ["0", "0g", " 00", "0x00", "é0", "00\n"] {
      #expect(Hexadecimal.decode(bad) == nil, "\(bad)")
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the examples of RFC 4648 encode as published`(text: String, encoded: String) {
    let bytes = Array(text.utf8)
    #expect(Base64.encode(bytes) == encoded)
    #expect(Base64.decode(encoded) == bytes)
    #expect(Base64.decodeUnpadded(Base64.encodeUnpadded(bytes)) == bytes)
  }

  @Test func `base64 has one text for each byte string`() {
    for bad in ["Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", "Z g==", "Zg===", "-_==", "Zm9v====", "="] {
      #expect(Base64.decode(bad) == nil, "\(bad)")
    }
    #expect(Base64.decodeUnpadded("Zg==") == nil)
    #expect(Base64.decodeUnpadded("Zh") == nil)
    #expect(Base64.encodeForURL([0xfb, 0xff, 0xfe, 0xff]) == "-__-_w")
  }

  @Test func `equality in constant time is equality`() {
    #expect(ConstantTime.areEqual([UInt8](), []))
    #expect(ConstantTime.areEqual("secret", "secret"))
    #expect(!ConstantTime.areEqual("secret", "secreu"))
    #expect(!ConstantTime.areEqual("secret", "secre"))
  }

  @Test func `random bytes have the length asked for and differ`() {
    #expect(Random.bytes(0).isEmpty)
    #expect(Random.bytes(33).count == 33)
    #expect(Random.bytes(16) != Random.bytes(16))
  }
}
