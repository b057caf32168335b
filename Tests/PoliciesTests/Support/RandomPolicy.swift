@testable import Policies

/// Writes random policies over the fixture's vocabularies, as text.
struct RandomPolicy {
  var generator: SeededGenerator
  /// Whether `known` and `or_assume` may appear, which rest on what is not stated.
  var mayAssume = false

  init(seed: UInt64, mayAssume: Bool = false) {
    generator = SeededGenerator(seed: seed)
    self.mayAssume = mayAssume
  }

  mutating func pick(_ choices: String...) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// True once in so many times.
  mutating func isOne(in count: Int) -> Bool { number(1...count) == 1 }

  private mutating func stage() -> String {
    pick("submission", "completeness", "review", "prioritisation", "offer", "start")
  }

  /// The head of a policy, now and then one that reaches back to cases in flight.
  mutating func header() -> String {
    guard isOne(in: 4) else { return Fixture.header }
    return Fixture.header.replacing(
      "\nvocabulary ", with: "\n \(reach(always: true))\nvocabulary ", maxReplacements: 1)
  }

  /// Up to which day of receipt a rule reaches back; for most rules nothing.
  mutating func reach(always: Bool = false) -> String {
    guard always || isOne(in: 8) else { return "" }
    return " applies_to received before \(pick("2019-01-01", "2019-06-01", "2020-01-01"))"
  }

  /// Statements with this many refusals and everything else beside them.
  mutating func text(rules: Int) -> String {
    var text = names()
    for remit in ["HKMA", "SFC"] {
      for number in 1...number(1...3) {
        text += "route \(remit)\(number) to \(remit) en \"R\" zh \"派\" when "
        text += condition(2, routed: false) + " cite LAW para \"\(number)\"\(reach())\n"
      }
      text += "lead L\(remit) is \(remit) en \"L\" zh \"主\" "
      text += "when \(condition(1, routed: false)) cite LAW whole\(reach())\n"
    }
    for number in 1...rules { text += refusal(number) + yielding(number) }
    return text + gates() + others() + values()
  }

  private mutating func names() -> String {
    """
    instrument IDEA en "An idea" zh "意念" mark proposal
    param limit : months 1..24 en "Limit" zh "期限"
      from 2020-01-01 = 6 months cite LAW para "1"
      from 2026-01-01 = 9 months cite LAW para "2"
    param least : int 0..100 en "Least" zh "最少"
      from 2020-01-01 = 2 cite LAW whole from 2025-01-01 = 1 cite LAW whole
    param ceiling : money en "Ceiling" zh "頂" from 2020-01-01 = HKD \(number(1...20)).50 cite LAW whole
    param quantile : percent en "Quantile" zh "分位" from 2020-01-01 = \(number(1...90)).25% cite LAW whole
    param grade : decimal 1 0..5 en "Grade" zh "級" from 2020-01-01 = \(number(0...4)).5 cite LAW whole
    param strict : bool en "Strict" zh "嚴" from 2020-01-01 = no cite LAW whole
      from 2026-01-01 = yes cite LAW whole
    param opening : date en "Opening" zh "開" from 2020-01-01 = 2026-0\(number(1...9))-28 cite LAW whole
    param floor : int -50..50 en "Floor" zh "底" from 2020-01-01 = -\(number(1...20)) cite LAW whole
    param loss : money HKD -100..HKD 0 en "Loss" zh "虧" from 2020-01-01 = HKD -\(number(1...20)).50 cite LAW whole
      from 2026-01-01 = HKD -\(number(1...9)) cite LAW whole
    param fall : percent -50%..50% en "Fall" zh "跌"
      from 2020-01-01 = -\(number(0...9)).25% cite LAW whole
    let risky = \(condition(2, routed: false))
    let large = \(condition(1, routed: false)) or risky
    lead L2 otherwise choice en "L" zh "主" \(sometimes { $0.condition(1, routed: false) })cite LAW whole

    """
  }

  /// A condition for what need not have one.
  private mutating func sometimes(_ condition: (inout RandomPolicy) -> String) -> String {
    isOne(in: 2) ? "when \(condition(&self)) " : ""
  }

  /// A refusal, soft, hard or a shadow, and sometimes its waiver.
  private mutating func refusal(_ number: Int) -> String {
    var text = "refuse R\(number) en \"R\" zh \"拒\" \(pick("soft", "hard", "soft", "shadow")) "
    text += "at \(stage()) when \(condition(3)) "
    text += pick(
      "cite LAW para \"1\"", "cite LAW note \"2\"", "cite IDEA whole adopted by SFC on 2026-01-01")
    text += isOne(in: 8) ? " from 2026-01-01" : isOne(in: 8) ? " until 2026-01-01" : ""
    text += reach() + "\n"
    if isOne(in: 2) {
      text += "waive W\(number) of R\(number) en \"W\" zh \"免\" when recorded flexible"
      text += isOne(in: 2) ? " and (\(condition(1)))" : ""
      text += " approved_by SFC.approver cite LAW whole\(reach())\n"
    }
    return text
  }

  /// What yields to exceptions, with exceptions of exceptions.
  private mutating func yielding(_ number: Int) -> String {
    let id = "C\(number)"
    var text = ""
    switch self.number(0...5) {
    case 0: text += "document \(id) model_card en \"D\" zh \"文\" at \(stage())"
    case 1:
      text +=
        "ask \(id) \(pick("cap", "model_card", "users, live")) en \"Q\" zh \"問\" at \(stage())"
    case 2: text += "approve \(id) by \(self.number(1...3)) of SFC.approver en \"A\" zh \"批\""
    case 3: text += "flag \(id) en \"F\" zh \"標\" at \(stage())"
    default:
      text += "condition \(id) en \"C\" zh \"件\" at \(stage())"
      text += pick("", " within 10 business_days", " within 2 months suspends")
    }
    text += " when \(condition(2)) cite LAW whole\(reach())\n"
    if isOne(in: 2) {
      text += except("E\(number)", id) + except("F\(number)", "E\(number)")
      text += except("G\(number)", "F\(number)")
    }
    if !isOne(in: 4) { text += except("H\(number)", id) }
    if !isOne(in: 5) { text += except("I\(number)", id) }
    return text
  }

  private mutating func except(_ id: String, _ target: String) -> String {
    "except \(id) to \(target) en \"E\" zh \"例\" when \(condition(1)) cite LAW whole\(reach())\n"
  }

  private mutating func gates() -> String {
    var text = "gate M1 en \"G\" zh \"關\" at during require error_rate <= \(number(1...40)).5% "
    text +=
      "and \(condition(1)) samples >= \(pick("10", "50")) window >= 7 days cite LAW whole\(reach())\n"
    if isOne(in: 2) {
      text += "gate M2 en \"G\" zh \"關\" at exit when \(condition(1)) "
      if isOne(in: 2) { text += "\(pick("and", "or")) error_rate > \(number(1...40)).5% " }
      text += "require error_rate \(comparison()) quantile samples >= 10 cite LAW whole\n"
    }
    return text
  }

  /// Rules about a variation, a job, an incident and the panel's scores.
  private mutating func others() -> String {
    var text = "flag V1 en \"V\" zh \"改\" at variation when changed(users) "
    text += "or (changed(licences) and kind_of_change = model and \(condition(1))) cite LAW whole\n"
    text += "suspend S1 en \"S\" zh \"停\" at incident when severity = high and \(condition(1)) "
    text += "and \(pick("overdue", "not overdue")) cite \(pick("LAW", "IDEA")) whole\n"
    text += "refuse J1 en \"J\" zh \"業\" hard at dispatch when gpus > \(number(0...20)) "
    text += "or not in_plan cite LAW whole\n"
    text += "flag P1 en \"P\" zh \"優\" at prioritisation when merit < grade and \(condition(1)) "
    text += "cite LAW whole\n"
    return text
  }

  /// Clocks and quotas, often two of one name, with exceptions of their value and exceptions of those.
  private mutating func values() -> String {
    let time = pick("20 business_days", "2 months", "limit")
    let per = pick("day", "week", "month", "trial")
    let isAlways = isOne(in: 2)
    let (clock, quota) = (condition(1), condition(1))
    var text = """
      clock K first_review = \(time) en "K" zh "鐘" \(isAlways ? "" : "when \(clock) ")cite LAW whole\(reach())
        except K1 = 10 business_days en "K" zh "鐘" when \(condition(1)) cite LAW whole\(reach())
        except K2 = \(pick("10 business_days", "5 business_days", "10 days")) en "K" zh "鐘" when \(condition(2)) cite LAW whole
      quota Q gpu_hours = 100 per \(per) en "Q" zh "額" \(isAlways ? "" : "when \(quota) ")cite LAW whole\(reach())
        except Q1 = least en "Q" zh "額" when \(condition(1)) cite LAW whole

      """
    if !isOne(in: 3) {
      // Beside one that always holds the checker takes the same value alone.
      let (other, amount) = (pick("20 business_days", "2 months", "limit"), pick("100", "50"))
      text += """
        clock K5 first_review = \(isAlways ? time : other) en "K" zh "鐘" when \(isAlways ? "live" : "live and (\(clock))") cite LAW whole

        """
      if isOne(in: 2) {
        text +=
          "  except K6 = 5 business_days en \"K\" zh \"鐘\" when \(condition(1)) cite LAW whole\n"
      }
      text += """
        quota Q5 gpu_hours = \(isAlways ? "100" : amount) per \(per) en "Q" zh "額" when \(isAlways ? "live" : "live and (\(quota))") cite LAW whole

        """
    }
    if isOne(in: 2) { text += except("X1", "K1") + except("X2", "X1") }
    if isOne(in: 3) { text += except("X3", pick("K1, K2", "K1", "K2, Q1")) }
    if isOne(in: 3) { text += except("Y1", "Q1") }
    return text
  }
}
