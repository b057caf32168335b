/// What the regulators' pages say.
enum DeskWording {
  static let inbox = Phrase("Inbox", "待辦")
  static let overview = Phrase("Overview", "概覽")
  static let checklist = Phrase("Checklist", "規則清單")
  static let facts = Phrase("Facts", "事實")
  static let trial = Phrase("Trial and compute", "測試及算力")
  static let trail = Phrase("Timeline", "經過")
  static let sections = Phrase("Sections of this case", "個案分頁")

  static let firm = Phrase("Firm", "公司")
  static let state = Phrase("State", "狀況")
  static let lead = Phrase("Lead", "主導機構")
  static let cohort = Phrase("Cohort", "期數")
  static let version = Phrase("Version", "版本")
  static let due = Phrase("Due", "限期")
  static let desk = Phrase("Desk", "機構")
  static let progress = Phrase("How far", "進度")
  static let officer = Phrase("Officer", "主任")
  static let recommendation = Phrase("Recommendation", "建議")
  static let round = Phrase("Round", "輪次")
  static let what = Phrase("What", "事項")
  static let case_ = Phrase("Case", "個案")
  static let why = Phrase("Why it needs you", "為何需要你處理")

  static let reviews = Phrase("Reviews by desk", "各機構審核")
  static let reviewsNote = Phrase(
    "Of another authority's desk you see how far it is, never what it recommends.",
    "對其他機構，你只能看到進度，不會看到其建議。")
  static let carried = Phrase(
    "Carried over from an earlier version: see what changed", "由較早版本沿用：查看更改之處")
  static let openRules = Phrase("Rules that stand open", "未符合或未能確定的規則")
  static let allClear = Phrase("No rule stands against this version.", "沒有規則與此版本牴觸。")
  static let notRun = Phrase("The rules have not been run on this version.", "尚未就此版本執行規則。")
  static let metRules = Phrase("Nothing against the case", "與個案沒有牴觸")
  static let rulesOf = Phrase("Rules of {}", "{}的規則")
  static let joint = Phrase("Joint rules", "聯合規則")
  static let shadows = Phrase("Rules that bind nobody", "不具約束力的規則")
  static let askForThis = Phrase("Ask the firm for this", "向公司索取此資料")
  static let atoms = Phrase("Parts of the condition", "條件各部分")
  static let holds = Phrase("holds", "成立")
  static let holdsNot = Phrase("does not hold", "不成立")
  static let unknown = Phrase("unknown", "未知")
  static let relievedBy = Phrase("Relieved by {}", "獲{}寬免")
  static let overridden = Phrase("Overridden by persons of the desk", "已由該機構人員推翻")
  static let waived = Phrase("Waived by persons of the desk", "已由該機構人員豁免")
  static let wouldApplyWaiver = Phrase("The waiver {}", "豁免 {}")
  static let because = Phrase("Because", "所據條件")
  static let outstanding = Phrase(
    "Papers that the rules ask for and nobody handed in", "規則要求而尚未提交的文件")
  static let attached = Phrase("What the rules attach", "規則所附帶的要求")
  static let stage = Phrase("Stage: {}", "階段：{}")

  static let questions = Phrase("Questions to the firm", "向公司提出的問題")
  static let noQuestions = Phrase("Nothing was asked of the firm.", "未曾向公司提問。")
  static let asksFor = Phrase("Asks for", "要求")
  static let answer = Phrase("Answer", "回覆")
  static let clocks = Phrase("Clocks", "時限")
  static let noClocks = Phrase("No clock runs.", "沒有時限正在計算。")
  static let proposals = Phrase("Waiting for several persons", "待多人確認")
  static let proposedBy = Phrase("Proposed by {}", "由{}提議")
  static let stillNeeded = Phrase("Still needed: {}", "尚需：{}")
  static let documents = Phrase("Documents", "文件")
  static let noDocuments = Phrase("No documents were added.", "未有加入文件。")
  static let jobs = Phrase("Jobs", "工作")
  static let noJobs = Phrase("No job was requested.", "未有要求執行工作。")
  static let grant = Phrase("Compute grant", "算力配額")
  static let noGrant = Phrase("No grant is provisioned.", "尚未提供算力配額。")
  static let gates = Phrase("Exit gates", "退出關卡")
  static let noGates = Phrase("The gates have not been judged.", "關卡尚未評定。")
  static let frozen = Phrase("As frozen in version {}", "以第{}版凍結")
  static let notFrozen = Phrase("Nothing was submitted yet.", "尚未提交內容。")
  static let whole = Phrase("The whole timeline", "查看全部經過")
  static let wholeChecklist = Phrase("The whole checklist, {} rules", "完整規則清單（{}項）")

  static let declareTitle = Phrase("Before you open this case", "開啟個案之前")
  static let declareWhy = Phrase(
    "You see only the parties until you have declared. Your declaration holds for this case and "
      + "stands in the audit trail; you can change it for the worse at any time.",
    "在作出申報前，你只會看到各方名稱。申報適用於本個案，並載於審計追蹤；你可隨時補報衝突。")
  static let parties = Phrase("Parties", "各方")
  static let notYours = Phrase(
    "Your roles have no part in this case, so there is nothing more to see.",
    "你的職務不涉及本個案，故沒有其他內容可供查閱。")
  static let conflicted = Phrase(
    "You declared a conflict of interest in this case and see no more of it. Your supervisor can "
      + "reassign what was yours.",
    "你已申報本個案的利益衝突，不能再查閱其內容。督導人員可改派你原有的工作。")
  static let declaredConflictTitle = Phrase("You have a conflict of interest", "你有利益衝突")

  static let recommendations: [String: Phrase] = [
    "approve": Phrase("Approve", "批准"),
    "approve_with_conditions": Phrase("Approve with conditions", "附帶條件批准"),
    "object": Phrase("Object", "反對"),
    "no_comment": Phrase("No comment", "沒有意見"),
  ]
  static let parts: [String: Phrase] = [
    "applicant": Phrase("Applicant", "申請人"), "co_applicant": Phrase("Co-applicant", "共同申請人"),
    "provider": Phrase("Provider", "供應商"), "assurance": Phrase("Assurance", "保證服務"),
    "candidate": Phrase("Candidate", "受測系統"), "attacker": Phrase("Attacker", "攻擊方"),
    "validator": Phrase("Validator", "驗證方"), "monitor": Phrase("Monitor", "監察"),
  ]
  static let timings: [String: Phrase] = [
    "precedent": Phrase("before the trial", "測試前"), "during": Phrase("during the trial", "測試期間"),
    "after": Phrase("after the trial", "測試後"),
  ]
  static let questionStates: [String: StateWording.Words] = [
    "open": StateWording.Words("Waiting for the firm", "待公司回覆", .attention),
    "answered": StateWording.Words("Answered", "已回覆", .good),
    "withdrawn": StateWording.Words("Withdrawn", "已收回", .over),
    "overdue": StateWording.Words("Overdue", "逾期未覆", .stopped),
  ]
  static let deskStates: [String: StateWording.Words] = [
    "not_begun": StateWording.Words("Not yet begun", "尚未開始", .waiting),
    "reading": StateWording.Words("Reading", "審閱中", .moving),
    "waiting_for_firm": StateWording.Words("Waiting for the firm", "待公司回覆", .attention),
    "done": StateWording.Words("Done", "已完成", .good),
    "stood_down": StateWording.Words("Stood down", "已停止審核", .over),
  ]
  static let kinds: [String: Phrase] = [
    "route": Phrase("Why these desks review", "由這些機構審核的原因"),
    "lead": Phrase("Why this desk leads", "由該機構主導的原因"),
    "document": Phrase("Documents asked for", "要求的文件"),
    "condition": Phrase("Conditions on an approval", "批准時附帶的條件"),
    "flag": Phrase("Flags", "提示"), "approve": Phrase("Signatures needed", "所需簽署"),
    "ask": Phrase("Questions suggested", "建議提問"), "suspend": Phrase("Suspends", "暫停"),
  ]
  static let stages: [String: Phrase] = [
    "submission": Phrase("at submission", "提交時"),
    "completeness": Phrase("at completeness", "核對完整時"),
    "review": Phrase("in review", "審核時"), "prioritisation": Phrase("at prioritisation", "排序時"),
    "offer": Phrase("at the offer", "發出邀請時"), "start": Phrase("at the start of the trial", "測試開始時"),
    "dispatch": Phrase("at dispatch of a job", "派發工作時"),
    "during": Phrase("during the trial", "測試期間"),
    "variation": Phrase("at a variation", "更改時"), "incident": Phrase("at an incident", "事故時"),
    "exit": Phrase("at exit", "退出時"),
  ]
  static let clockNames: [String: Phrase] = [
    "assignment": Phrase("Assignment", "指派"), "completeness": Phrase("Completeness", "核對完整"),
    "licence_check": Phrase("Licence check", "牌照核實"), "proposal": Phrase("Proposal", "提議"),
    "resubmission": Phrase("Resubmission", "補正"), "first_review": Phrase("Review", "審核"),
    "answer": Phrase("Answer", "回覆"), "consolidation": Phrase("Consolidation", "綜合意見"),
    "panel": Phrase("Panel", "評審小組"), "decision": Phrase("Decision", "決定"),
    "offer": Phrase("Offer", "邀請"), "onboarding": Phrase("Onboarding", "啟動準備"),
    "variation": Phrase("Variation", "更改"),
    "suspension_review": Phrase("Suspension review", "暫停覆檢"),
    "representations": Phrase("Representations", "申述"),
    "incident_notice": Phrase("Incident notice", "事故通報"),
    "final_report": Phrase("Final report", "最終報告"), "exit_report": Phrase("Exit report", "退出報告"),
    "reconsideration": Phrase("Reconsideration", "覆議"), "draft": Phrase("Draft", "草擬"),
    "reconsideration_decision": Phrase("Decision on reconsideration", "覆議決定"),
    "periodic_report": Phrase("Periodic report", "定期報告"),
    "reinstatement": Phrase("Reinstatement", "恢復個案"), "deferral": Phrase("Deferral", "押後"),
  ]

  /// A name that no wording has, readable at least.
  static func named(_ table: [String: Phrase], _ name: String) -> Phrase {
    table[name] ?? .same(name.replacing("_", with: " "))
  }

  /// Whether both are wanted as one text.
  static func text(_ english: String, _ chinese: String) -> Phrase {
    Phrase(english, chinese.isEmpty ? english : chinese)
  }
}
