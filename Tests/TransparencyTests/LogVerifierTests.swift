import Crypto
import Foundation
import Testing

@testable import Transparency

struct LogVerifierTests {
  private static func tessera() throws -> (path: String, key: VerifierKey) {
    let key =
      "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
    return try (Fixture.path("tessera-testdata-log"), NoteSigner(secret: key).verifierKey)
  }

  @Test func `a stranger's log is sound at each of its checkpoints, and empty is not sound`()
    async throws
  {
    let (path, key) = try Self.tessera()
    let store = TileStore(directory: path)
    for size in 0...15 {
      let source = LogSource { asked async throws(TransparencyError) in
        try store.read(asked == "checkpoint" ? "checkpoint.\(size)" : asked)
      }
      let verdict = await LogVerifier(source: source, log: key, contents: .opaque).verify()
      #expect(verdict.exitCode == (size == 0 ? 2 : 0), "\(size): \(verdict)")
    }
    let asOurs = await LogVerifier(source: .directory(path), log: key).verify()
    #expect(asOurs.exitCode == 1, "entries that are not ours are not of our form")
  }

  @Test func `a stranger's log extends each of its earlier checkpoints and no other`() async throws
  {
    let (path, key) = try Self.tessera()
    for size in 1...15 {
      let earlier = try Fixture.bytes("tessera-testdata-log/checkpoint.\(size)")
      let verdict = await LogVerifier(
        source: .directory(path), log: key, earlier: earlier, contents: .opaque
      ).verify()
      #expect(verdict.exitCode == 0, "\(size): \(verdict)")
    }
    let store = TileStore(directory: path)
    let shorter = LogSource { asked async throws(TransparencyError) in
      try store.read(asked == "checkpoint" ? "checkpoint.9" : asked)
    }
    let longer = try Fixture.bytes("tessera-testdata-log/checkpoint.10")
    let verdict = await LogVerifier(
      source: shorter, log: key, earlier: longer, contents: .opaque
    ).verify()
    #expect(verdict.exitCode == 1)
  }

  @Test(arguments: [1, 255, 256, 257, 700, 9000])
  func `a log that we wrote is sound`(count: Int) async throws {
    let log = try SampleLog(SampleEntries(count: count, subjects: 40).entries, batch: 997)
    let verdict = await log.verify()
    guard case .sound(let soundness) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(soundness.entries == count)
    #expect(soundness.head == log.writer.head)
    #expect((1...40).contains(soundness.subjects))
  }

  @Test func `a log sealed durably in many seals is sound`() async throws {
    var log = try SampleLog()
    let entries = try SampleEntries(count: 600, subjects: 5).entries
    for begin in stride(from: 0, to: 600, by: 75) {
      try log.sealDurably(Array(entries[begin..<begin + 75]))
      #expect(await log.verify().exitCode == 0)
    }
    #expect(throws: TransparencyError.self) { try log.store.read("tile/0/000.p/75") }
  }

  @Test func `a log of more than a level-one tile is sound and its upper tiles are held`()
    async throws
  {
    var log = try SampleLog()
    try log.seal((0..<66_000).map { Array("entry \($0)".utf8) })
    #expect(await log.verify(contents: .opaque).exitCode == 0)
    for (path, leaf) in [("tile/1/000", 256 * 3), ("tile/2/000.p/1", 0)] {
      let good = try log.store.read(path)
      var bad = good
      bad[path == "tile/1/000" ? 3 * 32 : 0] ^= 1
      try log.put(bad, at: path)
      guard case .broken(let defect) = await log.verify(contents: .opaque) else {
        Issue.record("\(path) altered, yet sound")
        continue
      }
      #expect(defect.leafIndex == leaf)
      try log.put(good, at: path)
    }
  }

  @Test func `a log extends the checkpoint it signed before and no other history`() async throws {
    let entries = try SampleEntries(count: 900, subjects: 9).entries
    var log = try SampleLog(Array(entries[..<600]))
    let earlier = try log.store.read("checkpoint")
    try log.seal(Array(entries[600...]))
    let other = try SampleLog(SampleEntries(count: 600, subjects: 8).entries)
    for (checkpoint, expected) in [(earlier, Int32(0)), (try other.store.read("checkpoint"), 1)] {
      let verdict = await LogVerifier(
        source: .directory(log.folder.path), log: log.key, earlier: checkpoint
      ).verify()
      #expect(verdict.exitCode == expected, "\(verdict)")
    }
  }

  @Test func `a log without its partial files is read from the full ones`() async throws {
    let log = try SampleLog(SampleEntries(count: 700, subjects: 9).entries)
    let names = try FileManager.default.subpathsOfDirectory(atPath: log.folder.path)
    #expect(names.contains("tile/0/000.p/97"))
    log.store.removePartials(of: [
      TilePath(.hashes(level: 0), index: 0), TilePath(.entries, index: 0),
    ])
    #expect(await log.verify().exitCode == 0)
    // The reader of an older checkpoint finds the full tile in place of its partial one.
    let old = try LogWriter(head: TreeHead(size: 97, root: oldRoot(97))) {
      path throws(TransparencyError) in try log.store.read(path)
    }
    #expect(old.size == 97)
  }

  private func oldRoot(_ size: Int) throws -> Digest {
    let entries = try SampleEntries(count: 700, subjects: 9).entries[..<size]
    return MerkleTree.root(ofLeafHashes: entries.map { MerkleTree.leafHash($0) })
  }

  @Test func `nothing is said where nothing can be read`() async throws {
    let folder = try TemporaryFolder()
    let key = try SampleLog().key
    for location in [folder.path, folder.path + "/nowhere", "http://127.0.0.1:1/log"] {
      let verdict = await LogVerifier(source: .location(location), log: key).verify()
      #expect(verdict.exitCode == 2, "\(location): \(verdict)")
    }
  }

  @Test func `what the checkpoint promises and the log does not serve is broken`() async throws {
    let log = try SampleLog(SampleEntries(count: 700, subjects: 9).entries)
    for (path, leaf) in [("tile/entries/001", 256), ("tile/0/002.p/188", 512)] {
      let bytes = try log.store.read(path)
      try FileManager.default.removeItem(atPath: "\(log.folder.path)/\(path)")
      guard case .broken(let defect) = await log.verify() else {
        Issue.record("\(path) is gone, yet not broken")
        continue
      }
      #expect(defect.leafIndex == leaf)
      #expect(defect.reason.contains(path))
      try log.put(bytes, at: path)
    }
  }
}
