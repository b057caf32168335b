/// Whose move it is on a case and what it is, as its firm reads it.
enum MoveWording {
  static let you = Phrase("You", "你")
  static let theDesks = Phrase("The desks", "各審核機構")
  static let youOrDesk = Phrase("See the case", "見個案")
  static let operators = Phrase("The operator of the compute", "算力營運者")
  static let nobody = Phrase("Nobody", "無須任何一方處理")

  static func desks(_ remits: [String]) -> Phrase {
    let known = remits.compactMap { RemitWording.all[$0]?.short }
    guard !known.isEmpty else { return theDesks }
    return Phrase(
      known.map(\.english).joined(separator: ", "), known.map(\.chinese).joined(separator: "、"))
  }

  static let answer = Phrase("answer the question below.", "回覆下列查詢。")
  static let finishDraft = Phrase(
    "state the facts, check them, and have your approver submit.", "填寫及核對事實，再由批核人提交。")
  static let mend = Phrase(
    "mend what was found incomplete and submit again.", "補正不完整之處，然後重新提交。")
  static let completeness = Phrase("check that the application is complete.", "檢查申請是否完整。")
  static let review = Phrase("review the application.", "審核申請。")
  static let decide = Phrase(
    "bring the desks' views together and decide.", "綜合各機構意見並作出決定。")
  static let takeUp = Phrase(
    "take the application up again when a place is free.", "有名額時可恢復處理申請。")
  static let accept = Phrase("read the offer with its conditions and accept it.", "閱讀邀請及其條件，並予接納。")
  static let evidence = Phrase(
    "send evidence for the conditions before the trial.", "就測試前須符合的條件提交證明。")
  static let judgeEvidence = Phrase("look at your evidence.", "審視你的證明。")
  static let provision = Phrase("provision the compute.", "撥備算力。")
  static let start = Phrase("start the trial.", "開始測試。")
  static let runTrial = Phrase("run your jobs until the trial's last day.", "於測試最後一日前執行你的工作。")
  static let resume = Phrase("resume the trial, or end it.", "恢復或結束測試。")
  static let liftOrEnd = Phrase("lift the suspension or end the trial.", "解除暫停或終止測試。")
  static let finalReport = Phrase("send the final report.", "提交最終報告。")
  static let exitReport = Phrase("sign the exit report.", "簽署退出報告。")
  static let reconsider = Phrase("reconsider the decision.", "覆議有關決定。")
  static let mayAsk = Phrase(
    "you may ask once for the decision to be reconsidered.", "你可要求覆議有關決定一次。")
  static let none = Phrase("nothing more is waited for.", "無須再作處理。")

  static let whyThisDate = Phrase("Why this date", "限期如何計算")
  /// How a clock came to its end.
  static func why(_ clock: Phrase, _ length: Int, _ unit: Phrase, from day: Phrase) -> Phrase {
    Phrase(
      "\(clock.english): \(length) \(unit.english) from \(day.english).",
      "\(clock.chinese)：由\(day.chinese)起計\(length)\(unit.chinese)。")
  }
  static let stopped = Phrase("The clock is stopped.", "現暫停計時。")
  static let wasStopped = Phrase("It was stopped meanwhile.", "其間曾暫停計時。")
  static let whyQuestion = Phrase(
    "The desk asked on {}; the policies in force give the time to answer.",
    "機構於{}提出查詢；回覆時間按現行政策訂明。")
  static let whyDesks = Phrase(
    "Each desk has its own time for a first review; a question to you stops that desk's clock.",
    "各機構有各自的首次審視時限；向你提出查詢時，該機構暫停計時。")
  static let whyTrial = Phrase(
    "The trial's last day, fixed when it started.", "測試的最後一日，於開始測試時訂明。")

  static func unit(_ name: String) -> Phrase {
    switch name {
    case "business_days": Phrase("business days", "個工作日")
    case "months": Phrase("months", "個月")
    default: Phrase("days", "日")
    }
  }
}
