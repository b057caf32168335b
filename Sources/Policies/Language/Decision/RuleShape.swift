/// How a rule's effect is read: a refusal that takes effect is not met, a gate is the other way round.
enum RuleShape {
  case refuse, gate, other

  /// What a rule of this shape comes to.
  ///
  /// - Parameters:
  ///   - effect: whether it takes effect; nil is unknown.
  ///   - relievers: how many waivers or exceptions took its effect away from a condition that holds
  ///     or may hold.
  /// - Returns: the outcome.
  @inline(__always)
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

extension RuleKind {
  var shape: RuleShape {
    switch self {
    case .refuse: .refuse
    case .gate: .gate
    default: .other
    }
  }
}
