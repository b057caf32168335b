/// Atoms, facts and numbers.
extension Translation {
  mutating func truth(_ atom: Atom, _ element: Int?) -> TruthTerms {
    switch atom {
    case .constant(let value): return known(value)
    case .setting(let number):
      return known(table.equal(parameter(number), table.constant(1)))
    case .flag(let place):
      let fact = fact(place, element)
      var holds = table.unknown(.flag(fact.site))
      if fact.attribute.mayBeNone { holds = table.and([holds, fact.isSome(table)]) }
      return settled(assumed(place, holds, fact) { $0 == 1 }, when: fact.isKnown)
    case .members(let place, let test):
      let fact = fact(place, element)
      var holds = members(test, fact)
      if fact.attribute.mayBeNone { holds = table.and([holds, fact.isSome(table)]) }
      let value = assumed(place, holds, fact) { test.holds(UInt64($0)) }
      return settled(value, when: fact.isKnown)
    case .isNone(let place):
      let fact = fact(place, element)
      let isNone = fact.isNone.map { assumed(place, $0, fact) { _ in false } }
      return settled(isNone ?? table.truth(false), when: fact.isKnown)
    case .known(let place): return known(fact(place.plain, element).isKnown)
    case .changed(let place):
      let name = Unknown.Fact(
        kind: .application, attribute: set.vocabularies[0].attributes[place.attribute].name)
      return settled(table.unknown(.changed(name)), when: table.unknown(.changesKnown))
    case .compare(let left, let comparison, let right):
      let (first, second) = (number(left, element), number(right, element))
      let holds = table.and([
        first.isSome, second.isSome, table.compare(first.value, comparison, second.value),
      ])
      return settled(holds, when: table.and([first.isKnown, second.isKnown]))
    case .enough(let place, let samples, let window):
      let parts = [
        fact(place, nil).isKnown, reaches(place, 1, samples), reaches(place, 2, window),
      ]
      return TruthTerms(isTrue: table.and(parts), isFalse: table.truth(false))
    case .quantified(let quantifier, let list, let body): return quantified(quantifier, list, body)
    case .counted(let list, let body, let comparison, let bound):
      return counted(list, body, comparison, bound)
    }
  }

  /// A fact as formulas see it.
  struct FactTerms {
    let attribute: Attribute
    let site: Unknown.Site
    /// True for what is recorded or assumed as well.
    let isKnown: Term
    /// Whether it was stated at all.
    let isStated: Term
    /// Nil where there is no "none".
    let isNone: Term?

    func isSome(_ table: TermTable) -> Term {
      isNone.map { table.not($0) } ?? table.truth(true)
    }
  }

  func site(_ place: Place, _ element: Int?) -> Unknown.Site {
    let vocabulary = set.vocabularies[place.vocabulary]
    let attribute = vocabulary.attributes[place.attribute]
    var site = Unknown.Site(
      fact: Unknown.Fact(kind: vocabulary.kind, attribute: attribute.name))
    if let field = place.field, case .list(let record, _) = attribute.type {
      site.element = element
      site.field = record.fields[field].name
    }
    return site
  }

  mutating func fact(_ place: Place, _ element: Int?) -> FactTerms {
    let attribute = set.attribute(at: place)
    let site = site(place, element)
    let isStated = table.unknown(.known(site))
    let isSure = attribute.isRecorded || place.assumed != nil
    return FactTerms(
      attribute: attribute, site: site, isKnown: isSure ? table.truth(true) : isStated,
      isStated: isStated, isNone: attribute.mayBeNone ? table.unknown(.isNone(site)) : nil)
  }

  /// What holds of a fact, or of what is assumed in its place; a recorded one is no until recorded.
  private mutating func assumed(
    _ place: Place, _ holds: Term, _ fact: FactTerms, _ test: (Int64) -> Bool
  ) -> Term {
    if fact.attribute.isRecorded { return table.and([fact.isStated, holds]) }
    guard let value = place.assumed else { return holds }
    return test(value)
      ? table.or([table.not(fact.isStated), holds]) : table.and([fact.isStated, holds])
  }

  private mutating func members(_ test: MemberTest, _ fact: FactTerms) -> Term {
    let everything = fact.attribute.type.enumeration?.everything ?? 0
    func numbers(_ mask: UInt64) -> [Int] {
      (0..<64).filter { (mask & everything) >> UInt64($0) & 1 == 1 }
    }
    if case .member(let enumeration) = fact.attribute.type {
      let value = table.unknown(
        .number(fact.site, 0...Int64(enumeration.members.count - 1)))
      let holding = numbers(everything).filter { test.holds(1 << UInt64($0)) }
      return table.or(holding.map { table.equal(value, table.constant(Int64($0))) })
    }
    switch test {
    case .anyOf(let mask): return table.or(numbers(mask).map { has($0, fact) })
    case .allOf(let mask): return table.and(numbers(mask).map { has($0, fact) })
    case .only(let mask):
      return table.and(numbers(~mask).map { table.not(has($0, fact)) })
    }
  }

  private mutating func has(_ member: Int, _ fact: FactTerms) -> Term {
    table.unknown(.member(fact.site, member))
  }

  /// Whether the samples or the window behind a measured value reach a bound; not stated they are 0.
  private mutating func reaches(_ place: Place, _ offset: Int, _ bound: Int64) -> Term {
    if bound <= 0 { return table.truth(true) }
    var companion = place.plain
    companion.attribute += offset
    let fact = fact(companion, nil)
    let value = number(.place(companion), nil).value
    return table.and([
      fact.isStated, table.compare(value, .atLeast, table.constant(bound)),
    ])
  }

  // MARK: Numbers

  /// A number: whether its facts are known, whether none of them is a "none", and the value.
  struct NumberTerms {
    var isKnown: Term
    var isSome: Term
    var value: Term
  }

  mutating func parameter(_ number: Int) -> Term {
    let timeline = set.parameters[number].timeline
    return timeline.dropFirst().reduce(table.constant(timeline[0].value)) { value, dated in
      table.choose(isOnOrAfter(dated.from), table.constant(dated.value), value)
    }
  }

  mutating func number(_ number: Number, _ element: Int?) -> NumberTerms {
    let yes = table.truth(true)
    func fixed(_ value: Term) -> NumberTerms {
      NumberTerms(isKnown: yes, isSome: yes, value: value)
    }
    switch number {
    case .literal(let value): return fixed(table.constant(value))
    case .asOf: return fixed(table.unknown(.asOf))
    case .parameter(let number): return fixed(parameter(number))
    case .place(let place): return stated(place, element)
    case .sum(let first, let second):
      return both(first, second, element) { $0.sum([$1, $2]) }
    case .difference(let first, let second):
      return both(first, second, element) { $0.sum([$1, $0.times($2, -1)]) }
    case .adding(let months, let date):
      return both(months, date, element) { $0.adding(months: $1, to: $2) }
    case .times(let inner, let factor):
      var terms = self.number(inner, element)
      terms.value = table.times(terms.value, factor)
      return terms
    case .over(let inner, let divisor):
      var terms = self.number(inner, element)
      terms.value = table.over(terms.value, divisor)
      return terms
    }
  }

  private mutating func stated(_ place: Place, _ element: Int?) -> NumberTerms {
    let fact = fact(place, element)
    let range = fact.attribute.type.number?.range ?? 0...0
    var value = table.unknown(.number(fact.site, range))
    var isSome = fact.isSome(table)
    if let assumed = place.assumed {
      value = table.choose(fact.isStated, value, table.constant(assumed))
      isSome = table.or([table.not(fact.isStated), isSome])
    }
    return NumberTerms(isKnown: fact.isKnown, isSome: isSome, value: value)
  }

  private mutating func both(
    _ first: Number, _ second: Number, _ element: Int?,
    _ combine: (TermTable, Term, Term) -> Term
  ) -> NumberTerms {
    let (left, right) = (number(first, element), number(second, element))
    return NumberTerms(
      isKnown: table.and([left.isKnown, right.isKnown]),
      isSome: table.and([left.isSome, right.isSome]),
      value: combine(table, left.value, right.value))
  }
}
