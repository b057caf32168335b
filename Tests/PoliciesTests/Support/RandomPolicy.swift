@testable import Policies

/// Writes random policies over the fixture's vocabulary, as text.
struct RandomPolicy {
  var generator: SeededGenerator
  /// Whether `known` and `or_assume` may appear, which rest on what is not stated.
  var mayAssume = false
  private var depth = 0

  init(seed: UInt64, mayAssume: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.mayAssume = mayAssume
  }

  private mutating func pick(_ choices: String...) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// A whole policy with this many refusals and everything else beside them.
  mutating func text(rules: Int) -> String {
    var text = """
      param limit : months 1..24 en "Limit" zh "期限"
        from 2020-01-01 = 6 months cite LAW para "1"
        from 2026-01-01 = 9 months cite LAW para "2"
      param least : int 0..100 en "Least" zh "最少" from 2020-01-01 = 2 cite LAW whole
      let risky = \(condition(2, routed: false))
      let large = \(condition(2, routed: false))
      lead L2 otherwise choice en "L" zh "主" cite LAW whole

      """
    for remit in ["HKMA", "SFC"] {
      for number in 1...number(1...3) {
        text += "route \(remit)\(number) to \(remit) en \"R\" zh \"派\" when "
        text += condition(2, routed: false) + " cite LAW para \"\(number)\"\n"
      }
      text +=
        "lead L\(remit) is \(remit) en \"L\" zh \"主\" when \(condition(1, routed: false)) cite LAW whole\n"
    }
    for number in 1...rules {
      text += "refuse R\(number) en \"R\" zh \"拒\" soft at \(pick("submission", "offer")) when "
      text += condition(3) + " cite LAW para \"\(number)\"\n"
      if self.number(0...3) == 0 {
        text += "waive W\(number) of R\(number) en \"W\" zh \"免\" when flexible and "
        text += condition(1) + " approved_by SFC.approver cite LAW whole\n"
      }
      text +=
        "condition C\(number) en \"C\" zh \"件\" at start when \(condition(2)) cite LAW whole\n"
      if self.number(0...2) == 0 {
        text +=
          "except E\(number) to C\(number) en \"E\" zh \"例\" when \(condition(2)) cite LAW whole\n"
        text +=
          "except F\(number) to C\(number), E\(number) en \"F\" zh \"例\" when \(condition(1)) cite LAW whole\n"
      }
    }
    text += "gate G1 en \"G\" zh \"關\" at during require error_rate <= \(number(1...40)).5% "
    text += "and \(condition(1)) samples >= 50 window >= 7 days cite LAW whole\n"
    text += "flag V1 en \"V\" zh \"改\" at variation when changed(users) "
    text += "or (changed(licences) and kind_of_change = model and \(condition(1))) cite LAW whole\n"
    text += "clock K first_review = 20 business_days en \"K\" zh \"鐘\" cite LAW whole\n"
    text += "  except K1 = 10 business_days en \"K\" zh \"鐘\" when \(condition(2)) cite LAW whole\n"
    return text
  }

  /// A condition of at most this depth.
  mutating func condition(_ depth: Int, routed: Bool = true) -> String {
    guard depth > 0 else { return atom(routed) }
    switch number(0...7) {
    case 0...2:
      return list(depth, " and ", routed)
    case 3, 4:
      return list(depth, " or ", routed)
    case 5:
      return "not (\(condition(depth - 1, routed: routed)))"
    default:
      return atom(routed)
    }
  }

  private mutating func list(_ depth: Int, _ word: String, _ routed: Bool) -> String {
    let parts = (0..<number(2...3)).map { _ in "(\(condition(depth - 1, routed: routed)))" }
    return parts.joined(separator: word)
  }

  private mutating func comparison() -> String { pick("=", "!=", "<", "<=", ">", ">=") }

  private mutating func atom(_ routed: Bool) -> String {
    if routed, number(0...9) == 0 { return pick("routed SFC", "routed HKMA", "risky", "large") }
    if mayAssume, number(0...9) == 0 { return assumption() }
    switch number(0...16) {
    case 0: return pick("facing", "live", "not facing", "only_reads")
    case 1: return "autonomy \(pick("=", "!=")) \(pick("none", "reads", "acts"))"
    case 2: return "autonomy in {\(pick("none, reads", "reads", "acts, none"))}"
    case 3:
      return "review \(pick("any_of", "all_of", "only")) {\(pick("sampled, before", "after"))}"
    case 4:
      return pick("review has before", "review is empty", "licences is empty", "reason is none")
    case 5: return "users \(pick("<=", ">")) \(number(0...20))"
    case 6: return "score \(pick("<", ">=")) \(number(1...4)).\(number(0...9))"
    case 7: return "rate \(pick("<", ">=")) \(number(1...99)).\(number(0...99))%"
    case 8: return "(cap is none or cap \(pick("<", ">")) HKD \(number(1...20)))"
    case 9: return "(cap is not none and cap + HKD 5 < turnover)"
    case 10:
      return
        "end \(comparison()) start + \(pick("limit", "3 months", "90 days", "delay", "retention"))"
    case 11: return "(notice is none or notice + 3 months \(comparison()) start)"
    case 12: return "start - as_of \(pick("<", ">=")) \(number(1...200)) days"
    case 13: return "users * 2 / 3 \(pick("<", ">=")) \(number(1...20))"
    case 14: return "count l in licences (\(element())) \(comparison()) \(pick("least", "1", "2"))"
    default: return "\(pick("some", "every", "no")) l in licences (\(element()))"
    }
  }

  private mutating func element() -> String {
    let parts = (0..<number(1...3)).map { _ in
      switch number(0...5) {
      case 0: return "l.principal"
      case 1: return "l.class \(pick("=", "!=")) \(pick("bank", "broker", "none"))"
      case 2: return "(l.since is none or l.since + 1 months \(pick("<", ">")) start)"
      case 3: return "l.staff \(pick("<", ">=")) \(number(1...20))"
      case 4: return "not (l.class in {bank, broker} and \(pick("facing", "l.principal")))"
      default: return pick("live", "users < 10", "not l.principal")
      }
    }
    return parts.joined(separator: pick(" and ", " or "))
  }

  private mutating func assumption() -> String {
    pick(
      "known(users)", "not known(cap)", "facing or_assume yes cite LAW whole",
      "users or_assume 5 cite LAW whole > 3",
      "autonomy or_assume acts cite LAW whole = acts", "known(licences)")
  }
}
