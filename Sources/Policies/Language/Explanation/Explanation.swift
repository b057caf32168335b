/// A decision with its grounds, what would clear each rule that stands in the way, and what to ask next.
public struct Explanation: Sendable {
  /// What was decided.
  public let decision: Decision
  /// For each binding refusal and suspension that is true or open, and each gate that is not passed.
  public let clearances: [Clearance]
  /// What stands behind each name that the conditions of evaluated rules use.
  public let definitions: [Definition]
  /// The missing facts that can still change an outcome, the best to ask first.
  public let questions: [Question]

  /// A `let` or a derived attribute, with its parts.
  public struct Definition: Sendable, Equatable {
    /// The name.
    public let name: String
    /// Its value; nil is unknown.
    public let value: Bool?
    /// Its parts in the order of the text.
    public let atoms: [AtomOutcome]
  }
}

extension PolicySet {
  /// The decision in a situation with its explanation.
  ///
  /// Much slower than a decision: remedies are searched for and walked. The cost is bounded by `Limits`.
  public func explain(_ situation: Situation) -> Explanation {
    let decision = decide(situation)
    return Explanation(
      decision: decision, clearances: clearances(of: decision, in: situation),
      definitions: definitions(ReferenceWalk(self, situation)),
      questions: nextQuestions(situation))
  }

  /// What would clear each binding refusal and suspension that is true or open, and pass each gate.
  ///
  /// - Parameters:
  ///   - decision: What was decided in the situation.
  ///   - situation: The facts, the stage and the day.
  ///   - isWanted: For which of those rules.
  /// - Returns: the clearances, in the order of the rules.
  public func clearances(
    of decision: Decision, in situation: Situation,
    for isWanted: (RuleOutcome) -> Bool = { _ in true }
  ) -> [Clearance] {
    let standing = decision.rules.indices.filter { index in
      let rule = decision.rules[index]
      return !rule.isShadow && rule.kind.needsAuthority && isWanted(rule)
        && [.notMet, .undetermined, .applies].contains(rule.outcome)
    }
    if standing.isEmpty { return [] }
    let search = RemedySearch(self, situation, decision: decision)
    return standing.map { search.clearance(of: $0) }
  }

  private func definitions(_ walk: ReferenceWalk) -> [Explanation.Definition] {
    var used: Set<Int> = []
    func gather(_ condition: Condition) {
      condition.forEachPart { part in
        guard case .named(let number) = part, used.insert(number).inserted else { return }
        gather(named[number].condition)
      }
    }
    for number in rules.indices where walk.evaluates(number) { gather(rules[number].condition) }
    return used.sorted().map { number in
      Explanation.Definition(
        name: named[number].name, value: walk.truth(.named(number), nil).value,
        atoms: walk.atoms(of: named[number].condition))
    }
  }
}
