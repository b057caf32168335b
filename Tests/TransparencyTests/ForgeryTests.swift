import Crypto
import Foundation
import Testing

@testable import Transparency

/// Every way in which a writer with full rights to the files might lie.
struct ForgeryTests {
  private static let entries = Result { try SampleEntries(count: 40, subjects: 5).entries }

  private func log() throws -> SampleLog { try SampleLog(Self.entries.get(), batch: 40) }

  private func expectBroken(
    _ log: SampleLog, at leaf: Int?, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    guard case .broken(let defect) = await log.verify() else {
      Issue.record("forged, yet not broken: \(comment ?? "")", sourceLocation: sourceLocation)
      return
    }
    #expect(defect.leafIndex == leaf, comment, sourceLocation: sourceLocation)
  }

  private func expectSound(_ log: SampleLog) async {
    let verdict = await log.verify()
    #expect(verdict.exitCode == 0, "\(verdict)")
  }

  private func replaceBundle(_ log: SampleLog, _ entries: [[UInt8]]) throws {
    try log.put(EntryBundle.encode(entries), at: "tile/entries/000.p/40")
  }

  @Test func `any byte of any entry flipped is broken at its leaf, with both heads`() async throws {
    let log = try log()
    let good = try log.store.read("tile/entries/000.p/40")
    let ranges = EntryBundle.ranges(in: good.span).found
    // Each verification reads the whole log; every seventh byte of every entry, all residues.
    for (leaf, range) in ranges.enumerated() {
      for position in stride(from: range.lowerBound + leaf % 7, to: range.upperBound, by: 7) {
        var bad = good
        bad[position] ^= 1 << (position % 8)
        let report = BundleCheck(firstIndex: 0, width: 40, readsEntries: true).report(
          bundle: (bad, false), tile: (try log.store.read("tile/0/000.p/40"), false))
        #expect(report.finding?.leafIndex == leaf)
      }
      var bad = good
      bad[range.lowerBound + 20] ^= 1
      try log.put(bad, at: "tile/entries/000.p/40")
      guard case .broken(let defect) = await log.verify() else {
        Issue.record("leaf \(leaf) is forged, yet not broken")
        continue
      }
      #expect(defect.leafIndex == leaf)
      #expect(defect.signed == log.writer.head)
      #expect(defect.computed?.size == 40)
      #expect(defect.computed?.root != log.writer.root)
    }
  }

  @Test func `a length field altered is broken at its leaf`() async throws {
    let log = try log()
    let good = try log.store.read("tile/entries/000.p/40")
    let ranges = EntryBundle.ranges(in: good.span).found
    for (leaf, range) in ranges.enumerated() {
      for offset in [1, 2] {
        var bad = good
        bad[range.lowerBound - offset] ^= 1
        try log.put(bad, at: "tile/entries/000.p/40")
        await expectBroken(log, at: leaf)
      }
    }
  }

  @Test func `an entry dropped, swapped, doubled or added is broken at its leaf`() async throws {
    let log = try log()
    let good = try Self.entries.get()
    for leaf in good.indices {
      var dropped = good
      dropped.remove(at: leaf)
      try replaceBundle(log, dropped)
      await expectBroken(log, at: leaf, "dropped")
      var doubled = good
      doubled.insert(good[leaf], at: leaf)
      try replaceBundle(log, doubled)
      await expectBroken(log, at: min(leaf + 1, 39), "doubled")
      guard leaf < 39 else { continue }
      var swapped = good
      swapped.swapAt(leaf, leaf + 1)
      try replaceBundle(log, swapped)
      await expectBroken(log, at: leaf, "swapped")
    }
    try replaceBundle(log, good + [good[0]])
    await expectBroken(log, at: 39, "added")
  }

  @Test func `any byte of a hash tile flipped is broken at the leaf it names`() async throws {
    let log = try log()
    let good = try log.store.read("tile/0/000.p/40")
    for position in stride(from: 0, to: good.count, by: 5) {
      var bad = good
      bad[position] ^= 8
      try log.put(bad, at: "tile/0/000.p/40")
      await expectBroken(log, at: position / 32)
    }
    for bad in [Array(good.dropLast()), good + [0], good + good[..<32]] {
      try log.put(bad, at: "tile/0/000.p/40")
      await expectBroken(log, at: 39)
    }
  }

  @Test(arguments: [300, 600, 1143])
  func `an entry altered in a log of several bundles is broken at its own leaf`(size: Int)
    async throws
  {
    let log = try SampleLog(SampleEntries(count: size, subjects: 17).entries, batch: size)
    let leaves = [0, 11, 200, 255, 256, 261, 511, 589, 1023, size - 1].filter { $0 < size }
    for leaf in leaves {
      let number = leaf / 256
      let width = min(256, size - number * 256)
      let path = "\(TilePath(.entries, index: number, width: width))"
      let good = try log.store.read(path)
      var entries = try EntryBundle.decode(good)
      entries[leaf % 256] = Self.altered(entries[leaf % 256])
      try log.put(EntryBundle.encode(entries), at: path)
      await expectBroken(log, at: leaf)
      try log.put(good, at: path)
    }
    await expectSound(log)
  }

  @Test func `of two findings the more exact of the same leaves is named, else the lower`() {
    let exact = Finding(leafIndex: 300, reason: "exact")
    let above = Finding(leafIndex: 256, leaves: 256, reason: "above")
    let lower = Finding(leafIndex: 0, leaves: 256, reason: "lower")
    let whole = Finding(leafIndex: nil, reason: "whole")
    #expect(exact.precedes(above) && !above.precedes(exact))
    #expect(lower.precedes(exact) && !exact.precedes(lower))
    #expect(exact.precedes(whole) && !whole.precedes(exact))
    #expect(!exact.precedes(exact))
  }

  @Test func `a log forged throughout with its tiles does not lead to the signed root`()
    async throws
  {
    let log = try log()
    var forged = LogWriter()
    var entries = try Self.entries.get()
    entries.removeLast()
    entries.append(Self.altered(entries[38]))
    for file in try forged.append(entries).files { try log.put(file.bytes, at: "\(file.path)") }
    guard case .broken(let defect) = await log.verify() else {
      Issue.record("forged throughout, yet not broken")
      return
    }
    #expect(defect.computed == forged.head)
    #expect(defect.signed == log.writer.head)
  }

  private static func altered(_ entry: [UInt8]) -> [UInt8] {
    let text = String(decoding: entry, as: UTF8.self)
    return Array(text.replacingOccurrences(of: "submitted", with: "withdrawn").utf8)
  }

  /// The operator holds the log's key: only the chains can show what he left out.
  @Test func `a log signed anew with an entry altered, left out or moved is broken at its leaf`()
    async throws
  {
    let good = try Self.entries.get()
    let records = try good.map { try EntryRecord($0) }
    for leaf in good.indices {
      guard
        let successor = records[(leaf + 1)...].firstIndex(where: {
          $0.subject == records[leaf].subject
        })
      else { continue }
      var altered = good
      altered[leaf] = Self.altered(good[leaf])
      await expectBroken(try SampleLog(altered), at: successor, "altered")
      var without = good
      without.remove(at: leaf)
      await expectBroken(try SampleLog(without), at: successor - 1, "left out")
      var moved = good
      moved.swapAt(leaf, successor)
      await expectBroken(try SampleLog(moved), at: leaf, "moved")
    }
  }

  @Test func `a time that goes back is broken at its leaf`() async throws {
    let first = try SampleEntries.entry(
      index: 5, subject: "job/1", sequence: 1, previous: .zero)
    for (index, isSound) in [(4, false), (5, true), (6, true)] {
      let second = try SampleEntries.entry(
        index: index, subject: "job/1", sequence: 2, previous: MerkleTree.leafHash(first))
      let log = try SampleLog([first, second])
      if isSound {
        #expect(await log.verify().exitCode == 0)
      } else {
        await expectBroken(log, at: 1)
      }
    }
  }

  @Test func `a signature altered, another key's or another log's is broken`() async throws {
    let log = try log()
    let good = try log.store.read("checkpoint")
    for position in good.indices {
      var bad = good
      bad[position] ^= 2
      try log.put(bad, at: "checkpoint")
      #expect(await log.verify().exitCode == 1, "byte \(position)")
    }
    try log.put(good, at: "checkpoint")
    let other = try NoteSigner(name: SampleLog.origin, key: .generate()).verifierKey
    let verdict = await LogVerifier(source: .directory(log.folder.path), log: other).verify()
    #expect(verdict.exitCode == 1)
  }
}
