/// A small generator whose sequence is its seed's (SplitMix64, Steele, Lea and Flood, 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Facts drawn at random within a vocabulary, for measurements and random trials.
struct RandomFacts {
  var generator: SeededGenerator
  /// Numbers that are drawn more often than others: thresholds of rules and their neighbours.
  var favourites: [Int64] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Facts with about this share of the attributes and fields not stated.
  mutating func facts(_ vocabulary: Vocabulary, missing share: Double) -> Facts {
    var facts = Facts(vocabulary)
    for (index, attribute) in vocabulary.attributes.enumerated() where !attribute.isDerived {
      facts.values[index] = value(attribute, share)
    }
    return facts
  }

  /// The same facts with about this share of what is stated taken away, also inside lists.
  mutating func without(_ share: Double, of facts: Facts, _ vocabulary: Vocabulary) -> Facts {
    var partial = facts
    for (index, value) in facts.values.enumerated() {
      if vocabulary.attributes[index].isRecorded { continue }
      if isDrawn(share) {
        partial.values[index] = nil
      } else if case .list(let records)? = value {
        partial.values[index] = .list(
          records.map { record in record.map { isDrawn(share) ? nil : $0 } })
      }
    }
    return partial
  }

  private mutating func isDrawn(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }

  private mutating func value(_ attribute: Attribute, _ share: Double) -> FactValue? {
    if isDrawn(share) { return nil }
    if attribute.mayBeNone, isDrawn(0.25) { return FactValue.none }
    switch attribute.type {
    case .bool:
      return .bool(Bool.random(using: &generator))
    case .text, .digest:
      return .text("")
    case .member(let enumeration):
      return .members(
        1 << UInt64.random(in: 0..<UInt64(enumeration.members.count), using: &generator))
    case .set(let enumeration):
      return .members(UInt64.random(in: 0...enumeration.everything, using: &generator))
    case .list(let record, let bound):
      let count = Int.random(in: 0...min(3, bound), using: &generator)
      return .list((0..<count).map { _ in record.fields.map { value($0, share) } })
    case .date:
      return .number(date())
    default:
      return attribute.type.number.map { .number(number(in: $0.range)) }
    }
  }

  /// Days around which trials lie, so that comparisons of dates go both ways.
  private mutating func date() -> Int64 {
    let anchor: Int64 = 20_454
    return anchor + Int64.random(in: -300...600, using: &generator)
  }

  private mutating func number(in range: ClosedRange<Int64>) -> Int64 {
    if isDrawn(0.5), let favourite = favourites.randomElement(using: &generator) {
      let near = favourite + Int64.random(in: -1...1, using: &generator)
      if range.contains(near) { return near }
    }
    if isDrawn(0.3) {
      return Int64.random(
        in: range.lowerBound...min(range.upperBound, range.lowerBound + 20), using: &generator)
    }
    return Int64.random(in: range, using: &generator)
  }
}
