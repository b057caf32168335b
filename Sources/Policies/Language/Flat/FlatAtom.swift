/// Three truth values in a byte: bit 0 is true, bit 1 is false, neither is unknown.
enum Kleene {
  static let unknown: UInt8 = 0
  static let yes: UInt8 = 1
  static let no: UInt8 = 2

  @inline(__always)
  static func of(_ value: Bool) -> UInt8 { value ? yes : no }

  /// 1 for what is unknown.
  @inline(__always)
  static func open(_ code: UInt8) -> UInt8 { ~(code | code &>> 1) & 1 }

  static func value(_ code: UInt8) -> Bool? {
    code == yes ? true : code == no ? false : nil
  }
}

/// Where a fact lies: which record, its state's offset, its value's offset.
struct FlatPlace {
  /// The number of the vocabulary, or `FlatPlace.element` for a field of the record at hand.
  var record: Int32
  var state: Int32
  var value: Int32
  /// The bit that stands for the fact in sets of missing facts.
  var fact: Int32

  static let element: Int32 = -1
  /// For what reads nothing.
  static let nowhere = FlatPlace(record: 0, state: 0, value: 0, fact: 0)

  init(record: Int32, state: Int, value: Int, fact: Int) {
    self.record = record
    self.state = Int32(state)
    self.value = Int32(value)
    self.fact = Int32(fact)
  }
}

/// An atom with everything it needs in place.
struct FlatAtom {
  enum Operation: UInt8 {
    /// The state alone says it: a bool, `is none`, `known`, a constant.
    case byState
    case anyOf
    case allOf
    case only
    case equal
    case different
    case less
    case atMost
    case greater
    case atLeast
    // From here on: not a question about one stated value.
    case arithmetic
    case changed
    case enough
  }

  var operation: Operation
  var place: FlatPlace
  /// The answers by state, a byte each: not stated, none, stated, stated as yes.
  var byState: UInt32
  var comparison = Comparison.equal
  /// The mask of members, the number compared with, or the samples wanted.
  var operand: Int64
  /// Days wanted, or where the two sides of an arithmetic comparison begin.
  var second: Int64 = 0
  /// Where the answer goes.
  var target: Int32
}

extension FlatAtom {
  /// The four answers of a state in one word.
  static func answers(missing: UInt8, none: UInt8, stated: UInt8, yes: UInt8) -> UInt32 {
    UInt32(missing) | UInt32(none) << 8 | UInt32(stated) << 16 | UInt32(yes) << 24
  }

  @inline(__always)
  func answer(_ state: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: byState >> (UInt32(state & 3) * 8))
  }

  /// The answer of a state where a value that is stated says it itself, by all bits of a word.
  @inline(__always)
  func answer(_ state: UInt8, holds: UInt64) -> UInt8 {
    // No in both bytes of what is stated, and yes in its place where it holds.
    let stated = 0x0202_0000 ^ (UInt32(truncatingIfNeeded: holds) & 0x0303_0000)
    return UInt8(truncatingIfNeeded: (byState & 0xFFFF | stated) &>> (UInt32(state & 3) &* 8))
  }
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
  var place = FlatPlace.nowhere
  /// Whether `constant` stands in for a missing fact.
  var assumes = false
}

/// `all` or `any` over parts, each a bit: first the operands, then the nodes before this one.
struct FlatNode {
  var isAny: Bool
  var positive: UInt64
  var negative: UInt64
}

/// A run of elements in one of the tables.
struct FlatRun {
  private var start: Int32
  private var end: Int32

  init(_ range: Range<Int>) {
    start = Int32(range.lowerBound)
    end = Int32(range.upperBound)
  }

  var indices: Range<Int> { Int(start)..<Int(end) }
  var first: Int { Int(start) }
  var count: Int { Int(end - start) }
}

/// A condition over answers that stand ready: operands, nodes, and where the answer goes.
struct FlatUnit {
  var operands: FlatRun
  var nodes: FlatRun
  var target: Int
}

/// A condition over the records of a list.
struct FlatQuantifier {
  var list: FlatPlace
  var stride: Int
  /// Atoms that read the record at hand.
  var atoms: FlatRun
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
