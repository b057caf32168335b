/// What a comparison of two sets reads of a decision: no names, no sets of missing facts.
extension Workspace {
  /// What became of a rule by its number.
  @inline(__always)
  func outcome(ofRule number: Int) -> Outcome {
    let raw = parts.raw[number]
    guard raw >= 0 else { return .notEvaluated }
    let effect = answers[Int(parts.effective[number])]
    // Without waivers and exceptions the condition is the effect.
    if raw == parts.effective[number] {
      return program.set.rules[number].kind.outcome(of: Kleene.value(effect), relievers: 0)
    }
    return program.set.rules[number].kind.outcome(
      of: Kleene.value(effect), relievers: answers[Int(raw)] == Kleene.no ? 0 : relievers(number))
  }

  private func relievers(_ number: Int) -> Int {
    program.set.relievers[number].count {
      parts.effective[$0] >= 0 && answers[Int(parts.effective[$0])] == Kleene.yes
    }
  }
}

extension RuleKind {
  /// What a rule of this kind comes to.
  ///
  /// - Parameters:
  ///   - effect: whether it takes effect; nil is unknown.
  ///   - relievers: how many waivers or exceptions took its effect away from a condition that holds
  ///     or may hold.
  func outcome(of effect: Bool?, relievers: Int) -> Outcome {
    switch (self, effect) {
    case (.refuse, true?), (.gate, false?): .notMet
    case (.refuse, false?): relievers > 0 ? .waived : .met
    case (.gate, true?): .met
    case (_, nil): .undetermined
    case (_, true?): .applies
    case (_, false?): relievers > 1 ? .conflict : relievers == 1 ? .excepted : .doesNotApply
    }
  }
}
