import Crypto

/// One bundle against its hash tile: all that can be judged without the rest of the log.
struct BundleCheck: Sendable {
  /// What a bundle told.
  struct Report: Sendable {
    let firstIndex: Int
    /// The hash of every entry that was found, at most as many as the tree has here.
    var leafHashes: [Digest] = []
    /// What the chains need; as long as `leafHashes` when no entry is malformed.
    var records: [EntryRecord] = []
    /// The subject maps that are logged here, by their offset in the bundle.
    var maps: [(offset: Int, map: MapEntry?)] = []
    /// The root over 256 leaves; nil for an unfinished bundle.
    var root: Digest?
    /// The first thing that is wrong in this bundle.
    var finding: Finding?
  }

  let firstIndex: Int
  /// The number of entries that the tree has here.
  let width: Int
  /// Whether entries are read, or only hashed.
  let readsEntries: Bool
  /// SHA-256 of the subject under which maps are logged.
  var mapSubject = Digest.zero

  /// Judges the bytes of a bundle and of its hash tile, each as fetched.
  ///
  /// - Parameters:
  ///   - bundle: the bundle; a full one may stand in for a partial.
  ///   - tile: the hash tile of level 0, likewise.
  /// - Returns: the hashes, what the chains need, and the first thing that is wrong.
  func report(
    bundle: (bytes: [UInt8], isFull: Bool), tile: (bytes: [UInt8], isFull: Bool)
  ) -> Report {
    var report = Report(firstIndex: firstIndex)
    report.leafHashes.reserveCapacity(width)
    let bytes = bundle.bytes.span
    let (ranges, isWhole) = EntryBundle.ranges(in: bytes)
    read(ranges.prefix(width), of: bytes, into: &report)
    compare(with: tile, in: &report)
    let due = bundle.isFull ? Bounds.tileWidth : width
    if ranges.count != due || !isWhole {
      note(
        min(ranges.count, width), "its bundle has \(ranges.count) whole entries instead of \(due)",
        in: &report)
    }
    if report.leafHashes.count == Bounds.tileWidth {
      report.root = MerkleTree.perfectRoot(report.leafHashes[...])
    }
    return report
  }

  private func read(
    _ ranges: ArraySlice<Range<Int>>, of bytes: Span<UInt8>, into report: inout Report
  ) {
    if readsEntries { report.records.reserveCapacity(ranges.count) }
    for (offset, range) in ranges.enumerated() {
      let entry = bytes.extracting(range)
      report.leafHashes.append(MerkleTree.leafHash(entry))
      guard readsEntries, report.finding == nil else { continue }
      do {
        let record = try EntryRecord(entry)
        report.records.append(record)
        guard record.subject == mapSubject else { continue }
        report.maps.append((offset, MapEntry(entry: entry.withUnsafeBufferPointer { Array($0) })))
      } catch {
        note(offset, "\(error)", in: &report)
      }
    }
  }

  private func compare(with tile: (bytes: [UInt8], isFull: Bool), in report: inout Report) {
    let bytes = tile.bytes.span
    let due = (tile.isFull ? Bounds.tileWidth : width) * Digest.byteCount
    for (offset, hash) in report.leafHashes.enumerated() {
      let begin = offset * Digest.byteCount
      guard begin + Digest.byteCount <= bytes.count,
        Digest(bytes.extracting(begin..<begin + Digest.byteCount)) == hash
      else { return note(offset, "its bundle and its hash tile differ", in: &report) }
    }
    if bytes.count != due { note(width, "its hash tile has a wrong length", in: &report) }
  }

  /// Keeps what is wrong at the lowest leaf.
  private func note(_ offset: Int, _ reason: String, in report: inout Report) {
    let index = firstIndex + min(offset, width - 1)
    if let earlier = report.finding?.leafIndex, earlier <= index { return }
    report.finding = Finding(leafIndex: index, reason: reason)
  }
}
