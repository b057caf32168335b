import Crypto

/// One pass over an export.
struct ExportCheck {
  private let manifest: ExportManifest
  private let signed: TreeHead
  private var range = CompactRange()
  private var chains = SubjectChains()
  private var finding: Finding?
  private var (count, withheld) = (0, 0)
  private var (first, last): (Int?, Int?) = (nil, nil)
  /// Whether any leaf so far was left out or withheld, so that a chain may have a gap.
  private var hasGaps = false

  init(manifest: ExportManifest, signed: TreeHead) {
    self.manifest = manifest
    self.signed = signed
  }

  mutating func run(
    _ file: inout FileBytes, _ proof: inout FileBytes?, _ progress: (Int) -> Void
  ) throws(TransparencyError) -> Verdict {
    while let line = try file.line() {
      try read(file.buffer.span.extracting(line), &proof)
      if count % 65_536 == 0 { progress(count) }
    }
    try cover(upTo: signed.size, &proof)
    if try proof?.next() != nil { return broken("there are more hashes than leaves left out") }
    if let finding { return broken(finding.reason, at: finding.leafIndex) }
    guard file.byteCount == manifest.byteCount, file.digest == manifest.digest else {
      return broken("length or SHA-256 is not that of the manifest")
    }
    guard count == manifest.count, withheld == manifest.withheld, first == manifest.first,
      last == manifest.last, (proof?.byteCount ?? 0) == manifest.proofByteCount
    else { return broken("counts or indexes are not those of the manifest") }
    guard range.root == signed.root else {
      return broken("the entries lead to another root than the signed")
    }
    return .sound(
      Soundness(head: signed, entries: count, subjects: chains.count, mappedSize: nil))
  }

  func broken(_ reason: String, at leaf: Int? = nil) -> Verdict {
    .broken(Defect(leafIndex: leaf, reason: reason, computed: range.head, signed: signed))
  }

  private mutating func read(
    _ line: Span<UInt8>, _ proof: inout FileBytes?
  ) throws(TransparencyError) {
    var at = 0
    do throws(TransparencyError) {
      try CanonicalScanner.expect("{\"index\":", line, &at)
      let index = try ExportCheck.index(line, &at)
      guard index >= range.size, index < signed.size else {
        throw CanonicalScanner.fault(at, "indexes do not grow within the tree")
      }
      try cover(upTo: index, &proof)
      first = first ?? index
      last = index
      if at + 2 < line.count, line[at + 2] == UInt8(ascii: "l") {
        try readWithheld(line, &at)
      } else {
        try readEntry(line, &at, index)
      }
    } catch .notCanonical(let offset, let reason) {
      throw .malformed(
        what: "export",
        reason: "at byte \(offset) of the line after leaf \(range.size - 1), \(reason)")
    }
  }

  private mutating func readEntry(
    _ line: Span<UInt8>, _ at: inout Int, _ index: Int
  ) throws(TransparencyError) {
    try CanonicalScanner.expect(",\"entry\":", line, &at)
    let end = line.count - 1
    guard end > at, line[end] == UInt8(ascii: "}") else {
      throw CanonicalScanner.fault(at, "a line does not end")
    }
    let entry = line.extracting(at..<end)
    let hash = MerkleTree.leafHash(entry)
    range.append(hash)
    count += 1
    guard finding == nil else { return }
    do {
      let record = try EntryRecord(entry)
      try follow(record, index, hash)
    } catch .notCanonical(let offset, let reason) {
      finding = Finding(leafIndex: index, reason: "not canonical at byte \(offset): \(reason)")
    }
  }

  private mutating func follow(
    _ record: EntryRecord, _ index: Int, _ hash: Digest
  ) throws(TransparencyError) {
    do {
      try chains.add(record, leafIndex: index, leafHash: hash, allowsGaps: hasGaps)
    } catch {
      finding = Finding(leafIndex: index, reason: error.reason)
    }
  }

  private mutating func readWithheld(
    _ line: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) {
    try CanonicalScanner.expect(",\"leaf\":\"", line, &at)
    let end = at + 2 * Digest.byteCount
    guard end <= line.count, let hash = Digest(lowerCaseHex: line.extracting(at..<end)) else {
      throw CanonicalScanner.fault(at, "a leaf hash has not 64 lower-case digits")
    }
    at = end
    try CanonicalScanner.expect("\"}", line, &at)
    guard at == line.count else { throw CanonicalScanner.fault(at, "something follows") }
    range.append(hash)
    withheld += 1
    hasGaps = true
  }

  /// Takes the hashes of the subtrees that stand for leaves left out.
  private mutating func cover(
    upTo end: Int, _ proof: inout FileBytes?
  ) throws(TransparencyError) {
    guard range.size < end else { return }
    hasGaps = true
    for level in CompactRange.levels(filling: range.size, end) {
      guard let hash = try proof?.next() else {
        throw .malformed(what: "export", reason: "hashes of leaves left out are missing")
      }
      range.append(hash, level: level)
    }
  }

  private static func index(
    _ line: Span<UInt8>, _ at: inout Int
  ) throws(TransparencyError) -> Int {
    let begin = at
    var number = 0
    while at < line.count, at - begin < 18, (0x30...0x39).contains(line[at]) {
      number = number * 10 + Int(line[at] - 0x30)
      at += 1
    }
    guard at > begin, line[begin] != 0x30 || at == begin + 1 else {
      throw CanonicalScanner.fault(begin, "an index is no canonical number")
    }
    return number
  }
}
