public import Crypto

/// The last entry of a subject, as far as the log was read.
public struct SubjectTail: Hashable, Sendable {
  /// SHA-256 of the subject.
  public let subject: Digest
  /// The last entry's leaf hash.
  public internal(set) var leafHash: Digest
  /// The last entry's leaf index.
  public internal(set) var leafIndex: Int
  /// The last entry's place among its subject's: how many there are.
  public internal(set) var count: Int
  var time: Int64 = 0

  /// States a subject's tail.
  public init(subject: Digest, count: Int, leafIndex: Int, leafHash: Digest) {
    self.subject = subject
    self.count = count
    self.leafIndex = leafIndex
    self.leafHash = leafHash
  }

  init(_ entry: EntryRecord, leafIndex: Int, leafHash: Digest) {
    self.init(
      subject: entry.subject, count: entry.sequence, leafIndex: leafIndex, leafHash: leafHash)
    time = entry.time
  }
}

/// Follows the chain of every subject: about 110 bytes a subject, however many entries.
///
/// An open-addressed table of record numbers over records in blocks: Swift's dictionary would take
/// up to 240 bytes a subject and copy itself when it grows.
struct SubjectChains {
  /// What can be wrong with an entry's place in its chain.
  enum Fault: Error, Equatable {
    case sequence(expected: Int, found: Int)
    case predecessor
    case timeWentBack

    var reason: String {
      switch self {
      case .sequence(let expected, let found):
        "its subject's seq is \(found) where \(expected) is due"
      case .predecessor: "its prev is not the leaf hash of its subject's previous entry"
      case .timeWentBack: "its time is before that of its subject's previous entry"
      }
    }
  }

  private static let blockSize = 4096
  private var blocks: [[SubjectTail]] = []
  private var slots = [UInt32](repeating: 0, count: 1024)
  /// The number of subjects.
  private(set) var count = 0
  /// How many leaves and subjects there were at the last mark.
  private var marked = (size: 0, count: 0)
  /// The tails at the mark of all subjects that have changed since.
  private var changed: [SubjectTail] = []

  /// Adds an entry to its subject's chain.
  ///
  /// With `allowsGaps`, as in an export, entries may be absent; where both neighbours are there,
  /// `prev` is checked all the same.
  mutating func add(
    _ entry: EntryRecord, leafIndex: Int, leafHash: Digest, allowsGaps: Bool = false
  ) throws(Fault) {
    let slot = self.slot(of: entry.subject)
    guard slots[slot] > 0 else {
      guard entry.sequence == 1 || allowsGaps else {
        throw .sequence(expected: 1, found: entry.sequence)
      }
      insert(SubjectTail(entry, leafIndex: leafIndex, leafHash: leafHash), at: slot)
      return
    }
    let number = Int(slots[slot] - 1)
    let (block, place) = (number / SubjectChains.blockSize, number % SubjectChains.blockSize)
    let before = blocks[block][place]
    try SubjectChains.extend(
      &blocks[block][place], entry, leafIndex: leafIndex, leafHash: leafHash,
      allowsGaps: allowsGaps)
    if number < marked.count, before.leafIndex < marked.size { changed.append(before) }
  }

  private static func extend(
    _ tail: inout SubjectTail, _ entry: EntryRecord, leafIndex: Int, leafHash: Digest,
    allowsGaps: Bool
  ) throws(Fault) {
    let isNext = entry.sequence == tail.count + 1
    guard isNext || allowsGaps && entry.sequence > tail.count else {
      throw .sequence(expected: tail.count + 1, found: entry.sequence)
    }
    guard !isNext || entry.previous == tail.leafHash else { throw .predecessor }
    guard entry.time >= tail.time else { throw .timeWentBack }
    tail.count = entry.sequence
    tail.leafHash = leafHash
    tail.leafIndex = leafIndex
    tail.time = entry.time
  }

  /// Remembers the state before leaf `size`, for ``mapRoot(without:)``.
  mutating func mark(size: Int) {
    marked = (size, count)
    changed.removeAll(keepingCapacity: true)
  }

  /// The root of the subject map as of the last mark, without one subject; rewinds to the mark.
  ///
  /// Only tails that changed since are kept twice, so this costs no second table.
  mutating func mapRoot(without excluded: Digest) -> Digest {
    for tail in changed {
      let number = Int(slots[slot(of: tail.subject)]) - 1
      blocks[number / SubjectChains.blockSize][number % SubjectChains.blockSize] = tail
    }
    changed.removeAll()
    var order = (0..<UInt32(marked.count)).filter { record(Int($0)).subject != excluded }
    order.sort { record(Int($0)).subject.precedes(record(Int($1)).subject) }
    return SubjectMap.root(0..<order.count) { record(Int(order[$0])) }
  }

  private func record(_ number: Int) -> SubjectTail {
    blocks[number / SubjectChains.blockSize][number % SubjectChains.blockSize]
  }

  /// The slot that holds the subject, or the empty one where it belongs.
  private func slot(of subject: Digest) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: subject.prefix) & mask
    while slots[slot] > 0, record(Int(slots[slot]) - 1).subject != subject {
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func insert(_ tail: SubjectTail, at slot: Int) {
    if count % SubjectChains.blockSize == 0 {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(SubjectChains.blockSize)
    }
    blocks[blocks.count - 1].append(tail)
    count += 1
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<count {
      var slot = Int(truncatingIfNeeded: record(number).subject.prefix) & mask
      while slots[slot] > 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }
}
