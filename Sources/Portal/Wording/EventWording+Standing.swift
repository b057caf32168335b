/// The events that leave a case as it is, and how an event of any table is worded.
extension EventWording {
  /// The words of an event; where no wording knows it, its name with spaces.
  static func words(_ machine: String, _ event: String) -> Words {
    let tables = ["problem": "problem_statement"]
    if let known = all[tables[machine] ?? machine]?[event] ?? standing[event] { return known }
    let name = event.replacing("_", with: " ")
    return Words(name, name, name, name)
  }

  static let standing: [String: Words] = [
    "conflict_declared": Words(
      "Declare a conflict of interest", "申報利益衝突",
      "declared whether there is a conflict of interest", "申報了利益衝突情況"),
    "consent_given": Words("Give consent", "給予同意", "gave a consent", "給予了同意"),
    "consent_withdrawn": Words("Withdraw consent", "撤回同意", "withdrew a consent", "撤回了同意"),
    "version_signed": Words("Sign the version", "簽署版本", "signed the version", "簽署了版本"),
    "document_added": Words("Add a document", "加入文件", "added a document", "加入了文件"),
    "question_asked": Words("Ask", "提問", "asked the firm a question", "向公司提出了問題"),
    "question_answered": Words("Answer", "回覆", "answered a question", "回覆了問題"),
    "question_withdrawn": Words("Withdraw the question", "收回問題", "withdrew a question", "收回了問題"),
    "review_begun": Words("Begin the review", "開始審核", "began to read", "開始審閱"),
    "review_done": Words("Finish the review", "完成審核", "finished its review", "完成了審核"),
    "rules_run": Words("Run the rules again", "重新執行規則", "ran the rules again", "重新執行了規則"),
    "rule_overridden": Words(
      "Override a soft rule", "推翻軟性規則", "overrode a soft rule", "推翻了一項軟性規則"),
    "rule_waived": Words("Waive a rule", "豁免規則", "waived a rule", "豁免了一項規則"),
    "fact_found": Words("State a fact", "認定事實", "stated a fact as found", "認定了一項事實"),
    "lead_reassigned": Words(
      "Hand over the lead", "移交主導", "handed the lead to another desk", "把主導移交另一機構"),
    "score_entered": Words("Score", "評分", "entered a score", "作出了評分"),
    "grant_provisioned": Words(
      "Provision the grant", "提供算力配額", "provisioned the compute grant", "提供了算力配額"),
    "grant_changed": Words(
      "Change the grant", "更改算力配額", "changed the compute grant", "更改了算力配額"),
    "feedback_given": Words(
      "Give feedback", "給予意見", "gave feedback and invited an amendment", "給予意見並邀請修訂"),
    "guidance_asked": Words("Ask for guidance", "尋求指引", "asked for guidance", "尋求了指引"),
    "periodic_report_received": Words(
      "Send a periodic report", "提交定期報告", "sent a periodic report", "提交了定期報告"),
    "final_report_received": Words(
      "Send the final report", "提交最終報告", "sent the final report", "提交了最終報告"),
    "erasure_attested": Words(
      "Attest erasure", "證明已刪除", "attested that data and models are erased", "證明資料及模型已刪除"),
    "gates_judged": Words(
      "Judge the exit gates", "評定退出關卡", "judged the exit gates", "評定了退出關卡"),
    "notice_sent": Words("Send a notice", "發出通知", "sent a notice", "發出了通知"),
    "clock_corrected": Words("Correct a clock", "更正時限", "corrected a clock", "更正了時限"),
    "production_reported": Words(
      "Report production", "匯報投產", "reported on its use in production", "匯報了投產情況"),
    "carried": Words("Carry over", "沿用", "was carried to the new version", "沿用至新版本"),
    "note_added": Words("Add a note", "加入備註", "added a note", "加入了備註"),
    "disclosed": Words("Disclose", "披露", "disclosed to another authority", "向另一機構披露"),
    "access_granted": Words("Grant access", "給予查閱權", "granted access", "給予了查閱權"),
    "viewed": Words("View", "查閱", "looked at a case", "查閱了個案"),
    "exported": Words("Export", "匯出", "exported entries", "匯出了記錄"),
    "refused": Words("Refuse", "拒絕", "was refused an act", "被拒絕一項操作"),
    "signed_in": Words("Sign in", "登入", "signed in", "登入了"),
    "signed_out": Words("Sign out", "登出", "signed out", "登出了"),
    "publish": Words("Publish", "發布", "published a policy", "發布了政策"),
    "activate": Words("Put in force", "生效", "put a policy in force", "使政策生效"),
    "supersede": Words("Supersede", "取代", "superseded a policy", "取代了政策"),
    "register": Words("Register", "登記", "registered the firm", "登記了公司"),
    "account_opened": Words("Open an account", "開立帳戶", "opened an account", "開立了帳戶"),
    "open": Words("Open", "開立", "opened the chain", "開立了記錄鏈"),
    "noted": Words("Note", "記錄", "noted what it did", "記錄了其工作"),
  ]
}
