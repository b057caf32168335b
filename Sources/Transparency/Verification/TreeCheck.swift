import Crypto

/// Puts the reports of bundles together in order: the tree, the tiles above, the chains.
struct TreeCheck {
  let signed: TreeHead
  private let source: LogSource
  private let earlier: TreeHead?
  private let mapSubject: Digest
  private let everyMap: Bool
  private var range = CompactRange()
  /// At each level above 0 the hashes of the unfinished tile.
  private var edges: [[Digest]] = []
  private var chains = SubjectChains()
  private var lastMap: (index: Int, map: MapEntry)?
  private var finding: Finding?
  /// Whether an entry was missing, so that no later leaf has its place.
  private(set) var isCut = false

  init(
    source: LogSource, signed: TreeHead, earlier: TreeHead?, mapSubject: Digest, everyMap: Bool
  ) {
    self.source = source
    self.signed = signed
    self.earlier = earlier
    self.mapSubject = mapSubject
    self.everyMap = everyMap
  }

  /// The number of entries read so far.
  var size: Int { range.size }

  /// Adds the next bundles' reports in order, up to the first that is cut; gives what failed.
  mutating func add(_ reports: [BundleCheck.Report]) async -> TransparencyError? {
    do {
      for report in reports where !isCut { try await add(report) }
      return nil
    } catch {
      return error
    }
  }

  private mutating func add(_ report: BundleCheck.Report) async throws(TransparencyError) {
    compareEarlier(report)
    follow(report)
    note(report.finding)
    if let root = report.root {
      range.append(root, level: 8)
      try await push(root)
    } else {
      for hash in report.leafHashes { range.append(hash) }
    }
    isCut = report.leafHashes.count < min(Bounds.tileWidth, signed.size - report.firstIndex)
  }

  private mutating func follow(_ report: BundleCheck.Report) {
    guard finding == nil else { return }
    var maps = report.maps[...]
    for (offset, record) in report.records.enumerated() {
      let index = report.firstIndex + offset
      if maps.first?.offset == offset { take(maps.removeFirst().map, at: index) }
      do {
        try chains.add(record, leafIndex: index, leafHash: report.leafHashes[offset])
      } catch {
        return note(Finding(leafIndex: index, reason: error.reason))
      }
    }
  }

  /// Remembers the state that a logged map speaks of.
  private mutating func take(_ map: MapEntry?, at index: Int) {
    guard let map, map.size == index else {
      return note(
        Finding(leafIndex: index, reason: "it logs a subject map without root or own index"))
    }
    chains.mark(size: index)
    lastMap = (index, map)
    if everyMap { compareMap() }
  }

  private mutating func compareMap() {
    guard let lastMap, chains.mapRoot(without: mapSubject) != lastMap.map.root else { return }
    note(
      Finding(leafIndex: lastMap.index, reason: "the subject map is not that of the entries before")
    )
  }

  /// Compares the root at the earlier checkpoint's size when it lies in this bundle.
  private mutating func compareEarlier(_ report: BundleCheck.Report) {
    guard let earlier, earlier.size > range.size,
      earlier.size <= range.size + report.leafHashes.count
    else { return }
    var past = range
    for hash in report.leafHashes.prefix(earlier.size - range.size) { past.append(hash) }
    if past.root != earlier.root {
      note(
        Finding(
          leafIndex: nil,
          reason: "the first \(earlier.size) entries are not those of the earlier checkpoint"))
    }
  }

  /// Adds a hash to the tile above and compares the tile when it is full.
  private mutating func push(_ hash: Digest) async throws(TransparencyError) {
    var hash = hash
    var level = 1
    while true {
      if level > edges.count { edges.append([]) }
      edges[level - 1].append(hash)
      guard edges[level - 1].count == Bounds.tileWidth else { return }
      try await compareTile(level: level)
      hash = MerkleTree.perfectRoot(edges[level - 1][...])
      edges[level - 1].removeAll(keepingCapacity: true)
      level += 1
    }
  }

  private mutating func compareTile(level: Int) async throws(TransparencyError) {
    let hashes = edges[level - 1]
    let index = (range.size >> (8 * level) - 1) / Bounds.tileWidth
    let path = TilePath(.hashes(level: level), index: index, width: hashes.count)
    let tile = try await source.fetch(path)
    let due = (tile.isFull ? Bounds.tileWidth : hashes.count) * Digest.byteCount
    let computed = HashTile.encode(hashes)
    let differing = zip(computed, tile.bytes).enumerated().first { $1.0 != $1.1 }?.offset
    guard differing != nil || tile.bytes.count != due else { return }
    let offset = (differing ?? computed.count - 1) / Digest.byteCount
    note(
      Finding(
        leafIndex: (index * Bounds.tileWidth + offset) << (8 * level), leaves: 1 << (8 * level),
        reason: "\(path) is not the hash of the entries below"))
  }

  private mutating func note(_ new: Finding?) {
    guard let new else { return }
    if finding.map(new.precedes) ?? true { finding = new }
  }

  /// Compares the unfinished tiles and the head, and judges.
  mutating func verdict() async throws(TransparencyError) -> Verdict {
    if range.size == signed.size {
      for level in edges.indices where !edges[level].isEmpty {
        try await compareTile(level: level + 1)
      }
      if range.root != signed.root {
        note(Finding(leafIndex: nil, reason: "the entries lead to another root than the signed"))
      }
    }
    let subjects = chains.count
    if finding == nil { compareMap() }
    if let finding { return broken(finding) }
    return .sound(
      Soundness(
        head: signed, entries: range.size, subjects: subjects,
        mappedSize: lastMap?.map.size))
  }

  /// Judges a log that does not serve what its checkpoint promises.
  func verdict(missing path: String) -> Verdict {
    broken(
      finding ?? Finding(leafIndex: range.size, reason: "the log does not serve \(path)"))
  }

  private func broken(_ finding: Finding) -> Verdict {
    .broken(
      Defect(
        leafIndex: finding.leafIndex, reason: finding.reason, computed: range.head,
        signed: signed))
  }
}
