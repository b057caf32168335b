/// The events of what stands beside a case, and how an event of any table is worded.
extension EventWording {
  /// The words of an event; where no wording knows it, its name with spaces.
  static func words(_ machine: String, _ event: String) -> Words {
    if let known = known(machine, event) { return known }
    let name = event.replacing("_", with: " ")
    return Words(name, name, name, name)
  }

  /// The words of an event; nil where no wording knows it.
  static func known(_ machine: String, _ event: String) -> Words? {
    all[machine]?[event] ?? standing[event] ?? beside[event]
  }

  static let calendar: [String: Words] = [
    "day_closed": Words("Close a day", "設定非工作日", "closed a day", "設定了非工作日"),
    "day_opened": Words("Open a day again", "恢復工作日", "opened a day again", "恢復了工作日"),
    "rest_set": Words(
      "Set a weekly day of rest", "設定每周休息日", "set a weekly day of rest", "設定了每周休息日"),
  ]

  static let beside: [String: Words] = [
    "note_added": Words("Add a note", "加入備註", "added a note", "加入了備註"),
    "joint_note_added": Words(
      "Add a joint note", "加入聯合備註", "added a joint note", "加入了聯合備註"),
    "joint_note_shared": Words(
      "Share a joint note", "共用聯合備註", "received a joint note", "收到了聯合備註"),
    "alternate_appointed": Words(
      "Appoint an alternate", "委任候補人員", "appointed an alternate", "委任了候補人員"),
    "words_erased": Words(
      "Erase texts", "刪除文字", "had texts erased", "刪除了文字"),
    "keys_destroyed": Words(
      "Destroy the keys", "銷毀密鑰", "destroyed the keys of erased texts", "銷毀了已刪除文字的密鑰"),
    "warned": Words(
      "Warn the desk", "預先提示部門",
      "warned the desk that a clock runs out soon", "提示部門時限將屆"),
    "escalated": Words(
      "Tell the supervisor", "上報督導人員",
      "told the supervisor that a clock ran out", "向督導人員上報限期已過"),
    "access_granted": Words("Grant a role", "授予職務", "granted a role", "授予了職務"),
    "access_ended": Words("End a role", "終止職務", "ended a role", "終止了職務"),
    "disclosed": Words(
      "Disclose to another authority", "向另一機構披露",
      "disclosed to another authority", "向另一機構作出披露"),
    "party_invited": Words("Invite a party", "邀請一方加入", "invited a party", "邀請了一方加入"),
    "party_joined": Words("Join", "加入", "joined as a party", "加入成為一方"),
    "party_left": Words("Leave", "退出", "left as a party", "不再是其中一方"),
    "document_superseded": Words(
      "Replace a document", "取代文件", "replaced a document", "取代了文件"),
    "amendment_invited": Words(
      "Invite an amendment", "邀請修訂", "invited an amendment", "邀請了修訂"),
    "content_confirmed": Words(
      "Confirm the content", "確認內容", "confirmed the content", "確認了內容"),
    "termination_notified": Words(
      "Give notice of termination", "發出終止通知",
      "gave notice of termination", "發出了終止通知"),
    "representations_made": Words(
      "Make representations", "作出申述", "made representations", "作出了申述"),
    "grant_released": Words(
      "Release the grant", "釋放算力額度", "released the compute grant", "釋放了算力額度"),
    "legal_hold_set": Words("Set a legal hold", "設定保存令", "set a legal hold", "設定了保存令"),
    "legal_hold_released": Words(
      "Release the legal hold", "解除保存令", "released the legal hold", "解除了保存令"),
    "notice_delivered": Words("Deliver", "送達", "delivered a notice", "送達了通知"),
    "notice_bounced": Words("Bounce", "退回", "could not deliver a notice", "未能送達通知"),
    "notice_read": Words("Read", "閱讀", "read a notice", "閱讀了通知"),
    "carried": Words("Carry over", "沿用", "carried a review to the new version", "把審核沿用至新版本"),
    "viewed": Words("View", "查閱", "looked at a case", "查閱了個案"),
    "exported": Words("Export", "匯出", "exported entries", "匯出了記錄"),
    "refused": Words("Refuse", "拒絕", "was refused an act", "被拒絕一項操作"),
    "signed_in": Words("Sign in", "登入", "signed in", "登入了"),
    "signed_out": Words("Sign out", "登出", "signed out", "登出了"),
    "publish": Words("Publish", "發布", "published it", "作出了發布"),
    "activate": Words("Put in force", "使政策生效", "put a policy in force", "使政策生效"),
    "supersede": Words("Supersede", "取代", "superseded a policy", "取代了政策"),
    "register": Words("Register", "登記", "registered the firm", "登記了公司"),
    "account_opened": Words("Open an account", "開立帳戶", "opened an account", "開立了帳戶"),
    "account_closed": Words("Close an account", "關閉帳戶", "closed an account", "關閉了帳戶"),
    "open": Words("Open", "開立", "opened the chain", "開立了記錄鏈"),
    "noted": Words("Note", "記錄", "noted what it did", "記錄了其工作"),
  ]
}
