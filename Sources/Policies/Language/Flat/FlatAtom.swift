/// Three truth values in a byte: bit 0 is true, bit 1 is false, neither is unknown.
enum Kleene {
  static let unknown: UInt8 = 0
  static let yes: UInt8 = 1
  static let no: UInt8 = 2

  @inline(__always)
  static func of(_ value: Bool) -> UInt8 { value ? yes : no }

  static func value(_ code: UInt8) -> Bool? {
    code == yes ? true : code == no ? false : nil
  }
}

/// Where a fact lies: which record, its state's offset, its value's offset.
struct FlatPlace {
  /// The number of the vocabulary, or `FlatPlace.element` for a field of the record at hand.
  var record: Int
  var state: Int
  var value: Int
  /// The bit that stands for the fact in sets of missing facts.
  var fact: Int

  static let element = -1
}

/// An atom with everything it needs in place.
struct FlatAtom {
  enum Operation: UInt8 {
    case constant
    case flag
    case anyOf
    case allOf
    case only
    case isNone
    case known
    case compare
    case arithmetic
    case changed
    case enough
  }

  var operation: Operation
  var place: FlatPlace
  /// The answer when the fact is missing: unknown, or what is assumed says.
  var whenMissing: UInt8
  /// The answer when there is none.
  var whenNone: UInt8
  var comparison = Comparison.equal
  /// The mask of members, the number compared with, or the samples wanted.
  var operand: Int64
  /// Days wanted, or where the two sides of an arithmetic comparison begin.
  var second: Int64 = 0
  /// Where the answer goes.
  var target: Int
}

/// One step of arithmetic on a stack.
struct FlatNumber {
  enum Operation: UInt8 {
    case push
    case load
    case add
    case subtract
    case addMonths
    case multiply
    case divide
    /// End of a side.
    case end
  }

  var operation: Operation
  var constant: Int64 = 0
  var place = FlatPlace(record: 0, state: 0, value: 0, fact: 0)
  /// Whether `constant` stands in for a missing fact.
  var assumes = false
}

/// `all` or `any` over parts, each a bit: first the operands, then the nodes before this one.
struct FlatNode {
  var isAny: Bool
  var positive: UInt64
  var negative: UInt64
}

/// A condition over answers that stand ready: operands, nodes, and where the answer goes.
struct FlatUnit {
  var operands: Range<Int>
  var nodes: Range<Int>
  var target: Int
}

/// A condition over the records of a list.
struct FlatQuantifier {
  var list: FlatPlace
  var stride: Int
  /// Atoms that read the record at hand.
  var atoms: Range<Int>
  var body: FlatUnit
  var kind: Kind
  var target: Int

  enum Kind {
    case some
    case every
    case no
    case counted(Comparison, Int64)
  }
}
