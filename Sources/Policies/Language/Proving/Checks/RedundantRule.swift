/// A rule that adds nothing: wherever it holds or is open, others with the same effect do so as well.
enum RedundantRule: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    let set = translation.set
    return set.rules.indices.compactMap { number in
      let others = set.rules.indices.filter {
        $0 != number && stands($0, for: number, in: set)
      }
      return others.isEmpty ? nil : question(number, others, &translation)
    }
  }

  private static func question(
    _ number: Int, _ others: [Int], _ translation: inout Translation
  ) -> ProofQuestion {
    let table = translation.table
    let rule = translation.set.rules[number]
    let effect = translation.effect(number)
    var noneHolds: [Term] = []
    var allFail: [Term] = []
    for other in others {
      let counts = table.and([translation.evaluates(other), translation.binds(other)])
      let effect = translation.effect(other)
      noneHolds.append(table.not(table.and([counts, effect.isTrue])))
      allFail.append(table.or([table.not(counts), effect.isFalse]))
    }
    let goal = table.and([
      translation.evaluates(number), translation.binds(number),
      table.or([
        table.and([effect.isTrue] + noneHolds),
        table.and([table.not(effect.isFalse)] + allFail),
      ]),
    ])
    let ids = others.prefix(4).map { "`\(translation.set.rules[$0].id)`" }.joined(separator: ", ")
    let names = others.count > 4 ? "\(ids) and \(others.count - 4) more" : ids
    return ProofQuestion(
      goal: goal,
      ifNever: .init(
        code: .redundantRule, sentence: "`\(rule.id)` adds nothing to \(names)", span: rule.span,
        help: "remove it, or say what it is to catch that the others do not")
    ) { walk in
      let truths = walk.truths()
      let day = walk.situation.asOf
      guard let own = truths[number]?.effective, rule.binds(on: day) else { return false }
      let beside = others.map { other -> Bool? in
        guard walk.set.rules[other].binds(on: day), let truth = truths[other] else { return false }
        return truth.effective.value
      }
      if own.value == true { return !beside.contains(true) }
      return own.value == nil && beside.allSatisfy { $0 == false }
    }
  }

  /// Whether a rule's effect includes another's, and neither binds less by what it says.
  private static func stands(_ other: Int, for number: Int, in set: PolicySet) -> Bool {
    let (second, first) = (set.rules[other], set.rules[number])
    switch (first.kind, second.kind) {
    case (.refuse, .refuse):
      return first.remit == second.remit && first.severity != .shadow
        && (second.severity == .hard || second.severity == first.severity)
    case (.suspend, .suspend): return first.remit == second.remit && first.severity != .shadow
    case (.approve(let least, let approver), .approve(let count, let same)):
      return approver == same && count >= least && first.severity != .shadow
    case (.route, .route), (.lead, .lead): return first.kind == second.kind
    case (.document, .document), (.ask, .ask):
      return first.kind == second.kind && first.remit == second.remit
        && first.severity != .shadow
    default: return false
    }
  }
}
