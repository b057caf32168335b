import Crypto
import Testing

@testable import Transparency

struct SubjectMapTests {
  private static func tail(_ number: Int, count: Int = 1) -> SubjectTail {
    SubjectTail(
      subject: SHA256.digest("subject \(number)"), count: count, leafIndex: number + count,
      leafHash: SHA256.digest("hash \(number) \(count)"))
  }

  /// The map by the letter of its definition: split at the first bit that differs.
  private static func root(_ tails: [SubjectTail], from bit: Int = 0) -> Digest {
    func bytes(_ number: Int) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
    guard let first = tails.first else { return SHA256.digest([UInt8]()) }
    if tails.count == 1 {
      return SHA256.digest(
        [0] + first.subject.bytes + bytes(first.count) + bytes(first.leafIndex)
          + first.leafHash.bytes)
    }
    let left = tails.filter { !$0.subject.bit(bit) }
    let right = tails.filter { $0.subject.bit(bit) }
    guard !left.isEmpty, !right.isEmpty else { return root(tails, from: bit + 1) }
    return SHA256.digest(
      [1] + bytes(bit) + root(left, from: bit + 1).bytes + root(right, from: bit + 1).bytes)
  }

  @Test func `a map has the root of its definition, however it grew`() {
    var map = SubjectMap()
    var tails: [SubjectTail] = []
    #expect(map.root() == Self.root([]))
    for number in 0..<200 {
      tails.append(Self.tail(number))
      map.set(Self.tail(number))
      if number % 3 == 0 { #expect(map.root() == Self.root(tails), "\(number)") }
    }
    for number in stride(from: 0, to: 200, by: 7) {
      tails[number] = Self.tail(number, count: 2)
      map.set(tails[number])
      #expect(map.root() == Self.root(tails))
    }
    var reversed = SubjectMap()
    for tail in tails.reversed() { reversed.set(tail) }
    #expect(reversed.root() == map.root())
    let sorted = tails.sorted { $0.subject.precedes($1.subject) }
    #expect(SubjectMap.root(0..<sorted.count) { sorted[$0] } == map.root())
  }

  @Test func `every subject is proved with its tail, and every other absent`() throws {
    var map = SubjectMap()
    #expect(
      try map.proof(of: .zero).verify(subject: .zero, root: map.root()) == nil)
    for number in 0..<100 { map.set(Self.tail(number)) }
    let root = map.root()
    for number in 0..<100 {
      let subject = Self.tail(number).subject
      #expect(
        try map.proof(of: subject).verify(subject: subject, root: root) == Self.tail(number))
    }
    for number in 100..<200 {
      let subject = Self.tail(number).subject
      #expect(try map.proof(of: subject).verify(subject: subject, root: root) == nil)
    }
  }

  @Test func `no proof shows a subject absent that is there, or with another tail`() throws {
    var map = SubjectMap()
    for number in 0..<60 { map.set(Self.tail(number)) }
    let root = map.root()
    for number in 0..<60 {
      let subject = Self.tail(number).subject
      let good = map.proof(of: subject)
      let tail = try #require(good.tail)
      for other in 0..<60 where other != number {
        let foreign = map.proof(of: Self.tail(other).subject)
        #expect((try? foreign.verify(subject: subject, root: root)) == nil)
      }
      let forged = SubjectTail(
        subject: subject, count: tail.count + 1, leafIndex: tail.leafIndex,
        leafHash: tail.leafHash)
      for steps in [good.steps, good.steps.dropLast(), Array(good.steps.dropFirst())] {
        let proof = SubjectProof(steps: Array(steps), tail: forged)
        #expect((try? proof.verify(subject: subject, root: root)) == nil)
      }
      #expect(
        (try? SubjectProof(steps: [], tail: nil).verify(subject: subject, root: root)) == nil)
      for step in good.steps.indices {
        var steps = good.steps
        steps[step] = SubjectProof.Step(bit: steps[step].bit ^ 1, sibling: steps[step].sibling)
        let proof = SubjectProof(steps: steps, tail: tail)
        #expect((try? proof.verify(subject: subject, root: root)) == nil)
      }
    }
  }

  /// A log that states its subject map every `interval` leaves; `lie` alters the map's root.
  private func log(
    count: Int, interval: Int, lie: (Int, Digest) -> MapEntry = { MapEntry(size: $0, root: $1) }
  ) throws -> SampleLog {
    var source = try SampleEntries(count: count, subjects: 11).entries[...]
    var entries: [[UInt8]] = []
    var map = SubjectMap()
    let name = MapEntry.subject(origin: SampleLog.origin)
    var previous = (sequence: 0, hash: Digest.zero)
    while !source.isEmpty {
      for entry in source.prefix(interval) {
        let record = try EntryRecord(entry)
        map.set(
          SubjectTail(record, leafIndex: entries.count, leafHash: MerkleTree.leafHash(entry)))
        entries.append(entry)
      }
      source = source.dropFirst(interval)
      let stated = lie(entries.count, map.root())
      let entry = try SampleEntries.entry(
        index: count, subject: name, sequence: previous.sequence + 1, previous: previous.hash,
        data: stated.data)
      previous = (previous.sequence + 1, MerkleTree.leafHash(entry))
      entries.append(entry)
    }
    entries += try SampleEntries(count: count, subjects: 11, prefix: "later").entries
    return try SampleLog(entries)
  }

  private func verify(_ log: SampleLog, everyMap: Bool) async -> Verdict {
    await LogVerifier(source: .directory(log.folder.path), log: log.key, everyMap: everyMap)
      .verify()
  }

  @Test func `a log that states its maps is sound, with the last and with all`() async throws {
    let log = try log(count: 500, interval: 120)
    for everyMap in [false, true] {
      guard case .sound(let soundness) = await verify(log, everyMap: everyMap) else {
        Issue.record("not sound")
        return
      }
      #expect(soundness.mappedSize == 504)
    }
  }

  @Test func `a map that is not that of the entries before it is broken at its leaf`() async throws
  {
    let last = try log(count: 500, interval: 120) { size, root in
      MapEntry(size: size, root: size == 504 ? SHA256.digest("lie") : root)
    }
    let first = try log(count: 500, interval: 120) { size, root in
      MapEntry(size: size, root: size == 120 ? SHA256.digest("lie") : root)
    }
    let misplaced = try log(count: 500, interval: 120) { size, root in
      MapEntry(size: size - 1, root: root)
    }
    for (log, everyMap, leaf) in [
      (last, false, 504), (last, true, 504), (first, true, 120), (misplaced, false, 120),
    ] {
      guard case .broken(let defect) = await verify(log, everyMap: everyMap) else {
        Issue.record("a lie in a map was believed")
        continue
      }
      #expect(defect.leafIndex == leaf)
    }
  }
}
