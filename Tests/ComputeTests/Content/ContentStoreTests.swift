import Compute
import Crypto
import Foundation
import Glibc
import Testing

/// Content is known by its digest, appears whole or not at all, and is never believed unread.
struct ContentStoreTests {
  let root: String
  let store: ContentStore

  init() throws {
    root = try Node.makeFolder()
    store = try ContentStore(root: root)
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  @Test func `content lies under its digest and is read back`() throws {
    defer { remove() }
    let stored = try store.put(Array("abc".utf8))
    #expect(
      stored.digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(stored.bytes == 3)
    #expect(
      store.path(of: stored.digest)
        == root + "/sha256/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(try store.read(stored.digest, count: 100) == Array("abc".utf8))
    #expect(try store.read(stored.digest, from: 1, count: 1) == Array("b".utf8))
    #expect(try store.verify(stored.digest) == stored)
  }

  @Test func `content in pieces has the digest of the whole`() throws {
    defer { remove() }
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let writer = try store.writer(limit: 1_000_000)
    for start in stride(from: 0, to: bytes.count, by: 4_321) {
      try writer.write(bytes[start..<min(start + 4_321, bytes.count)])
    }
    let stored = try writer.finish()
    #expect(stored.digest == SHA256.digest(bytes))
    let file = root + "/file"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    #expect(try store.put(contentsOf: file, limit: 1_000_000) == stored)
  }

  @Test func `the same content again changes nothing`() throws {
    defer { remove() }
    let first = try store.put(Array("abc".utf8))
    let attributes = try FileManager.default.attributesOfItem(atPath: store.path(of: first.digest))
    #expect(try store.put(Array("abc".utf8)) == first)
    let after = try FileManager.default.attributesOfItem(atPath: store.path(of: first.digest))
    #expect(attributes[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
  }

  @Test func `content that is not finished leaves nothing`() throws {
    defer { remove() }
    do {
      let writer = try store.writer(limit: 10)
      try writer.write(Array("abc".utf8)[...])
      #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/drafts").count == 1)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/drafts").isEmpty)
    #expect(!store.contains(SHA256.digest("abc")))
  }

  @Test func `content longer than its bound is refused`() throws {
    defer { remove() }
    let writer = try store.writer(limit: 3)
    try writer.write(Array("abc".utf8)[...])
    #expect(throws: ComputeError.tooLong(limit: 3)) { try writer.write([0]) }
    let file = root + "/file"
    try Data("abcd".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: ComputeError.tooLong(limit: 3)) {
      try store.put(contentsOf: file, limit: 3)
    }
  }

  @Test func `any altered byte is found`() throws {
    defer { remove() }
    let bytes = Array("a small model".utf8)
    let stored = try store.put(bytes)
    let path = store.path(of: stored.digest)
    try #require(chmod(path, 0o755) == 0)
    for index in bytes.indices {
      var altered = bytes
      altered[index] ^= 1
      try Data(altered).write(to: URL(fileURLWithPath: path))
      #expect(throws: ComputeError.alteredContent) { try store.verify(stored.digest) }
    }
    try Data(bytes.dropLast()).write(to: URL(fileURLWithPath: path))
    #expect(throws: ComputeError.alteredContent) { try store.verify(stored.digest) }
  }

  @Test func `erased content is missing`() throws {
    defer { remove() }
    let stored = try store.put(Array("abc".utf8))
    try store.erase(stored.digest)
    try store.erase(stored.digest)
    #expect(!store.contains(stored.digest))
    #expect(throws: ComputeError.missingContent) { try store.verify(stored.digest) }
    #expect(throws: ComputeError.missingContent) { try store.read(stored.digest, count: 1) }
  }
}
