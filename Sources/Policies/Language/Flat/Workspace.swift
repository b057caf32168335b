import Crypto
import Glibc

/// Memory for one decision after the other by one program; nothing is allocated on the way.
///
/// Load records, evaluate, read outcomes; names and sentences are made only by `decision()`. One thread at a time.
public final class Workspace {
  /// The program it works for.
  public let program: Program

  let parts: ProgramParts
  let tables: FlatTables
  let words: Int
  /// Answers in Kleene's bytes.
  let answers: UnsafeMutablePointer<UInt8>
  /// For each answer the set of missing facts; meaningful where the answer is unknown.
  let missing: UnsafeMutablePointer<UInt64>
  /// The records, one for each vocabulary, and how long each may be.
  let records: UnsafeMutablePointer<UnsafeMutableRawPointer>
  private let lengths: [Int]
  private let digests: [[UInt8]]
  private let kinds: [VocabularyKind]
  /// 0 not known, 1 changed, 2 the same: for each attribute of the application.
  let changes: UnsafeMutablePointer<UInt8>
  let stack: UnsafeMutablePointer<Int64>
  /// The two words whose bits are all alike: 0, and the other.
  let uniform: UnsafeMutablePointer<UInt64>
  private let changeCount: Int

  /// Prepares memory for a program, with nothing stated.
  public init(_ program: Program) {
    self.program = program
    parts = program.parts
    tables = program.tables
    words = max(1, program.words)
    answers = .allocate(capacity: max(1, parts.answers))
    answers.initialize(repeating: 0, count: max(1, parts.answers))
    missing = .allocate(capacity: max(1, parts.answers) * words)
    missing.initialize(repeating: 0, count: max(1, parts.answers) * words)
    for (answer, fact) in parts.fixedMissing {
      missing[answer * words + fact / 64] |= 1 << UInt64(fact % 64)
    }
    changeCount = program.set.vocabularies[0].attributes.count
    changes = .allocate(capacity: max(1, changeCount))
    changes.initialize(repeating: 0, count: max(1, changeCount))
    stack = .allocate(capacity: Self.stackDepth)
    stack.initialize(repeating: 0, count: Self.stackDepth)
    uniform = .allocate(capacity: 2)
    uniform.initialize(to: 0)
    (uniform + 1).initialize(to: ~0)
    let vocabularies = program.set.vocabularies
    lengths = vocabularies.map { Self.longest($0) }
    digests = vocabularies.map(\.digest.bytes)
    kinds = vocabularies.map(\.kind)
    records = .allocate(capacity: vocabularies.count)
    for (number, length) in lengths.enumerated() {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 8)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: length)
      (records + number).initialize(to: memory)
    }
  }

  deinit {
    answers.deallocate()
    missing.deallocate()
    changes.deallocate()
    stack.deallocate()
    uniform.deallocate()
    for number in lengths.indices { records[number].deallocate() }
    records.deallocate()
  }

  /// Deeper than brackets can be nested, with two numbers for each.
  private static let stackDepth = 4 * Limits.nesting

  private static func longest(_ vocabulary: Vocabulary) -> Int {
    zip(vocabulary.attributes, vocabulary.layout.shapes).reduce(vocabulary.layout.fixedLength) {
      length, pair in
      guard case .list(_, let bound) = pair.0.type, let shape = pair.1 else { return length }
      return length + bound * shape.stride
    }
  }

  // MARK: Loading

  /// Takes a record for the following decisions; false when it is not one of this vocabulary.
  @discardableResult
  public func load(_ record: PackedRecord, of kind: VocabularyKind) -> Bool {
    guard let number = kinds.firstIndex(of: kind) else { return false }
    return record.bytes.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress, bytes.count <= lengths[number],
        digests[number].withUnsafeBytes({ digest in
          guard let wanted = digest.baseAddress, bytes.count >= digest.count else { return false }
          return memcmp(source, wanted, digest.count) == 0
        })
      else { return false }
      records[number].copyMemory(from: source, byteCount: bytes.count)
      return true
    }
  }

  /// Forgets what was stated in a vocabulary.
  public func clear(_ kind: VocabularyKind) {
    guard let number = kinds.firstIndex(of: kind) else { return }
    records[number].initializeMemory(as: UInt8.self, repeating: 0, count: lengths[number])
  }

  /// Takes the differences to the approved version, for rules that ask `changed(…)`.
  public func load(_ differences: Changes?) {
    for index in 0..<changeCount {
      let differs = differences?.differs[index]
      changes[index] = differs.map { Kleene.of($0) } ?? Kleene.unknown
    }
  }

  /// Takes all of a situation's facts.
  public func load(_ situation: Situation) {
    for vocabulary in program.set.vocabularies {
      if let facts = situation.facts[vocabulary.kind], facts.vocabularyDigest == vocabulary.digest {
        load(PackedRecord(facts, vocabulary), of: vocabulary.kind)
      } else {
        clear(vocabulary.kind)
      }
    }
    load(situation.changes)
  }
}
