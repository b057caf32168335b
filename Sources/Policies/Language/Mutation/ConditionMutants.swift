/// Conditions that differ from one by a single small mistake.
struct ConditionMutants {
  typealias Variant = (change: String, condition: Condition)

  /// Where names and members are looked up.
  let set: PolicySet

  /// Every variant once, each with the mistake in words.
  func all(of condition: Condition) -> [Variant] {
    var seen: Set<Condition> = [condition]
    return variants(condition).filter { seen.insert($0.condition).inserted }
  }

  private func variants(_ condition: Condition) -> [Variant] {
    if let gate = gate(condition) { return gate }
    switch condition {
    case .atom(.constant, _): return []
    case .atom(let atom, let wording):
      return [denied(wording.text, condition)]
        + AtomMutants(set: set).all(of: atom, wording.text).map {
          ($0.change, .atom($0.atom, wording))
        }
    case .not(let inner): return variants(inner).map { ($0.change, .not($0.condition)) }
    case .named, .routed: return [denied(set.text(of: condition), condition)]
    case .all(let parts): return joined(parts, Condition.all, "`and` becomes `or`", Condition.any)
    case .any(let parts): return joined(parts, Condition.any, "`or` becomes `and`", Condition.all)
    }
  }

  private func denied(_ words: String, _ condition: Condition) -> Variant {
    ("`\(words)` is denied", .not(condition))
  }

  private func joined(
    _ parts: [Condition], _ join: ([Condition]) -> Condition, _ swap: String,
    _ other: ([Condition]) -> Condition
  ) -> [Variant] {
    var variants: [Variant] = parts.count > 1 ? [(swap, other(parts))] : []
    for (index, part) in parts.enumerated() {
      variants += self.variants(part).map { change, condition in
        var changed = parts
        changed[index] = condition
        return (change, join(changed))
      }
      guard parts.count > 1 else { continue }
      var fewer = parts
      fewer.remove(at: index)
      variants.append(
        ("\(words(part)) is left out", fewer.count == 1 ? fewer[0] : join(fewer)))
    }
    return variants
  }

  private func words(_ condition: Condition) -> String {
    switch condition {
    case .atom, .named, .routed: "`\(set.text(of: condition))`"
    case .not(let inner): "`not` with " + words(inner)
    case .all(let parts), .any(let parts): "the part from " + (parts.first.map(words) ?? "")
    }
  }

  /// `(enough and c) or not enough`, as a gate is compiled: only what was written is changed.
  private func gate(_ condition: Condition) -> [Variant]? {
    guard case .any(let sides) = condition, sides.count == 2,
      case .all(let parts) = sides[0], parts.count == 2, case .not(parts[0]) = sides[1],
      case .atom(.enough(let place, let samples, let window), let wording) = parts[0]
    else { return nil }
    func gate(_ samples: Int64, _ window: Int64, _ inner: Condition) -> Condition {
      let enough = Condition.atom(.enough(place, samples: samples, window: window), wording)
      return .any([.all([enough, inner]), .not(enough)])
    }
    var all = variants(parts[1]).map { ($0.change, gate(samples, window, $0.condition)) }
    for (step, word) in [(Int64(-1), "fewer"), (1, "more")] {
      if samples > 0 {
        all.append(("one sample \(word) is enough", gate(samples + step, window, parts[1])))
      }
      if window > 0 {
        all.append(("a window one day \(word) is enough", gate(samples, window + step, parts[1])))
      }
    }
    return all
  }
}

/// Atoms that differ from one by a single small mistake, its denial left out.
struct AtomMutants {
  typealias Variant = (change: String, atom: Atom)

  let set: PolicySet

  func all(of atom: Atom, _ words: String) -> [Variant] {
    switch atom {
    case .compare(let left, let comparison, let right):
      return comparisons(left, comparison, right, words)
    case .members(let place, let test):
      return tests(test, set.attribute(at: place).type.enumeration).map {
        ("in `\(words)` \($0.change)", .members(place, $0.test))
      }
    case .quantified(let quantifier, let list, let body):
      let others: [Variant] =
        body.isConstant || quantifier == .no
        ? []
        : [
          (
            "`\(quantifier.rawValue)` becomes `\(quantifier == .some ? "every" : "some")`",
            .quantified(quantifier == .some ? .every : .some, list: list, body)
          )
        ]
      return others
        + ConditionMutants(set: set).all(of: body).map {
          ($0.change, .quantified(quantifier, list: list, $0.condition))
        }
    case .counted(let list, let body, let comparison, let bound):
      return nudged(bound).map {
        (
          "in `\(words)` the number is \($0.word)",
          .counted(list: list, body, comparison, $0.number)
        )
      }
        + ConditionMutants(set: set).all(of: body).map {
          ($0.change, .counted(list: list, $0.condition, comparison, bound))
        }
    case .constant, .flag, .setting, .isNone, .known, .changed, .enough: return []
    }
  }

  // MARK: Numbers

  private func comparisons(
    _ left: Number, _ comparison: Comparison, _ right: Number, _ words: String
  ) -> [Variant] {
    var all: [Variant] =
      nudged(left).map {
        ("in `\(words)` a number is \($0.word)", .compare($0.number, comparison, right))
      }
      + nudged(right).map {
        ("in `\(words)` a number is \($0.word)", .compare(left, comparison, $0.number))
      }
    // Beside a written number the next number says the same as the other sign.
    if let other = beside(comparison), !left.isLiteral, !right.isLiteral {
      all.append(
        (
          "in `\(words)` `\(comparison.rawValue)` becomes `\(other.rawValue)`",
          .compare(left, other, right)
        ))
    }
    return all
  }

  private func beside(_ comparison: Comparison) -> Comparison? {
    switch comparison {
    case .less: .atMost
    case .atMost: .less
    case .greater: .atLeast
    case .atLeast: .greater
    case .equal, .different: nil
    }
  }

  /// The number with each literal in it one lower and one higher; factors and divisors stay.
  private func nudged(_ number: Number) -> [(word: String, number: Number)] {
    func both(_ first: Number, _ second: Number, _ join: (Number, Number) -> Number)
      -> [(word: String, number: Number)]
    {
      nudged(first).map { ($0.word, join($0.number, second)) }
        + nudged(second).map { ($0.word, join(first, $0.number)) }
    }
    switch number {
    case .literal(let value):
      return [("one lower", .literal(value - 1)), ("one higher", .literal(value + 1))]
    case .place, .parameter, .asOf: return []
    case .sum(let first, let second): return both(first, second, Number.sum)
    case .difference(let first, let second): return both(first, second, Number.difference)
    case .adding(let months, let date):
      return both(months, date) { .adding(months: $0, to: $1) }
    case .times(let inner, let factor):
      return nudged(inner).map { ($0.word, .times($0.number, factor)) }
    case .over(let inner, let divisor):
      return nudged(inner).map { ($0.word, .over($0.number, divisor)) }
    }
  }

  // MARK: Members

  private func tests(_ test: MemberTest, _ members: Enumeration?) -> [(
    change: String, test: MemberTest
  )] {
    let (mask, make): (UInt64, (UInt64) -> MemberTest) =
      switch test {
      case .anyOf(let mask): (mask, MemberTest.anyOf)
      case .allOf(let mask): (mask, MemberTest.allOf)
      case .only(let mask): (mask, MemberTest.only)
      }
    let names = members?.members.map(\.name) ?? []
    let wanted = names.indices.filter { mask >> UInt64($0) & 1 == 1 }
    guard wanted.count > 1 else { return [] }
    return wanted.map { ("`\(names[$0])` is left out", make(mask & ~(1 << UInt64($0)))) }
  }
}

extension Number {
  var isLiteral: Bool { if case .literal = self { true } else { false } }
}
