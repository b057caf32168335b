/// The acts in a review and on what a decision carries.
extension EventWording {
  static let review: [String: Words] = [
    "invite": Words(
      "Invite the desk", "邀請審核",
      "invited the desk to review", "邀請該機構審核"),
    "assign": Words("Assign an officer", "指派個案主任", "assigned an officer", "指派了個案主任"),
    "reassign": Words("Reassign", "改派", "reassigned the review", "改派了個案主任"),
    "recuse": Words("Recuse yourself", "迴避", "recused themselves", "作出迴避"),
    "begin": Words("Begin the review", "開始審核", "began the review", "開始了審核"),
    "request_information": Words(
      "Request information", "要求補充資料",
      "requested information", "要求補充資料"),
    "request_further_information": Words(
      "Request further information", "再次要求補充資料",
      "requested further information", "再次要求補充資料"),
    "supply_information": Words(
      "Supply the information", "提供資料",
      "supplied information", "提供了資料"),
    "withdraw_request": Words(
      "Withdraw the request", "收回要求",
      "withdrew the request for information", "收回了補充資料的要求"),
    "information_overdue": Words(
      "Record information as overdue", "記錄逾期未回覆",
      "recorded information as overdue", "記錄資料逾期未交"),
    "recommend": Words("Recommend", "作出建議", "made a recommendation", "作出了建議"),
    "return_to_officer": Words(
      "Send back to the officer", "發還個案主任",
      "sent the review back to the officer", "把審核發還個案主任"),
    "take_over": Words(
      "Take over with another recommendation", "接手並另作建議",
      "took over with another recommendation", "接手並另作建議"),
    "countersign": Words(
      "Countersign the recommendation", "加簽建議",
      "countersigned the recommendation", "加簽了建議"),
    "version_changed": Words(
      "Record the new version", "記錄新版本",
      "recorded the new version", "記錄了新版本"),
    "stand_down": Words(
      "Stand the review down", "免除審核",
      "stood the review down", "免除了審核"),
  ]

  static let variation: [String: Words] = [
    "request": Words("Ask for a variation", "提出更改", "asked for a variation", "提出了更改"),
    "approve": Words("Approve the variation", "批准更改", "approved the variation", "批准了更改"),
    "refuse": Words("Refuse the variation", "不批准更改", "refused the variation", "不批准更改"),
    "withdraw": Words(
      "Withdraw the variation", "撤回更改",
      "withdrew the variation", "撤回了更改"),
    "lapse": Words("Let lapse", "使更改失效", "let the variation lapse", "使更改失效"),
  ]

  static let proposal: [String: Words] = [
    "propose": Words("Propose", "提議", "made a proposal", "作出了提議"),
    "confirm": Words("Confirm the proposal", "確認提議", "confirmed the proposal", "確認了提議"),
    "refuse": Words("Refuse the proposal", "否決提議", "refused the proposal", "否決了提議"),
    "retract": Words("Retract the proposal", "收回提議", "retracted the proposal", "收回了提議"),
    "expire": Words("Let expire", "使提議逾期失效", "let the proposal expire", "使提議逾期失效"),
  ]

  static let relief: [String: Words] = [
    "ask": Words("Ask for relief", "要求寬免", "asked for relief", "要求寬免"),
    "grant": Words("Grant the relief", "給予寬免", "granted the relief", "給予了寬免"),
    "refuse": Words("Refuse the relief", "不給予寬免", "refused the relief", "不給予寬免"),
    "end": Words("End the relief", "終止寬免", "ended the relief", "終止了寬免"),
  ]

  static let condition: [String: Words] = [
    "set": Words("Set a condition", "訂立條件", "set a condition", "訂立了條件"),
    "submit_evidence": Words("Submit evidence", "提交證明", "submitted evidence", "提交了證明"),
    "accept": Words("Accept the evidence", "接納證明", "accepted the evidence", "接納了證明"),
    "reject": Words("Reject the evidence", "不接納證明", "rejected the evidence", "不接納證明"),
    "waive": Words("Waive the condition", "豁免條件", "waived the condition", "豁免了條件"),
    "breach": Words("Record a breach", "記錄違反條件", "recorded a breach", "記錄了違反條件"),
    "cure": Words(
      "Record as cured", "記錄已補救",
      "recorded the breach as cured", "記錄違反已獲補救"),
    "replace": Words(
      "Replace the condition", "取代條件", "replaced the condition by another wording", "以另一措辭取代了條件"),
  ]
}
