/// What the form of an application says around its questions.
enum FactsWording {
  static let digestHint = Phrase(
    "64 hexadecimal digits, as sha256sum prints them.", "64 個十六進制字元，與 sha256sum 輸出相同。")
  static let setHint = Phrase("Choose all that apply.", "選擇所有適用項目。")
  static let dateHint = Phrase("For example 21 11 2026.", "例如 2026 11 21。")
  static let saveAndGoOn = Phrase("Save and go on", "儲存並繼續")
  static let intro = Phrase(
    "Each part can be saved incomplete and changed later; the check says what is still missing.",
    "每部分均可先行儲存，其後再作更改；核對時會說明尚欠的資料。")
  static let afterSubmission = Phrase(
    "What is under review is the version submitted. A change here counts once your approver "
      + "submits the amended version.",
    "現正審核的是已提交的版本。在此作出的更改，須待批核人提交修訂版本後方為有效。")
  static let readOnly = Phrase(
    "The facts can no longer be changed in the present state.", "個案現時的狀況不容許更改事實。")
  static let savedByOthers = Phrase(
    "Somebody else saved the draft meanwhile", "其間已有其他人儲存草稿")
  static let savedByOthersDetail = Phrase(
    "What you typed is kept below. The answers that stand saved now are listed; save again if "
      + "yours should take their place.",
    "你輸入的內容已保留於下方，並列出現已儲存的答案。如應以你的答案取代，請再次儲存。")
  static let standsSaved = Phrase("What stands saved now", "現已儲存的答案")
  static let unreadable = Phrase(
    "This answer cannot be read as it is. Check it.", "未能讀取此答案，請核對。")

  // Checking

  static let check = Phrase("Check and submit", "核對及提交")
  static let theRules = Phrase("What the rules say of the draft", "規則對草稿的判定")
  static let notMet = Phrase("Stands against the application", "與申請有牴觸")
  static let open = Phrase("Open, because facts are missing", "未能確定，因欠缺資料")
  static let met = Phrase("Nothing against the application", "與申請沒有牴觸")
  static let nothingAgainst = Phrase(
    "No rule at submission stands against it.", "提交時沒有規則與申請牴觸。")
  static let whoReviews = Phrase("Who would review it", "由哪些機構審核")
  static let leads = Phrase("leads", "主導")
  static let perhaps = Phrase("perhaps, depending on: {}", "或須參與，視乎：{}")
  static let nobodyYet = Phrase("The facts do not yet say which desk.", "按現有事實尚未能定出審核機構。")
  static let papers = Phrase("Documents that the rules ask for", "規則要求的文件")
  static let isThere = Phrase("added", "已加入")
  static let isMissing = Phrase("not yet added", "尚未加入")
  static let consents = Phrase("Consents", "同意")
  static let given = Phrase("given", "已給予")
  static let notGiven = Phrase("not given", "未給予")
  static let give = Phrase("Give this consent", "給予此項同意")
  static let consentsByApprover = Phrase(
    "Your approver gives the consents.", "由批核人給予同意。")
  static let submission = Phrase("Submission", "提交")
  static let submitByApprover = Phrase(
    "Your approver submits the application. Whoever changed this version cannot submit it.",
    "申請由批核人提交。曾更改此版本的人不可提交。")
  static let cannotRead = Phrase("The draft cannot be checked yet", "尚未能核對草稿")
  static let answers = Phrase("Your answers", "你的答案")
  static let askedFor = Phrase("Fill in: {}", "填寫：{}")
}
