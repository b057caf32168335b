/// How a rule's effect is read: a refusal that takes effect is not met, a gate is the other way round.
enum RuleShape {
  case refuse, gate, other

  /// What a rule of this shape comes to.
  ///
  /// Where exceptions take the effect away, a missing fact may still make a conflict of it: two that hold
  /// are one once the rule's own condition holds, and one that holds is not alone while others are open.
  ///
  /// - Parameters:
  ///   - effect: Whether it takes effect; nil is unknown.
  ///   - raw: Whether its own condition holds; nil is unknown.
  ///   - relief: The waivers and exceptions of it.
  /// - Returns: The outcome.
  @inline(__always)
  func outcome(of effect: Bool?, raw: Bool?, _ relief: Relief) -> Outcome {
    switch (self, effect) {
    case (.refuse, true?), (.gate, false?): .notMet
    case (.refuse, false?): raw == false || relief.holding == 0 ? .met : .waived
    case (.gate, true?): .met
    case (_, nil): .undetermined
    case (_, true?): .applies
    case (_, false?):
      if raw == false || relief.holding == 0 {
        .doesNotApply
      } else if relief.holding == 1 && relief.open == 0 {
        .excepted
      } else if relief.holding > 1 && raw == true {
        .conflict
      } else {
        .undetermined
      }
    }
  }
}

/// How many waivers or exceptions of a rule hold, and of how many that is open.
struct Relief {
  var holding = 0
  var open = 0
}

extension RuleTruth {
  /// What the rule comes to.
  func outcome(_ shape: RuleShape) -> Outcome {
    shape.outcome(
      of: effective.value, raw: raw.value,
      Relief(holding: relievedBy.count, open: openRelief.count))
  }

  /// The facts that keep the outcome open.
  func missing(_ shape: RuleShape) -> Set<Place> {
    guard outcome(shape) == .undetermined else { return [] }
    if effective.value == nil { return effective.missing }
    // Of two that hold there is a conflict as soon as the rule's own condition holds.
    return relievedBy.count > 1
      ? raw.missing : openRelief.reduce(into: raw.missing) { $0.formUnion($1.missing) }
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
