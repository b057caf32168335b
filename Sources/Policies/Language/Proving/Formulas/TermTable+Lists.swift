extension TermTable {
  /// The same formula with no more records in its lists than can matter to it.
  ///
  /// Each part that looks at a list's first record may need one record of its own, a count several: `counts`
  /// has how many for each list.
  func shortened(_ goal: Term, counts: [Unknown.Fact: Int]) -> Term {
    let cone = cone(of: goal)
    var needs = needs(cone)
    for (fact, count) in counts { needs[fact]? += count }
    var rebuilt: [Term: Term] = Dictionary(minimumCapacity: cone.count)
    for term in cone { rebuilt[term] = rebuild(term, needs) { rebuilt[$0] ?? $0 } }
    return rebuilt[goal] ?? goal
  }

  /// For each list one, and one more for each part beside the question whether there is a first record.
  private func needs(_ cone: [Term]) -> [Unknown.Fact: Int] {
    var firsts: [Term: Unknown.Fact] = [:]
    for term in cone {
      if let (fact, index) = isThere(term), index == 0 { firsts[term] = fact }
    }
    var needs = Dictionary(firsts.values.map { ($0, 1) }, uniquingKeysWith: { first, _ in first })
    for term in cone {
      if case .not(let inner) = self[term], let fact = firsts[inner] { firsts[term] = fact }
    }
    for term in cone {
      switch self[term] {
      case .and(let parts), .or(let parts):
        for part in parts { if let fact = firsts[part] { needs[fact]? += 1 } }
      default: break
      }
    }
    return needs
  }

  /// The list and the number of a record, for the question whether it is there.
  private func isThere(_ term: Term) -> (Unknown.Fact, Int64)? {
    guard case .less(let index, let length) = self[term], case .constant(let number) = self[index],
      case .unknown(.length(let fact, _)) = self[length]
    else { return nil }
    return (fact, number)
  }

  private func rebuild(_ term: Term, _ needs: [Unknown.Fact: Int], _ of: (Term) -> Term) -> Term {
    if let (fact, index) = isThere(term), let need = needs[fact], index >= Int64(need) {
      return truth(false)
    }
    switch self[term] {
    case .truth, .constant, .unknown: return term
    case .not(let inner): return not(of(inner))
    case .and(let parts): return and(parts.map(of))
    case .or(let parts): return or(parts.map(of))
    case .equal(let first, let second): return equal(of(first), of(second))
    case .less(let first, let second): return less(of(first), of(second))
    case .choose(let condition, let then, let otherwise):
      return choose(of(condition), of(then), of(otherwise))
    case .sum(let parts): return sum(parts.map(of))
    case .times(let inner, let factor): return times(of(inner), factor)
    case .over(let inner, let divisor): return over(of(inner), divisor)
    case .months(let date, let count): return adding(months: constant(count), to: of(date))
    case .someMonths(let months, let date): return adding(months: of(months), to: of(date))
    }
  }
}
