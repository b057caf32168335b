import Crypto

/// Memory for one decision after the other by one program; nothing is allocated on the way.
///
/// Load records, evaluate, read outcomes; names and sentences are made only by `decision()`. One thread at a time.
public final class Workspace {
  /// The program it works for.
  public let program: Program

  let parts: ProgramParts
  let words: Int
  /// Answers in Kleene's bytes.
  let answers: UnsafeMutablePointer<UInt8>
  /// For each answer the set of missing facts; meaningful where the answer is unknown.
  let missing: UnsafeMutablePointer<UInt64>
  /// The records, one for each vocabulary.
  let records: [UnsafeMutableRawBufferPointer]
  /// 0 not known, 1 changed, 2 the same: for each attribute of the application.
  let changes: UnsafeMutablePointer<UInt8>
  let stack: UnsafeMutablePointer<Int64>
  private let changeCount: Int

  /// Prepares memory for a program, with nothing stated.
  public init(_ program: Program) {
    self.program = program
    parts = program.parts
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
    records = program.set.vocabularies.map { vocabulary in
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Self.longest(vocabulary), alignment: 8)
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      return buffer
    }
  }

  deinit {
    answers.deallocate()
    missing.deallocate()
    changes.deallocate()
    stack.deallocate()
    for record in records { record.deallocate() }
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
    guard let number = program.set.vocabularyNumber(kind),
      record.bytes.count <= records[number].count,
      record.bytes.starts(with: program.set.vocabularies[number].digest.bytes)
    else { return false }
    records[number].copyBytes(from: record.bytes)
    return true
  }

  /// Forgets what was stated in a vocabulary.
  public func clear(_ kind: VocabularyKind) {
    guard let number = program.set.vocabularyNumber(kind) else { return }
    records[number].initializeMemory(as: UInt8.self, repeating: 0)
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
