/// Two exceptions that can take away one rule at once, or give one clock two values.
enum OverlappingExceptions: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    let set = translation.set
    var questions: [ProofQuestion] = []
    for number in set.rules.indices {
      // A refusal may well be waived twice.
      if set.rules[number].kind != .refuse {
        for (first, second) in pairs(set.relievers[number]) {
          questions.append(question(number, first, second, &translation))
        }
      }
      for (first, second) in pairs(set.alternatives[number]) {
        questions.append(question(number, first, second, &translation))
      }
    }
    return questions
  }

  private static func pairs(_ numbers: [Int]) -> [(Int, Int)] {
    numbers.indices.flatMap { first in
      numbers[(first + 1)...].map { (numbers[first], $0) }
    }
  }

  private static func question(
    _ number: Int, _ first: Int, _ second: Int, _ translation: inout Translation
  ) -> ProofQuestion {
    let set = translation.set
    let table = translation.table
    var parts = [translation.evaluates(number), translation.own(number).isTrue]
    for exception in [first, second] {
      parts += [translation.evaluates(exception), translation.effect(exception).isTrue]
    }
    if set.rules[first].value != nil {
      let (left, right) = (translation.amount(first), translation.amount(second))
      parts.append(table.not(translation.isEqual(left, right)))
    }
    let (one, other) = (set.rules[first], set.rules[second])
    let id = set.rules[number].id
    return ProofQuestion(
      goal: table.and(parts),
      ifEver: .init(
        code: .overlappingExceptions,
        sentence: "`\(one.id)` and `\(other.id)` can both take the place of `\(id)` at once",
        span: other.span, help: "let one of them except the other"),
      claims: { _ in ["fires \(one.id), \(other.id)"] }
    ) { walk in
      let truths = walk.truths()
      return [first, second].allSatisfy { truths[$0]?.effective.value == true }
        && truths[number]?.raw.value == true
    }
  }
}
