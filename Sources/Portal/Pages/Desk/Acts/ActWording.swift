/// What the pages of acts say.
enum ActWording {
  static let reason = Phrase("Reason", "理由")
  static let reasons = Phrase("Reasons", "理由")
  static let defects = Phrase("Defects to mend", "須補正之處")
  static let onePerLine = Phrase("One on each line.", "每行一項。")
  static let tiedTo = Phrase("The desk to which the reasons are tied", "理由所屬機構")
  static let tiedToHint = Phrase("Or the ranking of the cohort.", "或本期排序。")
  static let desks = Phrase("Desks", "機構")
  static let ground = Phrase("Ground", "依據")
  static let missing = Phrase("What is missing", "欠缺甚麼")
  static let urgency = Phrase("Urgency", "緊急情況")
  static let urgencyHint = Phrase(
    "Only where notice was not given and representations were not waited for.",
    "只在未有發出通知及等候申述時填寫。")
  static let outcome = Phrase("Outcome of the trial", "測試結果")
  static let reportAbsent = Phrase("Why there is no final report", "沒有最終報告的原因")
  static let gatesAbsent = Phrase("Why the gates were not judged", "關卡未獲評定的原因")
  static let erasureHeld = Phrase(
    "Under which hold erasure has to wait", "因何項保存令而須暫緩刪除")
  static let ifAbsent = Phrase("Only where it is so.", "只在有此情況時填寫。")
  static let conflict = Phrase(
    "Do you have a conflict of interest in this case?", "你在本個案有否利益衝突？")
  static let conflictHint = Phrase(
    "An interest in a party, a near relation who works there, or work for it in the last two years.",
    "例如在任何一方持有權益、近親在該處任職，或過去兩年曾為其工作。")
  static let note = Phrase("Note", "備註")
  static let noteHint = Phrase(
    "It stays inside your authority unless it is disclosed.", "除非作出披露，備註只限你所屬機構查閱。")
  static let jointNoteHint = Phrase(
    "It is written in the name of all desks of the case: an approver of each confirms it, and each "
      + "authority reads it.",
    "備註以本個案所有機構的名義撰寫：須由每個機構的一名批核人確認，各機構均可閱讀。")
  static let role = Phrase("Role", "職務")
  static let texts = Phrase("Texts to be erased", "須刪除的文字")
  static let textsHint = Phrase(
    "Once another person confirms, nobody can read them again: their keys are destroyed. The record "
      + "keeps that something stood there.",
    "另一人確認後，密鑰即予銷毀，再無人可讀取；紀錄仍顯示該處曾有文字。")
  static let alternate = Phrase("Alternate", "候補人員")
  static let alternateHint = Phrase(
    "Somebody who has the role in another desk of your authority; it counts for this case alone.",
    "在所屬機構另一部門擔任該職務的人員；只適用於本個案。")
  static let standIns = ["case_officer", "approver", "supervisor", "coordinator"].map {
    Field.Choice(name: $0, label: RoleWording.all[$0] ?? .same($0))
  }
  static let authority = Phrase("Authority", "機構")
  static let gateway = Phrase("Gateway", "披露依據")
  static let gatewayHint = Phrase(
    "The consent or the section of law that allows it.", "容許披露的同意或法例條文。")
  static let fact = Phrase("Fact", "事實")
  static let value = Phrase("Value", "內容")
  static let valueHint = Phrase(
    "Yes or no, a number, a date as 2026-11-21, or a name of the vocabulary.",
    "是或否、數字、日期（如 2026-11-21）或詞彙表內的名稱。")
  static let evidence = Phrase("Evidence", "證據")
  static let newLead = Phrase("New lead", "新主導機構")
  static let clock = Phrase("Clock", "時限")
  static let rule = Phrase("Rule", "規則")
  static let facts = Phrase("Facts wanted", "所需事實")
  static let factsHint = Phrase(
    "What the checklist misses. Choose at least one fact or document.",
    "規則清單所欠缺的資料。請選擇最少一項事實或文件。")
  static let wording = Phrase("The question in words", "問題內容")
  static let question = Phrase("Question", "問題")
  static let limits = Phrase("Limits and conditions", "限制及條件")
  static let lastDay = Phrase("Last day", "最後一日")
  static let cause = Phrase("Cause", "原因")
  static let remedy = Phrase("Remedy", "補救")
  static let seconds = Phrase("Seconds of one slot", "單一槽位秒數")
  static let plan = Phrase("Approved digests", "已批准的摘要值")
  static let planHint = Phrase(
    "SHA-256 of each model and data set of the plan, one on each line.",
    "計劃內每個模型及資料集的 SHA-256，每行一項。")
  static let nothingToChoose = Phrase("There is nothing to choose from.", "沒有可供選擇的項目。")
  static let seenRules = Phrase("What your recommendation rests on", "你的建議所依據的規則")
  static let toBeSigned = Phrase("What you countersign", "你將加簽的內容")
  static let proposed = Phrase("What is proposed", "所提議的事項")
  static let severalPersons = Phrase(
    "This needs several persons: you propose it, and it happens when the others have confirmed.",
    "此事須由多人處理：由你提議，其他人確認後才會執行。")
  static let notNow = Phrase("This is not possible now", "現時未能進行")

  static let recommendations = ["approve", "approve_with_conditions", "object", "no_comment"].map {
    Field.Choice(name: $0, label: DeskWording.named(DeskWording.recommendations, $0))
  }
  static let grounds = [
    Field.Choice(name: "licence_lost", label: Phrase("Licence lost", "失去牌照")),
    Field.Choice(name: "false_information", label: Phrase("False information", "資料不實")),
    Field.Choice(name: "precedent_failed", label: Phrase("A precedent failed", "未能符合先決條件")),
    Field.Choice(name: "capacity_lost", label: Phrase("Capacity lost", "失去名額")),
  ]
  static let outcomes = [
    ("objectives_met", "Objectives met", "達到目標"),
    ("objectives_partly_met", "Objectives partly met", "部分達到目標"),
    ("objectives_not_met", "Objectives not met", "未達目標"),
    ("moved_to_production", "Moved to production", "已投產"),
    ("moved_to_another_sandbox", "Moved to another sandbox", "轉往其他沙盒"),
    ("discontinued_by_firm", "Discontinued by the firm", "公司自行終止"),
    ("risk_outweighs_benefit", "Risk outweighs benefit", "風險大於效益"),
    ("expired", "Expired", "期滿"),
    ("terminated_breach", "Terminated: breach", "終止：違反條件"),
    ("terminated_false_information", "Terminated: false information", "終止：資料不實"),
    ("terminated_licence_lost", "Terminated: licence lost", "終止：失去牌照"),
    ("terminated_risk", "Terminated: risk", "終止：風險"),
  ].map { Field.Choice(name: $0.0, label: Phrase($0.1, $0.2)) }

  private static let names: [String: Phrase] = [
    "application": Phrase("application", "申請"), "variation": Phrase("variation", "更改"),
    "reconsideration": Phrase("reconsideration", "覆議"), "exit": Phrase("exit", "退出"),
  ]

  static func named(_ name: String) -> Phrase { DeskWording.named(names, name) }

  /// The words of an act that several persons do.
  static func proposing(_ words: EventWording.Words) -> EventWording.Words {
    let act = words.act.english.prefix(1).lowercased() + words.act.english.dropFirst()
    return EventWording.Words(
      "Propose to \(act)", "提議\(words.act.chinese)",
      words.done.english, words.done.chinese)
  }

  /// `approver@HKMA`, `approver@authority:IA` or `compute_operator/output_checker` in words.
  static func place(_ who: String) -> Phrase {
    if who.contains("/") {
      let either = who.split(separator: "/").map { place(String($0)) }
      return Phrase(
        either.map(\.english).joined(separator: " or "),
        either.map(\.chinese).joined(separator: "或"))
    }
    let parts = who.split(separator: "@").map { String($0) }
    let role = RoleWording.all[parts.first ?? ""] ?? .same(who)
    guard parts.count == 2 else { return role }
    let name = parts[1].replacing("authority:", with: "")
    let desk = RemitWording.all[name]?.short ?? .same(name)
    return Phrase("\(role.english), \(desk.english)", "\(desk.chinese)\(role.chinese)")
  }

  /// That a job was asked to stop and has not yet.
  static func stopMark(_ mark: String?, _ language: Language) -> HTML {
    guard mark != nil else { return "" }
    let words = StateWording.Words("stop asked for", "已要求停止", .attention)
    return " \(StateTag(words).html(language))"
  }
}
