extension PolicySet {
  /// The decision of the reference walk: the meaning of the language, slowly.
  public func decideByWalking(_ situation: Situation) -> Decision {
    decideByWalking(situation, listsParts: true)
  }

  /// The same as far as some rules decide it; the others are not evaluated.
  ///
  /// Whoever looks at outcomes alone is spared the parts of each condition.
  func decideByWalking(
    _ situation: Situation, listsParts: Bool = true, with isWanted: (Rule) -> Bool = { _ in true }
  ) -> Decision {
    let walk = ReferenceWalk(self, situation)
    let truths = rules.indices.map { number in
      isWanted(rules[number]) && walk.evaluates(number) ? walk.ruleTruth(number) : nil
    }
    return DecisionBuilder(
      set: self, stage: situation.stage, asOf: situation.asOf, truths: truths,
      atoms: { listsParts ? walk.atoms(of: $0) : [] },
      fact: { name in
        vocabularies[0].index(of: name).flatMap { situation.facts[.application]?.values[$0] }
      }
    ).build()
  }
}

extension ReferenceWalk {
  /// The parts of a rule's condition in the order of the text, each once.
  func atoms(of number: Int) -> [AtomOutcome] { atoms(of: set.rules[number].condition) }

  /// The parts of a condition in the order of the text, each once.
  func atoms(of condition: Condition) -> [AtomOutcome] {
    var outcomes: [AtomOutcome] = []
    condition.forEachPart { part in
      let outcome = AtomOutcome(text: set.text(of: part), value: truth(part, nil).value)
      if !outcomes.contains(outcome) { outcomes.append(outcome) }
    }
    return outcomes
  }
}

extension PolicySet {
  /// How a decision words a part of a condition.
  func text(of part: Condition) -> String {
    switch part {
    case .atom(_, let wording): wording.text
    case .named(let number): named[number].name
    case .routed(let remit): "routed \(remits[remit].name)"
    default: ""
    }
  }
}

extension Condition {
  /// Calls for every atom, name and `routed` directly in the condition, in the order of the text.
  func forEachPart(_ body: (Condition) -> Void) {
    switch self {
    case .atom, .named, .routed: body(self)
    case .not(let inner): inner.forEachPart(body)
    case .all(let parts), .any(let parts): for part in parts { part.forEachPart(body) }
    }
  }
}
