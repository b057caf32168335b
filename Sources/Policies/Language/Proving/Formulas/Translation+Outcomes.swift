/// What rules, clocks and quotas come to, as the decision says it.
extension Translation {
  /// When an outcome is a conflict, and when a missing fact keeps it open.
  struct OutcomeTerms {
    var isConflict: Term
    var isOpen: Term
  }

  /// The outcome of a rule that is evaluated.
  ///
  /// Two exceptions that hold are a conflict once the rule's own condition holds; until then, and while one
  /// holds and others are open, the outcome is open although the rule takes no effect.
  mutating func outcome(_ number: Int) -> OutcomeTerms {
    let effect = effect(number)
    let isUnknown = table.not(table.or([effect.isTrue, effect.isFalse]))
    guard set.rules[number].kind.shape == .other else {
      return OutcomeTerms(isConflict: table.truth(false), isOpen: isUnknown)
    }
    let own = own(number)
    let relief = set.relievers[number].map { reliever in
      let (isHeard, truth) = (evaluates(reliever), self.effect(reliever))
      return (
        holds: table.and([isHeard, truth.isTrue]),
        isOpen: table.and([isHeard, table.not(truth.isTrue), table.not(truth.isFalse)])
      )
    }
    let holds = table.or(relief.map(\.holds))
    let two = table.or(
      relief.indices.flatMap { first in
        relief[(first + 1)...].map { table.and([relief[first].holds, $0.holds]) }
      })
    let mayConflict = table.or([
      table.and([two, table.not(own.isTrue)]),
      table.and([holds, table.not(two), table.or(relief.map(\.isOpen))]),
    ])
    return OutcomeTerms(
      isConflict: table.and([own.isTrue, two]),
      isOpen: table.or([isUnknown, table.and([table.not(own.isFalse), mayConflict])]))
  }

  /// What a clock, a quota or an exception of one is set to on a day: how many, and of which unit.
  struct AmountTerms {
    var count: Term
    var unit: Term
  }

  mutating func amount(_ number: Int) -> AmountTerms {
    let rule = set.rules[number]
    let count = rule.value.map { self.number($0, nil).value } ?? table.constant(0)
    return AmountTerms(count: count, unit: unit(rule.unit))
  }

  /// A unit of time by its number, -1 for a quota's none.
  func unit(_ unit: LengthUnit?) -> Term {
    table.constant(Int64(unit.flatMap { LengthUnit.allCases.firstIndex(of: $0) } ?? -1))
  }

  func isEqual(_ first: AmountTerms, _ second: AmountTerms) -> Term {
    table.and([table.equal(first.count, second.count), table.equal(first.unit, second.unit)])
  }

  /// What one clock or quota says: whether it has one value that no missing fact can change, and which.
  mutating func saying(_ number: Int) -> (isSettled: Term, amount: AmountTerms) {
    var settled = [evaluates(number), own(number).isTrue]
    var amount = amount(number)
    var taken: [(holds: Term, amount: AmountTerms)] = []
    for other in set.alternatives[number] {
      let isHeard = evaluates(other)
      let relief = effect(other)
      settled.append(table.or([table.not(isHeard), relief.isTrue, relief.isFalse]))
      let holds = table.and([isHeard, relief.isTrue])
      let own = self.amount(other)
      for (before, earlier) in taken {
        settled.append(table.or([table.not(table.and([before, holds])), isEqual(earlier, own)]))
      }
      taken.append((holds, own))
      amount = AmountTerms(
        count: table.choose(holds, own.count, amount.count),
        unit: table.choose(holds, own.unit, amount.unit))
    }
    return (table.and(settled), amount)
  }
}
