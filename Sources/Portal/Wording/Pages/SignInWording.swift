/// What signing in says.
enum SignInWording {
  static let title = Phrase("Sign in", "登入")
  static let login = Phrase("Sign-in name", "登入名稱")
  static let password = Phrase("Password", "密碼")
  static let wrong = Phrase(
    "The sign-in name or the password is wrong. Check both and try again.",
    "登入名稱或密碼不正確。請核對後再試。")
  static let tooMany = Phrase(
    "There were too many attempts with this name. Wait ten minutes, then try again.",
    "此名稱的登入嘗試次數過多。請於十分鐘後再試。")
  static let kept = Phrase(
    "You were signed out while you worked. What you typed is kept: sign in, then send it again.",
    "你在操作期間已被登出。你輸入的內容已保留：請登入後再次提交。")
  static let back = Phrase("You are signed in again", "你已重新登入")
  static let backDetail = Phrase(
    "What you typed is kept. Send it again, or go to your pages and leave it.",
    "你輸入的內容已保留。你可再次提交，或前往你的頁面而放棄提交。")
  static let sendAgain = Phrase("Send it again", "再次提交")
  static let unavailable = Phrase(
    "The database cannot be reached now. Nothing was lost; try again in a moment.",
    "暫時未能連接資料庫。沒有遺失任何資料，請稍後再試。")
}
