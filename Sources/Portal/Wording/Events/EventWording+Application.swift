/// The acts on an application.
extension EventWording {
  static let application: [String: Words] = [
    "start": Words("Start an application", "開立申請", "started the application", "開立了申請"),
    "submit": Words(
      "Submit the application", "提交申請",
      "submitted the application", "提交了申請"),
    "return_incomplete": Words(
      "Return as incomplete", "退回補正",
      "returned the application as incomplete", "把申請退回補正"),
    "accept_complete": Words(
      "Accept as complete", "接納為完整",
      "accepted the application as complete", "接納申請為完整"),
    "find_ineligible": Words(
      "Find ineligible", "裁定不符合資格",
      "found the application ineligible", "裁定申請不符合資格"),
    "conclude_reviews": Words(
      "Conclude the reviews", "結束審核",
      "concluded the reviews", "結束了審核"),
    "amend": Words("Amend the application", "修訂申請", "amended the application", "修訂了申請"),
    "add_remit": Words("Add a desk", "加入審核機構", "added a desk", "加入了審核機構"),
    "release_remit": Words("Release your desk", "退出審核", "released its desk", "退出了審核"),
    "reopen_reviews": Words("Reopen reviews", "重開審核", "reopened reviews", "重開了審核"),
    "offer": Words("Make the offer", "發出邀請", "made the offer", "發出了邀請"),
    "defer": Words("Defer", "押後處理", "deferred the application", "把申請押後處理"),
    "decline": Words(
      "Decline the application", "不接納申請",
      "declined the application", "不接納申請"),
    "reactivate": Words(
      "Take up again", "恢復處理",
      "took the application up again", "恢復處理申請"),
    "accept_offer": Words("Accept the offer", "接納邀請", "accepted the offer", "接納了邀請"),
    "request_change": Words(
      "Ask for a change of conditions", "要求更改條件",
      "asked for a change of conditions", "要求更改條件"),
    "revoke_offer": Words("Revoke the offer", "撤銷邀請", "revoked the offer", "撤銷了邀請"),
    "not_ready": Words(
      "Record as not ready", "記錄為未準備妥當",
      "recorded the firm as not ready", "記錄公司未準備妥當"),
    "start_trial": Words("Start the trial", "開始測試", "started the trial", "開始了測試"),
    "pause": Words("Pause the trial", "暫停測試", "paused the trial", "暫停了測試"),
    "resume": Words("Resume the trial", "恢復測試", "resumed the trial", "恢復了測試"),
    "suspend": Words("Suspend the trial", "勒令暫停測試", "suspended the trial", "勒令暫停測試"),
    "lift_suspension": Words(
      "Lift the suspension", "解除暫停",
      "lifted the suspension", "解除了暫停"),
    "end_trial": Words("End the trial", "結束測試", "ended the trial", "結束了測試"),
    "terminate": Words("Terminate the trial", "終止測試", "terminated the trial", "終止了測試"),
    "sign_exit_report": Words(
      "Sign the exit report", "簽署退出報告",
      "signed the exit report", "簽署了退出報告"),
    "request_reconsideration": Words(
      "Ask for reconsideration", "要求覆議",
      "asked for reconsideration", "要求覆議"),
    "uphold": Words(
      "Uphold the decision", "維持原有決定",
      "upheld the decision", "維持了原有決定"),
    "replace_decision": Words(
      "Replace the decision", "取代原有決定",
      "replaced the decision", "取代了原有決定"),
    "withdraw_reconsideration": Words(
      "Withdraw the request for reconsideration", "撤回覆議要求",
      "withdrew the request for reconsideration", "撤回了覆議要求"),
    "withdraw": Words(
      "Withdraw the application", "撤回申請",
      "withdrew the application", "撤回了申請"),
    "lapse": Words("Let lapse", "使申請失效", "let the application lapse", "使申請失效"),
    "reinstate": Words(
      "Reinstate the application", "恢復個案",
      "reinstated the application", "恢復了個案"),
  ]
}
