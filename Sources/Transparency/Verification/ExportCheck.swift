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
  /// Whether lines and hashes still stand side by side.
  private var isAligned = true

  init(manifest: ExportManifest, signed: TreeHead) {
    self.manifest = manifest
    self.signed = signed
  }

  /// Reads the lines beside the hashes, until one does not fit its place.
  mutating func run(
    _ file: inout FileBytes, _ proof: inout FileBytes, _ progress: (Int) -> Void
  ) throws(TransparencyError) -> Verdict {
    var lines = 0
    while isAligned, let line = try next(of: &file, &proof) {
      try read(file.buffer.span.extracting(line), &proof)
      lines += 1
      if lines % 65_536 == 0 { progress(lines) }
    }
    if isAligned, lines < manifest.count + manifest.withheld {
      lose(try place(&proof), "its line is missing")
    }
    if isAligned { try cover(upTo: signed.size, &proof) }
    if let finding { return broken(finding.reason, at: finding.leafIndex) }
    if try proof.next() != nil { return broken("there are more hashes than leaves left out") }
    guard file.byteCount == manifest.byteCount, file.digest == manifest.digest else {
      return broken("length or SHA-256 is not that of the manifest")
    }
    guard count == manifest.count, withheld == manifest.withheld, first == manifest.first,
      last == manifest.last, proof.byteCount == manifest.proofByteCount
    else { return broken("counts or indexes are not those of the manifest") }
    guard range.root == signed.root else {
      return broken("the entries lead to another root than the signed")
    }
    return .sound(
      Soundness(head: signed, entries: count, subjects: chains.count, mappedSize: nil))
  }

  /// Where the next line stands; nil at the end, or when it is none.
  private mutating func next(
    of file: inout FileBytes, _ proof: inout FileBytes
  ) throws(TransparencyError) -> Range<Int>? {
    do {
      return try file.line()
    } catch .malformed(_, let reason) {
      lose(try place(&proof), reason)
      return nil
    }
  }

  /// What is wrong, at the leaf given or at the first that was found before.
  func broken(_ reason: String, at leaf: Int? = nil) -> Verdict {
    let first = finding ?? Finding(leafIndex: leaf, reason: reason)
    return .broken(
      Defect(
        leafIndex: first.leafIndex, reason: first.reason, computed: range.head, signed: signed))
  }

  /// The leaf that the next line is of, by the file of hashes.
  private func place(_ proof: inout FileBytes) throws(TransparencyError) -> Int {
    guard let index = try proof.number(), index >= range.size, index < signed.size else {
      throw .malformed(what: "export", reason: "a line has no place in the file of hashes")
    }
    return index
  }

  private mutating func read(
    _ line: Span<UInt8>, _ proof: inout FileBytes
  ) throws(TransparencyError) {
    guard count + withheld < manifest.count + manifest.withheld else {
      return lose(try? ExportCheck.place(of: line), "a line is there that the manifest has not")
    }
    let index = try place(&proof)
    try cover(upTo: index, &proof)
    guard let hash = try proof.next() else {
      throw .malformed(what: "export", reason: "the hash of a line is missing")
    }
    first = first ?? index
    last = index
    var at = 0
    do throws(TransparencyError) {
      try CanonicalScanner.expect("{\"index\":", line, &at)
      guard try ExportCheck.index(line, &at) == index else {
        return lose(index, "another leaf's line stands in its place")
      }
      if at + 2 < line.count, line[at + 2] == UInt8(ascii: "l") {
        try readWithheld(line, &at, index, hash)
      } else {
        try readEntry(line, &at, index, hash)
      }
    } catch .notCanonical(let offset, let reason) {
      lose(index, "at byte \(offset) of its line, \(reason)")
    }
  }

  /// A line does not fit its place: those that follow have none.
  private mutating func lose(_ leaf: Int?, _ reason: String) {
    finding = finding ?? Finding(leafIndex: leaf, reason: reason)
    isAligned = false
  }

  private mutating func readEntry(
    _ line: Span<UInt8>, _ at: inout Int, _ index: Int, _ due: Digest
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
    guard hash == due else { return note(index, "it is not the entry of the hash beside it") }
    do {
      let record = try EntryRecord(entry)
      try follow(record, index, hash)
    } catch .notCanonical(let offset, let reason) {
      note(index, "not canonical at byte \(offset): \(reason)")
    }
  }

  private mutating func note(_ leaf: Int, _ reason: String) {
    finding = finding ?? Finding(leafIndex: leaf, reason: reason)
  }

  private mutating func follow(
    _ record: EntryRecord, _ index: Int, _ hash: Digest
  ) throws(TransparencyError) {
    do {
      try chains.add(record, leafIndex: index, leafHash: hash, allowsGaps: hasGaps)
    } catch {
      note(index, error.reason)
    }
  }

  private mutating func readWithheld(
    _ line: Span<UInt8>, _ at: inout Int, _ index: Int, _ due: Digest
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
    if hash != due { note(index, "it is not the hash beside it") }
  }

  /// Takes the hashes of the subtrees that stand for leaves left out.
  private mutating func cover(
    upTo end: Int, _ proof: inout FileBytes
  ) throws(TransparencyError) {
    guard range.size < end else { return }
    hasGaps = true
    for level in CompactRange.levels(filling: range.size, end) {
      guard let hash = try proof.next() else {
        throw .malformed(what: "export", reason: "hashes of leaves left out are missing")
      }
      range.append(hash, level: level)
    }
  }

  /// The leaf that a line says it is of.
  private static func place(of line: Span<UInt8>) throws(TransparencyError) -> Int {
    var at = 0
    try CanonicalScanner.expect("{\"index\":", line, &at)
    return try index(line, &at)
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
