/// What the shell and the components say; each area of the portal has a table of its own beside.
enum Words {
  static let programme = Phrase("GenA.I. Sandbox++", "GenA.I. 沙盒++")
  static let skipToContent = Phrase("Skip to content", "跳至主要內容")
  static let mainNavigation = Phrase("Main", "主要選單")
  static let accountNavigation = Phrase("You", "帳戶")
  static let breadcrumb = Phrase("Where you are", "所在位置")
  static let signIn = Phrase("Sign in", "登入")
  static let signOut = Phrase("Sign out", "登出")
  static let sampleEngine = Phrase(
    "This is a sample engine. It is not a service of any regulator, and what it shows is invented "
      + "or was published elsewhere.",
    "這是示範系統，並非任何監管機構的服務；所載內容屬虛構，或已在他處公布。")
  static let keys = Phrase("Keyboard", "鍵盤操作")
  static let keysHelp = Phrase(
    "Tab moves, Enter opens. ? shows this, / goes to the filter, j and k to the next and the "
      + "previous row.",
    "Tab 移動，Enter 開啟。? 顯示本說明，/ 前往篩選，j 及 k 前往下一行及上一行。")
  static let requestNumber = Phrase("Number of this request", "本次要求的編號")
  static let poweredBy = Phrase("Every time is Hong Kong time.", "所有時間均為香港時間。")

  static let thereIsAProblem = Phrase("There is a problem", "有待更正")
  static let errorPrefix = Phrase("Error:", "錯誤：")
  static let nothingLost = Phrase(
    "What you typed has been kept.", "你輸入的內容已保留。")
  static let tryAgain = Phrase("Try again", "再試一次")
  static let goOn = Phrase("Go on", "繼續")
  static let optional = Phrase("(optional)", "（選填）")
  static let thereIsNone = Phrase("There is none", "沒有")
  static let yes = Phrase("Yes", "是")
  static let no = Phrase("No", "否")
  static let day = Phrase("Day", "日")
  static let month = Phrase("Month", "月")
  static let year = Phrase("Year", "年")
  static let notStated = Phrase("Not stated", "未有說明")
  static let change = Phrase("Change", "更改")
  static let add = Phrase("Add another", "再加一項")
  static let remove = Phrase("Remove", "移除")
  static let record = Phrase("Item {}", "第{}項")
  static let kept = Phrase("Kept: {}", "已保留：{}")

  static let previous = Phrase("Previous", "上一頁")
  static let next = Phrase("Next", "下一頁")
  static let pages = Phrase("Pages", "分頁")
  static let firstPage = Phrase("First page", "首頁")

  static let timeline = Phrase("What has happened", "經過")
  static let proof = Phrase("Proof", "證明")
  static let proved = Phrase("In the published log", "已載於公開日誌")
  static let provedAs = Phrase("In the published log as entry {}", "已載於公開日誌，第 {} 項")
  static let unproved = Phrase("Not yet sealed", "尚未封存")
  static let theWay = Phrase("The way", "進程")
  static let passed = Phrase("passed", "已經過")
  static let here = Phrase("here", "現時")
  static let toCome = Phrase("to come", "未到")

  static let decide = Phrase("What you may do", "你可以採取的行動")
  static let notYet = Phrase("Not yet", "暫未可行")
  static let seldom = Phrase("More", "其他操作")
  static let nothingToDo = Phrase(
    "There is nothing for you to do here now.", "現時沒有需要你處理的事項。")

  static let status = Phrase("Status", "狀況")
  static let tasksDone = Phrase("{} of {} sections are complete.", "{} 個部分已完成，共 {} 個。")
}
