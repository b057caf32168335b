/// What the lists under a case say.
enum MatterWording {
  static let section = Phrase("Conditions and changes", "條件及更改")
  static let conditions = Phrase("Conditions", "條件")
  static let noConditions = Phrase(
    "No conditions are set; they are carried from the reviews when the offer is made.",
    "未有訂立條件；發出邀請時，條件由審核結果轉入。")
  static let condition = Phrase("The condition", "有關條件")
  static let evidence = Phrase("Evidence", "證據")
  static let coming = Phrase("set by the review; the offer carries it", "由審核訂立，發出邀請時轉入")
  static let reliefs = Phrase("Reliefs", "寬免")
  static let noReliefs = Phrase("No relief was asked for.", "未有要求寬免。")
  static let openVariation = Phrase("A variation is asked for", "有待決定的更改")
  static let changes = Phrase("What it changes, fact by fact", "逐項更改的資料")
  static let variations = Phrase("Variations of the trial", "測試的更改")
  static let noVariations = Phrase("No variation was asked for.", "未有提出更改。")
  static let incidents = Phrase("Incidents", "事故")
  static let noIncidents = Phrase("No incident was reported.", "未有通報事故。")
  static let holds = Phrase("Holds on the trial", "對測試的暫停令")
  static let noHolds = Phrase("No regulator holds the trial.", "沒有監管機構勒令暫停測試。")
  static let noDocuments = Phrase("No documents were added.", "未有加入文件。")
  static let notes = Phrase("Notes", "備註")
  static let noNotes = Phrase(
    "Nothing was noted inside your authority.", "你所屬機構內部未有備註。")
  static let notesWhy = Phrase(
    "Notes stay inside the authority in which they were written, unless an approver discloses them.",
    "除非批核人作出披露，備註只限撰寫機構內部查閱。")
  static let disclosedTo = Phrase("disclosed to {}", "已向{}披露")

  // What a firm asks for

  static let kind = Phrase("What changes?", "更改甚麼？")
  static let variationKinds: [String: Phrase] = [
    "model": Phrase("the model", "模型"), "data": Phrase("the data", "數據"),
    "users": Phrase("the users", "使用者"), "autonomy": Phrase("its autonomy", "自主程度"),
    "provider": Phrase("the provider", "供應商"), "scope": Phrase("the scope", "範圍"),
    "extension": Phrase("an extension of the trial", "延長測試"),
  ]
  static let months = Phrase("{} months more", "延長{}個月")
  static let byMonths = Phrase("By how many months?", "延長多少個月？")
  static let byMonthsHint = Phrase(
    "One extension within the policies' limit is reviewed by the lead; one beyond it, or a further "
      + "one, by every desk of the case.",
    "首次而不超出政策上限的延期由主導機構審核；超出上限或再次延期，則由本個案所有機構審核。")
  static let requirement = Phrase("The requirement", "有關要求")
  static let requirementHint = Phrase(
    "The rule or paragraph from which you ask to be relieved, and why.",
    "你要求獲寬免的規則或段落，以及原因。")
  static let owner = Phrase("The desk that owns it", "所屬機構")
  static let severity = Phrase("How severe is it?", "嚴重程度")
  static let severities: [String: Phrase] = [
    "low": Phrase("low", "低"), "medium": Phrase("medium", "中"), "high": Phrase("high", "高"),
  ]
  static let happened = Phrase("What happened", "發生何事")
  static let known = Phrase("What is new", "最新情況")
  static let knownSince = Phrase("Day on which the firm learned of it", "公司得悉事故的日期")
  static let knownSinceHint = Phrase(
    "From that day the time to report runs. Empty means today.", "通報期限由該日起計算。留空即為今天。")

  static let explanations: [String: Phrase] = [
    "variation.request": Phrase(
      "The desks look at the change; the lead decides. A change of the content is asked for "
        + "through an amended version.",
      "各機構會審視更改，由主導機構決定。如須更改內容，請透過修訂版本提出。"),
    "relief.ask": Phrase(
      "The desk that owns the requirement decides, two persons a decision.",
      "由該項要求的所屬機構決定，須由兩人處理。"),
    "incident.report": Phrase(
      "Every desk on the case is told at once. Report what you know now; add what is new later.",
      "個案的所有機構會即時獲通知。請先通報已知情況，其後再作補充。"),
    "job.cancel": Phrase("The job leaves the queue and does not run.", "工作會離開輪候，不再執行。"),
    "job.stop": Phrase(
      "The job is stopped at once; what it used stays used.", "工作會即時停止；已用的算力不獲退還。"),
    "job.hold": Phrase("The job keeps its place and does not run.", "工作保留輪候位置，但不會執行。"),
    "job.release": Phrase("The job may run again.", "工作可再執行。"),
    "job.redrive": Phrase("The job is queued once more.", "工作會重新輪候。"),
  ]
}
