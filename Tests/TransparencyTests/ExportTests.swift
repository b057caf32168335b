import Crypto
import Foundation
import Testing

@testable import Transparency

struct ExportTests {
  private static let entries = Result { try SampleEntries(count: 300, subjects: 7).entries }

  /// An export of a log in a folder, with the means to alter its files.
  private struct Sample {
    let log: SampleLog
    let path: String

    init(_ include: (Int) -> Bool, withhold: (Int) -> Bool = { _ in false }) throws {
      let entries = try ExportTests.entries.get()
      log = try SampleLog(entries)
      path = log.folder.path + "/export.jsonl"
      let store = log.store
      var reader = TileReader(size: entries.count) { path throws(TransparencyError) in
        try store.read(path)
      }
      var writer = try ExportWriter(
        checkpoint: SignedNote(store.read("checkpoint")), filter: ["remit": "HKMA"]
      ) { level, index throws(TransparencyError) in try reader.node(level, index) }
      var (lines, proof): ([UInt8], [UInt8]) = ([], [])
      for (index, entry) in entries.enumerated() {
        if withhold(index) {
          try writer.withhold(index: index, leafHash: MerkleTree.leafHash(entry))
        } else if include(index) {
          try writer.add(index: index, entry: entry)
        }
        if index % 50 == 0 { lines += writer.takeLines() }
        if index % 70 == 0 { proof += writer.takeProof() }
      }
      let rest = try writer.finish()
      try write(lines + rest.lines, proof + rest.proof, rest.manifest.encoded())
    }

    func write(_ lines: [UInt8], _ proof: [UInt8], _ manifest: [UInt8]) throws {
      try log.put(lines, at: "export.jsonl")
      try log.put(proof, at: "export.jsonl.proof")
      try log.put(manifest, at: "export.jsonl.manifest.json")
    }

    var lines: [UInt8] { get throws { try log.store.read("export.jsonl") } }

    func verify() -> Verdict { ExportVerifier(path: path, log: log.key).verify() }

    /// The leaf that the verifier names; nil where it names none or finds nothing.
    func brokenLeaf() -> Int? {
      guard case .broken(let defect) = verify() else { return nil }
      return defect.leafIndex
    }

    /// Writes a manifest that agrees with altered lines: the forger's best case.
    func replace(_ lines: [UInt8]) throws {
      var manifest = try ExportManifest(log.store.read("export.jsonl.manifest.json"))
      manifest.byteCount = lines.count
      manifest.digest = SHA256.digest(lines)
      try log.put(lines, at: "export.jsonl")
      try log.put(manifest.encoded(), at: "export.jsonl.manifest.json")
    }
  }

  @Test func `an export is sound whole, filtered or partly withheld`() throws {
    let samples = [
      try Sample({ _ in true }), try Sample({ $0 % 7 == 3 }), try Sample({ $0 == 299 }),
      try Sample({ $0 == 0 }), try Sample({ (100..<180).contains($0) }),
      try Sample({ _ in true }, withhold: { $0 % 5 == 1 }),
      try Sample({ $0 % 2 == 0 }, withhold: { $0 % 3 == 0 }),
    ]
    for (number, sample) in samples.enumerated() {
      let verdict = sample.verify()
      #expect(verdict.exitCode == 0, "\(number): \(verdict)")
    }
  }

  @Test func `each line of an export holds the entry's own bytes`() throws {
    let entries = try Self.entries.get()
    let lines = try Sample({ _ in true }).lines.split(separator: 0x0A)
    #expect(lines.count == entries.count)
    for (index, line) in lines.enumerated() {
      #expect(Array(line) == Array("{\"index\":\(index),\"entry\":".utf8) + entries[index] + [0x7D])
    }
  }

  @Test func `an export without its manifest, or of nothing, cannot be checked`() throws {
    let sample = try Sample({ $0 < 10 })
    try FileManager.default.removeItem(atPath: sample.path + ".manifest.json")
    #expect(sample.verify().exitCode == 2)
    #expect(try Sample({ _ in false }).verify().exitCode == 2)
    #expect(
      ExportVerifier(path: sample.path + "x", log: sample.log.key).verify().exitCode == 2)
  }

  @Test func `an export cut at any byte is broken`() throws {
    let sample = try Sample({ $0 % 150 == 3 })
    let whole = try sample.lines
    for count in 0..<whole.count {
      try sample.log.put(Array(whole[..<count]), at: "export.jsonl")
      #expect(sample.verify().exitCode == 1, "cut at \(count)")
    }
  }

  @Test func `a byte altered anywhere is broken at its leaf, even when the manifest agrees`() throws
  {
    let sample = try Sample({ $0 % 150 == 3 }, withhold: { $0 == 50 })
    let whole = try sample.lines
    var leaf = [3, 50, 153][...]
    for position in whole.indices {
      var altered = whole
      altered[position] ^= 1
      try sample.replace(altered)
      #expect(sample.brokenLeaf() == leaf.first, "byte \(position)")
      if whole[position] == 0x0A { leaf.removeFirst() }
    }
    #expect(leaf.isEmpty)
    var altered = whole
    altered[100] ^= 1
    try sample.replace(altered)
    guard case .broken(let defect) = sample.verify() else {
      Issue.record("altered, yet not broken")
      return
    }
    #expect(defect.computed?.size == defect.signed?.size && defect.computed != defect.signed)
    try sample.replace(whole)
    #expect(sample.verify().exitCode == 0)
  }

  @Test func `a line dropped, doubled, swapped or added is broken at its leaf`() throws {
    let sample = try Sample({ $0 % 10 == 3 })
    let lines = try sample.lines.split(separator: 0x0A).map { Array($0) + [0x0A] }
    for index in lines.indices {
      let leaf = 10 * index + 3
      var dropped = lines
      dropped.remove(at: index)
      try sample.replace(dropped.flatMap { $0 })
      #expect(sample.brokenLeaf() == leaf, "dropped")
      var doubled = lines
      doubled.insert(lines[index], at: index)
      try sample.replace(doubled.flatMap { $0 })
      #expect(sample.brokenLeaf() == min(leaf + 10, 293), "doubled")
      guard index + 1 < lines.count else { continue }
      var swapped = lines
      swapped.swapAt(index, index + 1)
      try sample.replace(swapped.flatMap { $0 })
      #expect(sample.brokenLeaf() == leaf, "swapped")
    }
    let added = String(decoding: lines[0], as: UTF8.self).replacing(
      "{\"index\":3,", with: "{\"index\":295,")
    try sample.replace(lines.flatMap { $0 } + Array(added.utf8))
    #expect(sample.brokenLeaf() == 295, "added")
  }

  @Test func `an entry altered with the hash beside it does not lead to the signed root`() throws {
    let sample = try Sample({ $0 == 299 })
    var lines = try sample.lines
    let at = try #require(lines.lastIndex(of: UInt8(ascii: "Z")))
    lines[at - 1] ^= 1
    var proof = try sample.log.store.read("export.jsonl.proof")
    let start = try #require(lines.firstRange(of: Array("\"entry\":".utf8))).upperBound
    let forged = MerkleTree.leafHash(Array(lines[start..<lines.count - 2]))
    let place = proof.count - 32
    proof.replaceSubrange(place..., with: forged.bytes)
    try sample.log.put(proof, at: "export.jsonl.proof")
    try sample.replace(lines)
    guard case .broken(let defect) = sample.verify() else {
      Issue.record("forged throughout, yet not broken")
      return
    }
    #expect(defect.leafIndex == nil)
    #expect(defect.computed?.size == 300 && defect.computed != defect.signed)
  }

  @Test func `hashes of what was left out cannot be altered, cut or added to`() throws {
    let sample = try Sample({ $0 % 60 == 3 })
    let proof = try sample.log.store.read("export.jsonl.proof")
    for position in stride(from: 0, to: proof.count, by: 3) {
      var altered = proof
      altered[position] ^= 1
      try sample.log.put(altered, at: "export.jsonl.proof")
      #expect(sample.verify().exitCode == 1, "byte \(position)")
    }
    for altered in [proof + proof[..<32], proof + [1], Array(proof.dropLast())] {
      try sample.log.put(altered, at: "export.jsonl.proof")
      #expect(sample.verify().exitCode == 1)
    }
    try FileManager.default.removeItem(atPath: sample.path + ".proof")
    #expect(sample.verify().exitCode == 2)
  }

  @Test func `a manifest reads back, and an altered one is never sound`() throws {
    let sample = try Sample({ $0 % 60 == 3 })
    let bytes = try sample.log.store.read("export.jsonl.manifest.json")
    let manifest = try ExportManifest(bytes)
    #expect(try manifest.encoded() == bytes)
    #expect(manifest.filter == ["remit": "HKMA"] && manifest.first == 3 && manifest.last == 243)
    for position in bytes.indices {
      var altered = bytes
      altered[position] ^= 1
      try sample.log.put(altered, at: "export.jsonl.manifest.json")
      // The filter is the exporter's word alone; all else is held against the file.
      let isFilter = (try? ExportManifest(altered))?.filter != manifest.filter
      #expect(sample.verify().exitCode != 0 || isFilter, "byte \(position)")
    }
  }

  @Test func `a manifest whose numbers no log can have is refused and not computed with`() throws {
    let sample = try Sample({ $0 < 10 })
    var manifest = try ExportManifest(sample.log.store.read("export.jsonl.manifest.json"))
    manifest.count = .max
    manifest.withheld = .max
    try sample.log.put(manifest.encoded(), at: "export.jsonl.manifest.json")
    #expect(sample.verify().exitCode == 2)
  }

  @Test func `indexes out of order or beyond the checkpoint are refused by the writer`() throws {
    let log = try SampleLog(Self.entries.get())
    let note = try SignedNote(log.store.read("checkpoint"))
    var writer = try ExportWriter(checkpoint: note) { _, _ throws(TransparencyError) in .zero }
    try writer.add(index: 4, entry: [])
    #expect(throws: TransparencyError.outsideTree(index: 4, size: 300)) {
      try writer.add(index: 4, entry: [])
    }
    #expect(throws: TransparencyError.outsideTree(index: 300, size: 300)) {
      try writer.withhold(index: 300, leafHash: .zero)
    }
  }

  @Test(arguments: [
    (["a", "b"], "a,b\r\n"), (["", ""], ",\r\n"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\"\r\n"),
    (["=1+1", "+1", "-1", "@x"], "\"'=1+1\",\"'+1\",\"'-1\",\"'@x\"\r\n"),
    (["\tx", "\rx", "\nx"], "\"'\tx\",\"'\rx\",\"\nx\"\r\n"), (["機構", "a=b"], "機構,a=b\r\n"),
    (["=\"x\""], "\"'=\"\"x\"\"\"\r\n"),
  ])
  func `a row is quoted as RFC 4180 says and never a formula`(fields: [String], row: String) {
    var bytes: [UInt8] = []
    CommaSeparated.append(row: fields, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == row)
  }
}
