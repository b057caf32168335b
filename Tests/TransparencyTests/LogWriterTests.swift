import Crypto
import Testing

@testable import Transparency

struct LogWriterTests {
  private static func entries(_ count: Int) -> [[UInt8]] {
    (0..<count).map { Array("entry \($0)".utf8) }
  }

  @Test func `however entries are batched, the same files and root arise`() throws {
    let entries = Self.entries(1000)
    let leaves = entries.map { MerkleTree.leafHash($0) }
    var whole = LogWriter()
    let all = try whole.append(entries)
    #expect(all.leafHashes == leaves)
    for batch in [1, 7, 255, 256, 257, 999] {
      var writer = LogWriter()
      var files: [TilePath: [UInt8]] = [:]
      for begin in stride(from: 0, to: entries.count, by: batch) {
        let end = min(begin + batch, entries.count)
        let part = try writer.append(Array(entries[begin..<end]))
        #expect(part.firstIndex == begin)
        #expect(part.head == TreeHead(size: end, root: SampleTree.root(leaves[..<end])))
        for file in part.files { files[file.path] = file.bytes }
      }
      #expect(writer == whole)
      for file in all.files { #expect(files[file.path] == file.bytes, "\(file.path)") }
    }
  }

  @Test func `a writer read back from its files equals the one that wrote them, at any size`()
    throws
  {
    let entries = Self.entries(70_000)
    var writer = LogWriter()
    var files: [String: [UInt8]] = [:]
    let read = { (path: String) throws(TransparencyError) -> [UInt8] in
      guard let bytes = files[path] else { throw .missing(path: path) }
      return bytes
    }
    #expect(try LogWriter(head: writer.head, read: read) == writer)
    var begin = 0
    for size in [1, 2, 255, 256, 257, 511, 512, 5000, 65_535, 65_536, 65_537, 70_000] {
      let batch = try writer.append(Array(entries[begin..<size]))
      for file in batch.files { files[file.path.description] = file.bytes }
      for path in batch.fullPaths {
        files = files.filter { !$0.key.hasPrefix("\(path).p/") }
      }
      #expect(try LogWriter(head: writer.head, read: read) == writer, "size \(size)")
      begin = size
    }
    #expect(files["tile/0/273.p/112"]?.count == 112 * 32)
    #expect(files["tile/1/001.p/17"]?.count == 17 * 32)
    #expect(files["tile/2/000.p/1"]?.count == 32)
  }

  @Test func `files that are not the signed log are refused before anything is signed`() throws {
    var writer = LogWriter()
    let batch = try writer.append(Self.entries(300))
    let files = Dictionary(
      uniqueKeysWithValues: batch.files.map { ($0.path.description, $0.bytes) })
    for path in ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"] {
      for offset in [0, 20, 31] {
        #expect(throws: TransparencyError.self, "\(path)") {
          try LogWriter(head: writer.head) { asked throws(TransparencyError) in
            guard var bytes = files[asked] else { throw .missing(path: asked) }
            if asked == path { bytes[offset] ^= 1 }
            return bytes
          }
        }
      }
    }
    let longer = TreeHead(size: 301, root: writer.root)
    #expect(throws: TransparencyError.missing(path: "tile/0/001")) {
      try LogWriter(head: longer) { asked throws(TransparencyError) in
        guard let bytes = files[asked] else { throw .missing(path: asked) }
        return bytes
      }
    }
  }

  @Test func `an entry beyond the limit leaves the writer as it was`() throws {
    var writer = LogWriter()
    _ = try writer.append(Self.entries(3))
    let before = writer
    let long = [UInt8](repeating: 0, count: Bounds.entryBytes + 1)
    #expect(throws: TransparencyError.entryTooLong(bytes: Bounds.entryBytes + 1)) {
      try writer.append([[1], long])
    }
    #expect(writer == before)
  }

  @Test func `an empty append changes nothing and writes nothing`() throws {
    var writer = LogWriter()
    _ = try writer.append(Self.entries(3))
    let before = writer
    #expect(try writer.append([]).files.isEmpty)
    #expect(writer == before)
  }

  @Test func `proofs made from tiles verify offline and no other entry does`() throws {
    let entries = try SampleEntries(count: 700, subjects: 20).entries
    let log = try SampleLog(entries)
    let note = try SignedNote(log.store.read("checkpoint"))
    var reader = TileReader(size: 700) { path throws(TransparencyError) in
      try log.store.read(path)
    }
    for index in [0, 1, 255, 256, 511, 512, 698, 699] {
      let proof = try reader.proof(
        index: index, leafHash: MerkleTree.leafHash(entries[index]), head: log.writer.head)
      let file = EntryProof(proof, checkpoint: note).bytes
      let read = try EntryProof(file)
      #expect(read.bytes == file)
      #expect(try read.verify(entry: entries[index], log: log.key).head == log.writer.head)
      #expect(throws: TransparencyError.self) {
        try read.verify(entry: entries[(index + 1) % 700], log: log.key)
      }
      for position in file.indices {
        var altered = file
        altered[position] ^= 4
        let isAccepted =
          (try? EntryProof(altered).verify(entry: entries[index], log: log.key)) != nil
        #expect(!isAccepted, "byte \(position)")
      }
    }
    #expect(throws: TransparencyError.self) {
      try reader.proof(index: 0, leafHash: .zero, head: log.writer.head)
    }
  }
}
