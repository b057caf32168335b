/// A condition that no record whatever makes false.
enum AlwaysTrue: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    let set = translation.set
    return set.rules.indices.compactMap { number in
      let rule = set.rules[number]
      // Without `when` it is meant to hold always; a choice of the lead is stated or missing; a gate's
      // evidence is never false.
      if case .atom(.constant, _) = rule.condition { return nil }
      if case .leadOtherwise = rule.kind { return nil }
      if rule.kind == .gate { return nil }
      let goal = translation.table.and([
        translation.evaluates(number), translation.own(number).isFalse,
      ])
      return ProofQuestion(
        goal: goal,
        ifNever: .init(
          code: .alwaysTrue, sentence: "the condition of `\(rule.id)` is never false",
          span: rule.span, help: "remove the condition, or correct it")
      ) { $0.truths()[number]?.raw.value == false }
    }
  }
}
