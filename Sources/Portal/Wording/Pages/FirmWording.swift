/// What the firms' pages say.
enum FirmWording {
  static let applications = Phrase("Your applications", "你的申請")
  static let application = Phrase("Application", "申請")
  static let nextMove = Phrase("Next move", "下一步")
  static let due = Phrase("Due", "限期")
  static let desks = Phrase("Desks", "審核機構")
  static let startOne = Phrase("Start an application", "開立申請")
  static let begin = Phrase("Begin", "開始")
  static let noApplications = Phrase("Your firm has no application.", "貴公司沒有申請。")
  static let howTheyCome = Phrase(
    "Your preparer starts one; it then stands here with where it is and what is due.",
    "由公司擬備人開立後，申請會連同其進度及限期在此顯示。")
  static let titleInEnglish = Phrase("Title in English", "英文名稱")
  static let titleInChinese = Phrase("Title in Chinese", "中文名稱")
  static let titleHint = Phrase("What the use is, in a few words.", "以數個字說明用例。")
  static let cohort = Phrase("Cohort", "期別")
  static let window = Phrase("Open from {} to {}", "由 {} 至 {} 接受申請")
  static let noCohort = Phrase("No cohort takes applications now.", "現時沒有接受申請的期別。")
  static let howCohortsCome = Phrase(
    "The regulators announce each cohort together; it then stands here.",
    "各監管機構聯合公布新一期後，會在此顯示。")
  static let listStep = Page.Step(path: "/applications", label: applications)

  /// A title in both; the Chinese may be missing.
  static func title(_ english: String, _ chinese: String) -> Phrase {
    Phrase(english, chinese.isEmpty ? english : chinese)
  }

  // The case

  static let facts = Phrase("The facts", "申請事實")
  static let changeFacts = Phrase("State or change the facts", "填寫或更改事實")
  static let checkAnswers = Phrase("Check and submit", "核對及提交")
  static let readFacts = Phrase("Read the facts", "查看事實")
  static let questions = Phrase("Questions to you", "向你提出的查詢")
  static let answerNow = Phrase("Answer", "回覆")
  static let asked = Phrase("Asked", "提出日期")
  static let grounds = Phrase("Rules that refuse this case", "不符合資格的規則")
  static let yourAnswer = Phrase("Your answer", "你的回覆")
  static let conditions = Phrase("Conditions", "條件")
  static let sendEvidence = Phrase("Send evidence", "提交證明")
  static let deskProgress = Phrase("How far each desk is", "各機構進度")
  static let progress = Phrase("Progress", "進度")
  static let documents = Phrase("Documents", "文件")
  static let document = Phrase("Document", "文件")
  static let kind = Phrase("Kind", "種類")
  static let added = Phrase("Added", "加入日期")
  static let noDocuments = Phrase("No document yet.", "尚未有文件。")
  static let howDocumentsCome = Phrase(
    "Add what a rule or a desk asks for; every document is kept under its SHA-256.",
    "按規則或機構要求加入文件；每份文件均按其 SHA-256 摘要值保存。")
  static let addDocument = Phrase("Add a document", "加入文件")
  static let trial = Phrase("The trial", "測試")
  static let trialDays = Phrase("Days of the trial", "測試日期")
  static let compute = Phrase("Compute used", "已用算力")
  static let computeUsed = Phrase(
    "{} of {} seconds used, {} reserved", "已用 {} 秒，共 {} 秒；另預留 {} 秒")
  static let grantClosed = Phrase("No job is taken now.", "現時不接受工作。")
  static let gates = Phrase("Gates", "關卡")
  static let jobs = Phrase("Jobs", "工作")
  static let job = Phrase("Job", "工作")
  static let result = Phrase("Result", "結果")
  static let requested = Phrase("Requested", "要求日期")
  static let noJobs = Phrase("No job yet.", "尚未有工作。")
  static let howJobsCome = Phrase(
    "Request one while the trial runs; what it predicts is measured by your assurance provider.",
    "測試期間可要求執行工作；預測結果由保證服務提供者量度。")
  static let requestJob = Phrase("Request a job", "要求執行工作")
  static let measure = Phrase("Request a measurement", "要求量度")
  static let fromTo = Phrase("{} to {}", "{}至{}")
  static let timings: [String: Phrase] = [
    "precedent": Phrase("before the trial", "測試前"),
    "during": Phrase("during the trial", "測試期間"),
    "after": Phrase("after the trial", "測試後"),
  ]
  static let parts: [String: Phrase] = [
    "candidate": Phrase("candidate", "候選模型"), "attacker": Phrase("attacker", "攻擊方"),
    "validator": Phrase("validator", "驗證程式"), "monitor": Phrase("monitor", "監察程式"),
  ]
  static let questionStates: [String: StateWording.Words] = [
    "open": .init("Waiting for you", "等待你的回覆", .attention),
    "answered": .init("Answered", "已回覆", .good),
    "withdrawn": .init("Withdrawn", "已收回", .over),
    "overdue": .init("Overdue", "已逾期", .stopped),
  ]
}
