import Testing

@testable import Crypto

struct PasswordHashTests {
  private static func cheap() throws -> PasswordHash.Cost {
    try PasswordHash.Cost(logN: 4, blockSize: 1, parallelism: 1)
  }

  @Test func `the example of RFC 7914 derives as published`() throws {
    let cost = try PasswordHash.Cost(logN: 14, blockSize: 8, parallelism: 1)
    let hash = try PasswordHash(
      password: "pleaseletmein", cost: cost, salt: Array("SodiumChloride".utf8))
    let stored = try #require(hash.stored.split(separator: "$").last)
    let published = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    #expect(Base64.decodeUnpadded(stored) == Hexadecimal.decode(published))
  }

  @Test func `a stored hash knows its password and no other`() throws {
    let hash = try PasswordHash(password: "correct horse 電池", cost: Self.cheap())
    let read = try PasswordHash(stored: hash.stored)
    #expect(read == hash)
    #expect(read.verify("correct horse 電池"))
    for wrong in ["", "correct horse", "correct horse 電池 ", "Correct horse 電池"] {
      #expect(!read.verify(wrong), "\(wrong)")
    }
  }

  @Test func `the recommended cost is kept in the string and works`() throws {
    let hash = try PasswordHash(password: "p")
    #expect(hash.stored.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
    #expect(hash.verify("p"))
    #expect(!hash.verify("q"))
  }

  @Test func `the same password has another hash each time`() throws {
    let first = try PasswordHash(password: "p", cost: Self.cheap())
    #expect(try first.stored != PasswordHash(password: "p", cost: Self.cheap()).stored)
  }

  @Test(arguments: [
    "", "$", "p", "$scrypt$ln=4,r=1,p=1$c2FsdHNhbHQ", "$argon2id$ln=4,r=1,p=1$c2FsdHNhbHQ$aGFzaA",
    "$scrypt$ln=40,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    "$scrypt$ln=4,r=1000,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    "$scrypt$r=1,ln=4,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g",
    "$scrypt$ln=4,r=1,p=1$c2FsdHNhbHRzYWx0$",
  ])
  func `a malformed or extravagant stored hash is refused`(stored: String) {
    #expect(throws: CryptoError.malformedPasswordHash) { try PasswordHash(stored: stored) }
  }

  @Test func `an overlong password is refused before it costs anything`() throws {
    let long = String(repeating: "x", count: PasswordHash.maximumPasswordBytes + 1)
    #expect(throws: CryptoError.passwordTooLong) { try PasswordHash(password: long) }
    #expect(try !PasswordHash(password: "x", cost: Self.cheap()).verify(long))
  }
}
