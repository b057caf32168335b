/// What the page of one's own account says.
enum AccountWording {
  static let title = Phrase("Your account", "你的帳戶")
  static let name = Phrase("Name", "姓名")
  static let firm = Phrase("Firm", "公司")
  static let roles = Phrase("Roles", "職務")
  static let session = Phrase(
    "You stay signed in for at most twelve hours, or until you close the browser.",
    "登入狀態最長維持十二小時，或至關閉瀏覽器為止。")
}
