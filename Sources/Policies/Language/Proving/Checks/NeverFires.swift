/// A rule that no record whatever makes hold, or whose exceptions always take it away.
enum NeverFires: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    let set = translation.set
    return set.rules.indices.map { number in
      let rule = set.rules[number]
      // A gate speaks where it is not passed.
      let isGate = rule.kind == .gate
      let effect = translation.effect(number)
      let goal = translation.table.and([
        translation.evaluates(number), isGate ? effect.isFalse : effect.isTrue,
      ])
      let what = isGate ? "the gate `\(rule.id)` can never fail" : "`\(rule.id)` can never fire"
      return ProofQuestion(
        goal: goal,
        ifNever: .init(
          code: .neverFires, sentence: what, span: rule.span,
          help: "parts of the condition exclude each other, or an exception always holds as well: "
            + "change one of them")
      ) { $0.truths()[number]?.effective.value == !isGate }
    }
  }
}
