internal import Policies

/// What the pages of a firm's acts say.
enum FirmActWording {
  static let reason = Phrase("Reason", "理由")
  static let title = Phrase("Title", "標題")
  static let file = Phrase("File", "檔案")
  static let consent = Phrase("Which consent?", "哪一項同意？")
  static let consents: [(kind: String, label: Phrase)] = [
    ("share_regulators", Phrase("Share among the regulators that review it", "讓審核的監管機構共用")),
    ("share_cyberport", Phrase("Share with Cyberport what compute needs", "與數碼港共用算力所需的資料")),
    ("publish_summary", Phrase("Publish a summary of the use case", "公布用例摘要")),
  ]
  static let conditionsOfOffer = Phrase("The offer's conditions", "邀請的條件")
  static let factsAsked = Phrase("Facts asked for", "所查詢的事實")
  static let papersAsked = Phrase("Documents asked for", "所要求的文件")
  static let answer = EventWording.Words(
    "Answer the question", "回覆查詢", "answered the question", "回覆了查詢")
  static let answersByApprover = Phrase("Your approver answers it.", "由批核人回覆。")
  static let answering = Phrase(
    "Your answer goes to the desk that asked. If it changes a fact, change the fact too, and have "
      + "your approver submit the amended version.",
    "你的回覆會送交提出查詢的機構。如回覆令事實有變，請同時更改有關事實，並由批核人提交修訂版本。")
  static let evidence = Phrase(
    "The desk that set the condition looks at what you send and accepts it or says what is missing.",
    "訂立條件的機構會審視所提交的證明，然後接納或說明尚欠之處。")
  static let predictions = Phrase(
    "The file is kept under its SHA-256, which must stand in the approved plan. The validator "
      + "measures it in a sandbox without a network; the gates are judged on what it measured.",
    "檔案按其 SHA-256 摘要值保存，該摘要值須載於獲批的計劃。驗證程式會在沒有網絡的沙盒內量度，關卡按量度結果評定。")
  static let predictionsFile = Phrase("The candidate's predictions", "候選模型的預測結果")
  static let predictionsHint = Phrase(
    "A CSV file with the columns id, label, score and group.",
    "CSV 檔案，欄位為 id、label、score 及 group。")
  static let job = Phrase(
    "The job runs in a sandbox without a network. What it reads must stand in the approved plan. "
      + "Your assurance provider has the validator measure what it predicts.",
    "工作在沒有網絡的沙盒內執行，所讀取的內容須載於獲批的計劃。預測結果由保證服務提供者以驗證程式量度。")
  static let command = Phrase("Command", "指令")
  static let commandHint = Phrase(
    "The program and its arguments, divided by spaces; an input stands at /in/input.",
    "程式及其參數，以空格分隔；輸入檔案位於 /in/input。")
  static let input = Phrase("Input", "輸入檔案")
  static let seconds = Phrase("How long may it take?", "最長可執行多久？")
  static let secondsUnit = Phrase("seconds", "秒")
  static let jobPart = Phrase("What is it in the trial?", "它在測試中擔當甚麼？")
  static let firmKey = Phrase("The firm's key", "公司代號")
  static let firmKeyHint = Phrase(
    "As the firm gave it to you, such as mirror_well_assurance.",
    "由該公司提供，例如 mirror_well_assurance。")
  static let part = Phrase("Part", "擔當的角色")
  static let partiesParts: [(part: String, label: Phrase)] = [
    ("co_applicant", Phrase("Co-applicant: signs each version", "共同申請人：簽署每個版本")),
    ("provider", Phrase("Technology provider", "技術供應商")),
    ("assurance", Phrase("Assurance provider: has the results measured", "保證服務提供者：量度結果")),
  ]
  static let othersCases = Phrase("Cases of others that you take part in", "你參與的其他公司個案")
  static let invited = Phrase("invited", "獲邀")
  static let applicant = Phrase("Applicant", "申請人")
  static let join = Phrase("Join", "加入")

  /// What a paper is called, of the vocabulary's or the engine's own.
  static func paper(_ name: String, of papers: [Named]) -> Phrase {
    papers.first { $0.name == name }.map { Phrase($0.label.en, $0.label.zh) }
      ?? ownPapers[name] ?? .same(name)
  }

  /// Papers that the engine names by itself.
  static let ownPapers: [String: Phrase] = [
    "evidence": Phrase("Evidence for a condition", "條件的證明"),
    "final_report": Phrase("Final report", "最終報告"),
    "final_report_received": Phrase("Final report", "最終報告"),
    "periodic_report": Phrase("Periodic report", "定期報告"),
    "periodic_report_received": Phrase("Periodic report", "定期報告"),
    "representations": Phrase("Representations", "申述"),
    "supporting_paper": DocumentWording.supportingPaper,
  ]

  static let explanations: [String: Phrase] = [
    "party_invited": Phrase(
      "The firm is asked to take the part; it does so by its own approver.",
      "邀請該公司擔當有關角色，由其批核人確認加入。"),
    "party_joined": Phrase(
      "With this your firm takes the part it was invited to.", "貴公司由此擔當獲邀的角色。"),
    "submit": Phrase(
      "The facts are frozen as a version, the rules are run on them, and the desks that the rules "
        + "name are told.",
      "事實會凍結為一個版本，規則隨即執行，並通知規則所定的審核機構。"),
    "amend": Phrase(
      "The changed facts are frozen as a new version; desks whose facts changed look again.",
      "更改後的事實會凍結為新版本；所涉事實有變的機構會再作審視。"),
    "accept_offer": Phrase(
      "With this the firm takes the offer with its conditions. The trial starts once the "
        + "conditions before it are met and the compute stands ready.",
      "公司由此接納邀請及其條件。測試前條件獲符合並備妥算力後，測試即可開始。"),
    "request_change": Phrase(
      "A change of the conditions can be asked for once.", "可要求更改條件一次。"),
    "withdraw": Phrase(
      "The application ends and cannot be taken up again. What was written stays in the trail.",
      "申請即告結束，不可恢復。已有紀錄仍保留在審計追蹤內。"),
    "pause": Phrase(
      "No job is taken while the trial is paused; its last day stays as it is.",
      "暫停期間不接受工作；測試的最後一日不變。"),
    "resume": Phrase("Jobs are taken again.", "恢復接受工作。"),
    "end_trial": Phrase(
      "The trial ends now: what runs is stopped, what waits is cancelled, and the final report "
        + "falls due.",
      "測試即時結束：執行中的工作會被停止，輪候的工作會被取消，並須提交最終報告。"),
    "final_report_received": Phrase(
      "The report says what was tried, what was measured, and what follows.",
      "報告須說明測試內容、量度結果及後續安排。"),
    "request_reconsideration": Phrase(
      "Persons who had no part in the decision look at it again, once.",
      "由沒有參與該決定的人再行審視，以一次為限。"),
    "consent_withdrawn": Phrase(
      "What rests on the consent stops: without sharing among the regulators the review cannot go "
        + "on, without sharing with Cyberport the trial ends.",
      "依賴該項同意的事項隨即停止：撤回監管機構共用的同意，審核不能繼續；撤回與數碼港共用的同意，測試即告結束。"),
    "publication_agreed": Phrase(
      "The case is published once the lead agrees too; either side can take that back.",
      "主導機構亦同意後，個案即予公布；任何一方均可撤回。"),
    "publication_withdrawn": Phrase(
      "The case is no longer published; to publish it again both sides have to agree anew.",
      "個案不再公布；如再公布，須雙方重新同意。"),
    "guidance_asked": Phrase(
      "The desks read what you ask; it stops no clock.", "各機構會閱讀你的提問；提問不會暫停計時。"),
    "version_signed": Phrase(
      "A co-applicant signs the version that is about to be submitted.",
      "共同申請人簽署即將提交的版本。"),
    "production_reported": Phrase(
      "The use case has moved to production.", "用例已投入實際應用。"),
  ]
}
