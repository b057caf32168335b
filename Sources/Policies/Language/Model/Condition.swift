/// Where a condition reads a fact.
struct Place: Sendable, Hashable {
  /// Position of the vocabulary in the set.
  var vocabulary: Int
  /// Position of the attribute in the vocabulary.
  var attribute: Int
  /// Position of the field in the record at hand; nil outside of lists.
  var field: Int?
  /// What `or_assume` puts in place of a missing fact: 0 or 1, a number, or a mask of members.
  var assumed: Int64?

  /// The same place without what is assumed.
  var plain: Place { Place(vocabulary: vocabulary, attribute: attribute, field: field) }
}

/// How two numbers are compared.
enum Comparison: String, Sendable, Hashable {
  case equal = "="
  case different = "!="
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="

  var isEquality: Bool { self == .equal || self == .different }

  @inline(__always)
  func holds(_ left: Int64, _ right: Int64) -> Bool {
    switch self {
    case .equal: left == right
    case .different: left != right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    }
  }
}

/// What is asked of a member or a set of members, both kept as masks.
enum MemberTest: Sendable, Hashable {
  /// At least one of these; for a single member: it is one of these.
  case anyOf(UInt64)
  /// All of these.
  case allOf(UInt64)
  /// None but these.
  case only(UInt64)

  @inline(__always)
  func holds(_ mask: UInt64) -> Bool {
    switch self {
    case .anyOf(let wanted): mask & wanted != 0
    case .allOf(let wanted): mask & wanted == wanted
    case .only(let wanted): mask & ~wanted == 0
    }
  }
}

/// A number, a date or a length, exact in 64 bits; missing when a fact in it is missing.
indirect enum Number: Sendable, Hashable {
  case literal(Int64)
  case place(Place)
  case parameter(Int)
  case asOf
  case sum(Number, Number)
  case difference(Number, Number)
  case adding(months: Number, to: Number)
  case times(Number, Int64)
  /// Rounded towards zero.
  case over(Number, Int64)
}

/// How a list is read.
enum Quantifier: String, Sendable, Hashable {
  case some, every, no
}

/// The words of the source that an atom came from; two atoms are the same whatever their words.
struct Wording: Sendable, Hashable {
  let text: String

  static func == (first: Wording, second: Wording) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// A smallest condition that is true, false or unknown by itself.
enum Atom: Sendable, Hashable {
  case constant(Bool)
  case flag(Place)
  /// A parameter of type bool.
  case setting(Int)
  case compare(Number, Comparison, Number)
  case members(Place, MemberTest)
  case isNone(Place)
  case known(Place)
  case changed(Place)
  case quantified(Quantifier, list: Place, Condition)
  case counted(list: Place, Condition, Comparison, Number)
  /// Whether a measured attribute rests on this much evidence: true or unknown, never false.
  case enough(Place, samples: Int64, window: Int64)
}

/// A checked condition.
///
/// Evaluation is three-valued after Kleene and always ends.
indirect enum Condition: Sendable, Hashable {
  case atom(Atom, Wording)
  case not(Condition)
  case all([Condition])
  case any([Condition])
  /// A `let` or a derived attribute, by its number in the set.
  case named(Int)
  /// Whether the remit, by its number, is routed to.
  case routed(Int)
}
