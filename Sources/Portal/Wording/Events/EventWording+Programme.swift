/// The acts on cohorts, licences, compute, incidents and the collaboratory.
extension EventWording {
  static let cohort: [String: Words] = [
    "plan": Words("Plan a cohort", "籌備新一期", "planned the cohort", "籌備了新一期"),
    "announce": Words("Announce the cohort", "公布本期", "announced the cohort", "公布了本期"),
    "open": Words(
      "Open for applications", "開始接受申請",
      "opened the cohort for applications", "開始接受申請"),
    "extend_window": Words(
      "Extend the window", "延長申請期",
      "extended the window", "延長了申請期"),
    "close": Words("Close the window", "截止申請", "closed the window", "截止了申請"),
    "rank": Words("Rank the applications", "為申請排序", "ranked the applications", "為申請排序"),
    "amend_rank": Words("Amend the ranking", "修訂排序", "amended the ranking", "修訂了排序"),
    "finish": Words("Finish the cohort", "完結本期", "finished the cohort", "完結了本期"),
    "cancel": Words("Cancel the cohort", "取消本期", "cancelled the cohort", "取消了本期"),
  ]

  static let licence: [String: Words] = [
    "declare": Words("Declare a licence", "申報牌照", "declared a licence", "申報了牌照"),
    "verify": Words("Verify the licence", "核實牌照", "verified the licence", "核實了牌照"),
    "reject": Words("Reject the licence", "不予核實", "rejected the licence", "不予核實牌照"),
    "suspend": Words(
      "Record as suspended", "記錄為被暫時吊銷",
      "recorded the licence as suspended", "記錄牌照被暫時吊銷"),
    "restore": Words(
      "Record as restored", "記錄為恢復有效",
      "recorded the licence as restored", "記錄牌照恢復有效"),
    "end": Words(
      "Record as ended", "記錄為終止",
      "recorded the licence as ended", "記錄牌照終止"),
  ]

  static let node: [String: Words] = [
    "join": Words("Join", "加入", "was heard of for the first time", "首次報到"),
    "drain": Words("Drain the node", "停止接收工作", "drained the node", "使節點停止接收工作"),
    "resume": Words("Take jobs again", "恢復接收工作", "let the node take jobs again", "恢復節點接收工作"),
  ]

  static let job: [String: Words] = [
    "request": Words("Request a job", "要求執行工作", "requested the job", "要求執行工作"),
    "hold": Words("Hold the job", "擱置工作", "held the job", "擱置了工作"),
    "release": Words("Release the job", "解除擱置", "released the job", "解除了擱置"),
    "claim": Words("Claim", "領取", "claimed the job", "領取了工作"),
    "start": Words("Start", "開始", "started the job", "開始了工作"),
    "refuse": Words("Refuse", "拒收", "refused the job", "拒收了工作"),
    "lose_contact": Words(
      "Record as out of contact", "記錄失去聯繫",
      "lost contact with the job", "與工作失去聯繫"),
    "adopt": Words("Adopt", "接管", "found the job again", "重新找到工作"),
    "requeue": Words("Queue again", "重新輪候", "queued the job again", "使工作重新輪候"),
    "succeed": Words(
      "Record as succeeded", "記錄完成",
      "recorded the job as succeeded", "記錄工作完成"),
    "fail": Words("Record as failed", "記錄失敗", "recorded the job as failed", "記錄工作失敗"),
    "cancel": Words("Cancel the job", "取消工作", "cancelled the job", "取消了工作"),
    "stop": Words("Stop the job", "停止工作", "asked the job to stop", "要求停止工作"),
    "stopped": Words(
      "Record as stopped", "記錄已停止",
      "recorded the job as stopped", "記錄工作已停止"),
    "redrive": Words("Run again", "重新執行", "ran the job again", "重新執行工作"),
  ]

  static let artefact: [String: Words] = [
    "declare": Words("Declare an artefact", "申報材料", "declared the artefact", "申報了材料"),
    "produce": Words("Record as produced", "記錄產出", "produced the artefact", "產出了材料"),
    "receive": Words(
      "Receive into quarantine", "接收並隔離",
      "received the artefact into quarantine", "接收材料並隔離檢查"),
    "admit": Words("Admit", "准予使用", "admitted the artefact", "准予使用材料"),
    "refuse": Words("Refuse", "不予接收", "refused the artefact", "不予接收材料"),
    "release": Words("Release", "准予帶離", "released the artefact", "准予帶離材料"),
    "erase": Words("Attest erasure", "證明已刪除", "attested the erasure", "證明材料已刪除"),
  ]

  static let incident: [String: Words] = [
    "report": Words("Report an incident", "通報事故", "reported the incident", "通報了事故"),
    "acknowledge": Words(
      "Acknowledge the incident", "確認收悉事故",
      "acknowledged the incident", "確認收悉事故"),
    "update": Words("Add what is new", "補充最新情況", "added to the incident", "補充了最新情況"),
    "close": Words("Close the incident", "結束事故", "closed the incident", "結束了事故"),
  ]

  static let problemStatement: [String: Words] = [
    "post": Words("Post the problem", "公布難題", "posted the problem", "公布了難題"),
    "match": Words("Accept a provider", "接受供應商", "accepted a provider", "接受了供應商"),
    "shape": Words(
      "Record the outcome of the workshop", "記錄工作坊成果",
      "recorded the outcome of the workshop", "記錄了工作坊成果"),
    "convert": Words(
      "Turn into an application", "轉為申請",
      "turned it into an application", "把它轉為申請"),
    "close": Words("Close", "結束", "closed the problem", "結束了難題"),
  ]

  static let practiceNote: [String: Words] = [
    "draft": Words("Draft a practice note", "草擬實務指引", "drafted the note", "草擬了指引"),
    "agree": Words("Agree to the note", "同意指引", "agreed to the note", "同意了指引"),
    "publish": Words("Publish the note", "發布指引", "published the note", "發布了指引"),
    "withdraw": Words("Withdraw the note", "撤回指引", "withdrew the note", "撤回了指引"),
  ]
}
