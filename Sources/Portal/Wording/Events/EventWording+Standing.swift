/// The events of an application that leave its state as it is.
extension EventWording {
  static let standing: [String: Words] = [
    "conflict_declared": Words(
      "Declare whether you have a conflict", "申報有否利益衝突",
      "declared whether there is a conflict of interest", "申報了有否利益衝突"),
    "consent_given": Words("Give a consent", "給予同意", "gave a consent", "給予了同意"),
    "consent_withdrawn": Words(
      "Withdraw a consent", "撤回同意", "withdrew a consent", "撤回了同意"),
    "version_signed": Words("Sign this version", "簽署此版本", "signed the version", "簽署了版本"),
    "document_added": Words("Add a document", "加入文件", "added a document", "加入了文件"),
    "document_superseded": Words(
      "Put the new document in its place", "以新文件取代", "superseded a document", "取代了文件"),
    "question_asked": Words("Ask a question", "提出查詢", "asked a question", "提出了查詢"),
    "question_answered": Words("Answer a question", "回覆查詢", "answered a question", "回覆了查詢"),
    "question_withdrawn": Words(
      "Withdraw a question", "收回查詢", "withdrew a question", "收回了查詢"),
    "review_begun": Words("Begin a review", "開始審核", "began a review", "開始了審核"),
    "review_done": Words("Finish a review", "完成審核", "finished a review", "完成了審核"),
    "rules_run": Words("Run the rules", "執行規則", "ran the rules", "執行了規則"),
    "rule_overridden": Words("Override a rule", "推翻規則", "overrode a rule", "推翻了一項規則"),
    "rule_waived": Words("Waive a rule", "豁免規則", "waived a rule", "豁免了一項規則"),
    "fact_found": Words("Record a fact found", "記錄查明的事實", "recorded a fact", "記錄了事實"),
    "lead_reassigned": Words("Change the lead", "更換主導部門", "changed the lead", "更換了主導部門"),
    "score_entered": Words("Enter a score", "輸入評分", "entered a score", "輸入了評分"),
    "grant_provisioned": Words(
      "Provision the compute", "撥備算力", "provisioned the compute", "撥備了算力"),
    "grant_changed": Words("Change the grant", "更改算力額度", "changed the grant", "更改了算力額度"),
    "feedback_given": Words("Give feedback", "給予意見", "gave feedback", "給予了意見"),
    "guidance_asked": Words("Ask for guidance", "要求指引", "asked for guidance", "要求指引"),
    "periodic_report_received": Words(
      "Send a periodic report", "提交定期報告", "sent a periodic report", "提交了定期報告"),
    "final_report_received": Words(
      "Send the final report", "提交最終報告", "sent the final report", "提交了最終報告"),
    "erasure_attested": Words(
      "Attest the erasure", "證明已刪除", "attested the erasure", "證明資料已刪除"),
    "gates_judged": Words("Judge the gates", "評定關卡", "judged the gates", "評定了關卡"),
    "publication_agreed": Words(
      "Agree to publication", "同意公布", "agreed to publish the case", "同意公布個案"),
    "publication_withdrawn": Words(
      "Take the publication back", "撤回公布", "took the publication back", "撤回了公布"),
    "reminder_sent": Words(
      "Remind the firm", "發出提示", "reminded the firm that its time runs out", "提示公司限期將屆"),
    "notice_sent": Words("Send a notice", "發出通知", "sent a notice", "發出了通知"),
    "clock_corrected": Words("Correct a clock", "更正時限", "corrected a clock", "更正了時限"),
    "production_reported": Words(
      "Report the move to production", "通報投入實際應用",
      "reported the move to production", "通報了投入實際應用"),
  ]
}
