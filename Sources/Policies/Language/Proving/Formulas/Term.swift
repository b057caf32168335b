/// A node of a formula, by its number in a table.
struct Term: Hashable, Sendable {
  let number: Int32
}

/// What a formula leaves open: one thing that a record may state, or the day, or the stage.
enum Unknown: Hashable, Sendable {
  /// A fact outside of lists.
  struct Fact: Hashable, Sendable {
    let kind: VocabularyKind
    let attribute: String
  }

  /// A fact, or a field of one record of a list.
  struct Site: Hashable, Sendable {
    let fact: Fact
    var element: Int?
    var field: String?
  }

  case asOf
  case stage
  /// Whether it is known at all which attributes were changed.
  case changesKnown
  case changed(Fact)
  case known(Site)
  case isNone(Site)
  /// A yes or no.
  case flag(Site)
  /// Whether a set has the member of that number.
  case member(Site, Int)
  /// A number, a date, or the number of a single member.
  case number(Site, ClosedRange<Int64>)
  /// How many records a list has.
  case length(Fact, most: Int)

  /// The values of a number; nil for what is true or false.
  var range: ClosedRange<Int64>? {
    switch self {
    case .asOf: CivilDate.supported
    case .stage: 0...Int64(Stage.allCases.count - 1)
    case .number(_, let range): range
    case .length(_, let most): 0...Int64(most)
    case .changesKnown, .changed, .known, .isNone, .flag, .member: nil
    }
  }
}

/// A formula's node; equal nodes have equal terms.
enum Node: Hashable, Sendable {
  case truth(Bool)
  case constant(Int64)
  case unknown(Unknown)
  case not(Term)
  case and([Term])
  case or([Term])
  case equal(Term, Term)
  case less(Term, Term)
  case choose(Term, then: Term, otherwise: Term)
  case sum([Term])
  case times(Term, Int64)
  /// Rounded towards zero.
  case over(Term, Int64)
  /// A date some months later, within the month reached.
  case months(Term, Int64)
  /// The same with months that are not fixed.
  case someMonths(Term, Term)

  /// The nodes it is made of.
  var parts: [Term] {
    switch self {
    case .truth, .constant, .unknown: []
    case .not(let inner), .times(let inner, _), .over(let inner, _), .months(let inner, _): [inner]
    case .and(let parts), .or(let parts), .sum(let parts): parts
    case .equal(let first, let second), .less(let first, let second),
      .someMonths(let first, let second):
      [first, second]
    case .choose(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }
}

/// Formulas, each node once, simplified as they are built.
///
/// Two policy sets translated into one table share everything that is the same in both, so that what did
/// not change is seen to be equal without any search.
final class TermTable {
  private(set) var nodes: [Node] = []
  private var numbers: [Node: Term] = [:]

  subscript(_ term: Term) -> Node { nodes[Int(term.number)] }

  private func add(_ node: Node) -> Term {
    if let found = numbers[node] { return found }
    let term = Term(number: Int32(nodes.count))
    nodes.append(node)
    numbers[node] = term
    return term
  }

  // MARK: Truths

  func truth(_ value: Bool) -> Term { add(.truth(value)) }

  func unknown(_ unknown: Unknown) -> Term { add(.unknown(unknown)) }

  func not(_ inner: Term) -> Term {
    switch self[inner] {
    case .truth(let value): truth(!value)
    case .not(let twice): twice
    default: add(.not(inner))
    }
  }

  func and(_ parts: [Term]) -> Term { joined(parts, absorbing: false) }
  func or(_ parts: [Term]) -> Term { joined(parts, absorbing: true) }
  func implies(_ first: Term, _ second: Term) -> Term { or([not(first), second]) }

  /// `and` with false, `or` with true as the value that settles it.
  private func joined(_ parts: [Term], absorbing: Bool) -> Term {
    var kept: [Term] = []
    for part in parts {
      switch self[part] {
      case .truth(absorbing): return part
      case .truth: continue
      case .and(let inner) where !absorbing: kept += inner
      case .or(let inner) where absorbing: kept += inner
      default: kept.append(part)
      }
    }
    kept = Self.each(of: kept)
    for part in kept {
      if case .not(let inner) = self[part], Self.contains(kept, inner) { return truth(absorbing) }
    }
    switch kept.count {
    case 0: return truth(!absorbing)
    case 1: return kept[0]
    default: return add(absorbing ? .or(kept) : .and(kept))
    }
  }

  /// Each once, in the order of their numbers; most are so already.
  private static func each(of terms: [Term]) -> [Term] {
    if zip(terms, terms.dropFirst()).allSatisfy({ $0.number < $1.number }) { return terms }
    var each: [Term] = []
    for term in terms.sorted(by: { $0.number < $1.number }) where each.last != term {
      each.append(term)
    }
    return each
  }

  /// Whether one of some terms that are in order.
  private static func contains(_ terms: [Term], _ wanted: Term) -> Bool {
    var (low, high) = (0, terms.count)
    while low < high {
      let middle = (low + high) / 2
      if terms[middle].number < wanted.number { low = middle + 1 } else { high = middle }
    }
    return low < terms.count && terms[low] == wanted
  }

  // MARK: Numbers

  func constant(_ value: Int64) -> Term { add(.constant(value)) }

  func equal(_ first: Term, _ second: Term) -> Term {
    if first == second { return truth(true) }
    if case .constant = self[first], case .constant = self[second] { return truth(false) }
    return first.number < second.number ? add(.equal(first, second)) : add(.equal(second, first))
  }

  func less(_ first: Term, _ second: Term) -> Term {
    if first == second { return truth(false) }
    if case .constant(let left) = self[first], case .constant(let right) = self[second] {
      return truth(left < right)
    }
    return add(.less(first, second))
  }

  func compare(_ first: Term, _ comparison: Comparison, _ second: Term) -> Term {
    switch comparison {
    case .equal: equal(first, second)
    case .different: not(equal(first, second))
    case .less: less(first, second)
    case .atMost: not(less(second, first))
    case .greater: less(second, first)
    case .atLeast: not(less(first, second))
    }
  }

  func choose(_ condition: Term, _ then: Term, _ otherwise: Term) -> Term {
    if then == otherwise { return then }
    if case .truth(let value) = self[condition] { return value ? then : otherwise }
    return add(.choose(condition, then: then, otherwise: otherwise))
  }

  func sum(_ parts: [Term]) -> Term {
    parts.count == 1 ? parts[0] : add(.sum(parts))
  }

  func times(_ inner: Term, _ factor: Int64) -> Term {
    if case .constant(let value) = self[inner] { return constant(value * factor) }
    return factor == 1 ? inner : add(.times(inner, factor))
  }

  func over(_ inner: Term, _ divisor: Int64) -> Term { add(.over(inner, divisor)) }

  /// The months as a fixed number where they are one, also behind a choice of fixed numbers.
  func adding(months: Term, to date: Term) -> Term {
    switch self[months] {
    case .constant(let count): return add(.months(date, count))
    case .choose(let condition, let then, let otherwise):
      let first = adding(months: then, to: date)
      return choose(condition, first, adding(months: otherwise, to: date))
    default: return add(.someMonths(months, date))
    }
  }

  /// Every node that a term is made of, parts before wholes.
  func cone(of term: Term) -> [Term] {
    var seen = Set<Term>([term])
    var open = [term]
    while let next = open.popLast() {
      for part in self[next].parts where seen.insert(part).inserted { open.append(part) }
    }
    return seen.sorted { $0.number < $1.number }
  }
}
