/// Lists of records, by as many of them as can matter.
extension Translation {
  /// The records of a list: whether each is there, and what a condition is of it.
  private mutating func records(_ list: Place, _ body: Condition)
    -> [(isThere: Term, body: TruthTerms)]
  {
    let fact = site(list, nil).fact
    guard case .list(_, let most) = set.attribute(at: list).type else { return [] }
    let count = min(most, elements[fact] ?? most)
    let length = table.unknown(.length(fact, most: count))
    return (0..<count).map { index in
      (table.less(table.constant(Int64(index)), length), truth(body, index))
    }
  }

  mutating func quantified(_ quantifier: Quantifier, _ list: Place, _ body: Condition)
    -> TruthTerms
  {
    let fact = fact(list, nil)
    let wanted = quantifier == .every ? Condition.not(body) : body
    let records = records(list, wanted)
    // Every is "no record where it fails".
    var some = TruthTerms(
      isTrue: table.or(records.map { table.and([$0.isThere, $0.body.isTrue]) }),
      isFalse: table.and(records.map { table.or([table.not($0.isThere), $0.body.isFalse]) }))
    if let isNone = fact.isNone {
      some.isTrue = table.and([table.not(isNone), some.isTrue])
      some.isFalse = table.or([isNone, some.isFalse])
    }
    let answer = quantifier == .some ? some : some.denied
    return TruthTerms(
      isTrue: table.and([fact.isKnown, answer.isTrue]),
      isFalse: table.and([fact.isKnown, answer.isFalse]))
  }

  /// Known as soon as neither the least nor the greatest possible count would change the answer.
  mutating func counted(
    _ list: Place, _ body: Condition, _ comparison: Comparison, _ bound: Number
  ) -> TruthTerms {
    let fact = fact(list, nil)
    let limit = number(bound, nil).value
    let (zero, one) = (table.constant(0), table.constant(1))
    let records = records(list, body)
    let isNone = fact.isNone ?? table.truth(false)
    func total(_ counts: [Term]) -> Term {
      counts.isEmpty ? zero : table.sum(counts.map { table.choose($0, one, zero) })
    }
    let isSome = table.not(isNone)
    let least = total(
      records.map { table.and([isSome, $0.isThere, $0.body.isTrue]) })
    let most = total(
      records.map { table.and([isSome, $0.isThere, table.not($0.body.isFalse)]) })
    let answer: TruthTerms
    switch comparison {
    case .greater, .atLeast:
      answer = TruthTerms(
        isTrue: table.compare(least, comparison, limit),
        isFalse: table.not(table.compare(most, comparison, limit)))
    case .less, .atMost:
      answer = TruthTerms(
        isTrue: table.compare(most, comparison, limit),
        isFalse: table.not(table.compare(least, comparison, limit)))
    case .equal, .different:
      let equal = TruthTerms(
        isTrue: table.and([table.equal(least, limit), table.equal(most, limit)]),
        isFalse: table.or([table.less(most, limit), table.less(limit, least)]))
      answer = comparison == .equal ? equal : equal.denied
    }
    return TruthTerms(
      isTrue: table.and([fact.isKnown, answer.isTrue]),
      isFalse: table.and([fact.isKnown, answer.isFalse]))
  }
}

/// Counts how many records of each list can matter to some sets' conditions.
struct ElementCount {
  private(set) var elements: [Unknown.Fact: Int] = [:]
  /// The part of them that counts need.
  private(set) var counts: [Unknown.Fact: Int] = [:]
  private var seen: Set<Sample> = []

  private struct Sample: Hashable {
    let fact: Unknown.Fact
    let atom: Atom
    let set: Int
  }

  init(_ sets: [PolicySet]) {
    for (number, set) in sets.enumerated() {
      for rule in set.rules { add(rule.condition, set, number) }
      for named in set.named { add(named.condition, set, number) }
    }
  }

  private mutating func add(_ condition: Condition, _ set: PolicySet, _ number: Int) {
    switch condition {
    case .not(let inner): add(inner, set, number)
    case .all(let parts), .any(let parts): for part in parts { add(part, set, number) }
    case .atom(let atom, _): add(atom, set, number)
    case .named, .routed: break
    }
  }

  private mutating func add(_ atom: Atom, _ set: PolicySet, _ number: Int) {
    let list: Place
    let needed: Int64
    switch atom {
    case .quantified(_, let place, _): (list, needed) = (place, 1)
    case .counted(let place, _, _, let bound):
      let limits =
        switch bound {
        case .literal(let value): [value]
        case .parameter(let number): set.parameters[number].timeline.map(\.value)
        default: [Int64(Limits.listRecords)]
        }
      let most = min(Int64(Limits.listRecords), max(0, limits.max() ?? 0))
      (list, needed) = (place, 2 * (most + 1))
    default: return
    }
    let vocabulary = set.vocabularies[list.vocabulary]
    let fact = Unknown.Fact(
      kind: vocabulary.kind, attribute: vocabulary.attributes[list.attribute].name)
    guard seen.insert(Sample(fact: fact, atom: atom, set: number)).inserted else { return }
    if needed > 1 { counts[fact, default: 0] += Int(needed) }
    elements[fact, default: 0] = min(Limits.listRecords, elements[fact, default: 0] + Int(needed))
  }
}
