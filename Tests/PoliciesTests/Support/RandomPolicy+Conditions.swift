@testable import Policies

extension RandomPolicy {
  /// A condition of at most this depth.
  mutating func condition(_ depth: Int, routed: Bool = true) -> String {
    guard depth > 0 else { return atom(routed) }
    switch number(0...7) {
    case 0...2: return list(depth, " and ", routed)
    case 3, 4: return list(depth, " or ", routed)
    case 5: return "not (\(condition(depth - 1, routed: routed)))"
    default: return atom(routed)
    }
  }

  private mutating func list(_ depth: Int, _ word: String, _ routed: Bool) -> String {
    let parts = (0..<number(2...3)).map { _ in "(\(condition(depth - 1, routed: routed)))" }
    return parts.joined(separator: word)
  }

  mutating func comparison() -> String { pick("=", "!=", "<", "<=", ">", ">=") }

  private mutating func atom(_ routed: Bool) -> String {
    if routed, isOne(in: 8) { return pick("routed SFC", "routed HKMA", "risky", "large") }
    if mayAssume, isOne(in: 10) { return assumption() }
    if isOne(in: 2) { return stated() }
    if isOne(in: 2) { return isOne(in: 5) ? belowZero() : measured() }
    return listed(routed)
  }

  /// Yes and no, members, none.
  private mutating func stated() -> String {
    switch number(0...11) {
    case 0: return pick("facing", "live", "not facing", "only_reads", "strict")
    case 1: return "\(pick("facing", "live", "strict")) \(pick("=", "!=")) \(pick("yes", "no"))"
    case 2: return "autonomy \(pick("=", "!=")) \(pick("none", "reads", "acts"))"
    case 3: return "autonomy in {\(pick("none, reads", "reads", "acts, none"))}"
    case 4, 5, 6:
      return
        "review \(pick("any_of", "all_of", "only")) {\(pick("sampled, before", "after", "sampled, after"))}"
    case 7: return pick("review has before", "review is empty", "review is not empty")
    case 8: return pick("cap", "notice", "share") + pick(" is none", " is not none")
    case 9: return pick("reason is none", "reason is not none", "choice = SFC")
    case 10: return pick("choice != HKMA", "choice in {SFC}")
    default: return "not (facing and \(pick("live", "strict", "only_reads")))"
    }
  }

  /// Numbers, dates and lengths.
  private mutating func measured() -> String {
    switch number(0...13) {
    case 0: return "users \(comparison()) \(number(1...20))"
    case 1: return "score \(comparison()) \(pick("grade", "\(number(1...4)).\(number(0...9))"))"
    case 2:
      return "rate \(pick("<", ">=")) \(pick("quantile", "\(number(1...99)).\(number(0...99))%"))"
    case 3: return "(cap is none or cap \(comparison()) HKD \(number(1...20)))"
    case 4: return "(cap is not none and cap + HKD 5 < turnover)"
    case 5:
      return
        "end \(comparison()) start + \(pick("limit", "3 months", "90 days", "delay", "retention"))"
    case 6: return "(notice is none or notice + 3 months \(comparison()) start)"
    case 7: return "start - as_of \(comparison()) \(number(1...200)) days"
    case 8: return "users * 2 / 3 \(pick("<", ">=", "=")) \(number(1...20))"
    case 9: return "(share is none or share * 3 / 2 > 0.\(number(1...9)))"
    case 10: return "sla \(comparison()) \(number(1...60)) business_days"
    case 11: return "start - \(pick("1 months", "30 days", "delay")) \(pick("<=", ">")) opening"
    case 12:
      return "turnover / \(number(2...7)) - ceiling \(pick("<", ">=")) HKD \(number(0...9)).05"
    default: return "(end - start) / 7 \(comparison()) delay"
    }
  }

  /// Numbers, amounts and percentages on both sides of zero.
  private mutating func belowZero() -> String {
    switch number(0...7) {
    case 0: return "balance \(comparison()) -\(number(1...20))"
    case 1: return "(margin is none or margin \(comparison()) HKD -\(number(1...20)).50)"
    case 2: return "growth \(comparison()) -\(number(1...9)).\(number(0...99))%"
    case 3: return "balance \(comparison()) floor"
    case 4: return "(margin is not none and margin - loss \(comparison()) HKD -\(number(0...9)).05)"
    case 5: return "growth - fall \(comparison()) -\(number(0...9)).5%"
    case 6: return "balance * 2 / 3 \(comparison()) -\(number(1...20))"
    default: return "users - \(number(3...20)) \(comparison()) -\(number(1...2))"
    }
  }

  private mutating func listed(_ routed: Bool) -> String {
    switch number(0...4) {
    case 0: return "licences is \(pick("empty", "not empty"))"
    case 1:
      return "count l in licences (\(element(routed))) \(comparison()) \(pick("least", "1", "2"))"
    default: return "\(pick("some", "every", "no")) l in licences (\(element(routed)))"
    }
  }

  private mutating func element(_ routed: Bool) -> String {
    let parts = (0..<number(1...3)).map { _ in
      switch number(0...6) {
      case 0: return "l.principal"
      case 1: return "l.class \(pick("=", "!=")) \(pick("bank", "broker", "none"))"
      case 2: return "(l.since is none or l.since + 1 months \(comparison()) start)"
      case 3: return "l.staff \(comparison()) \(number(1...20))"
      case 4: return "not (l.class in {bank, broker} and \(pick("facing", "l.principal")))"
      case 5: return "(l.since is not none and l.since < \(pick("opening", "as_of", "end")))"
      default: return routed ? pick("live", "large") : pick("users < 10", "not l.principal")
      }
    }
    return parts.joined(separator: pick(" and ", " or "))
  }

  private mutating func assumption() -> String {
    pick(
      "known(users)", "not known(cap cite LAW whole)", "facing or_assume yes cite LAW whole",
      "known(balance cite LAW para \"1\", LAW note \"2\" as reported)",
      "balance or_assume -5 cite LAW whole < 0", "growth or_assume -2.50% cite LAW whole < fall",
      "users or_assume 5 cite LAW whole > 3", "score or_assume 2.50 cite LAW whole < grade",
      "autonomy or_assume acts cite LAW whole = acts", "known(licences cite LAW whole)")
  }
}
