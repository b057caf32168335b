internal import HTTPServer

/// What a person reads of a problem.
///
/// Programs read its code, which never changes.
enum ProblemWording {
  struct Words: Sendable {
    let title: Phrase
    let detail: Phrase
  }

  /// The words of a code, else of its status, else its own English.
  static func words(for problem: Problem) -> Words {
    byCode[problem.code] ?? byStatus[problem.status.code]
      ?? Words(title: .same(problem.title), detail: .same(problem.detail))
  }

  static let byCode: [String: Words] = [
    "foreign-origin": Words(
      title: Phrase("This form came from another site", "表格來自其他網站"),
      detail: Phrase(
        "Nothing was changed. Open the page here and send the form from it.",
        "沒有任何更改。請在本網站開啟該頁，再從該頁提交。")),
    "stale-form": Words(
      title: Phrase("The page had become too old", "頁面已過時"),
      detail: Phrase(
        "Nothing was changed. Sign in again if you are asked to, then send the form once more.",
        "沒有任何更改。如有要求，請重新登入，然後再次提交。")),
    "stale-version": Words(
      title: Phrase("Somebody else was first", "已有其他人作出更改"),
      detail: Phrase(
        "The case has changed since you opened it. Look at what is new, then decide again.",
        "個案在你開啟後已有更改。請先查看最新情況，再作決定。")),
  ]

  static let byStatus: [Int: Words] = [
    400: Words(
      title: Phrase("The request could not be read", "無法讀取要求"),
      detail: Phrase(
        "Go back, reload the page and try again.", "請返回上一頁，重新載入後再試。")),
    401: Words(
      title: Phrase("Sign in first", "請先登入"),
      detail: Phrase("This page is for people who are signed in.", "本頁只供已登入的用戶使用。")),
    403: Words(
      title: Phrase("This is not open to you", "你沒有所需權限"),
      detail: Phrase(
        "Your role does not allow this. If it should, ask your supervisor.",
        "你的職務不容許此項操作。如認為應有權限，請向督導人員查詢。")),
    404: Words(
      title: Phrase("There is nothing at this address", "此網址沒有內容"),
      detail: Phrase(
        "Check the address, or start from the front page.", "請核對網址，或從首頁開始。")),
    405: Words(
      title: Phrase("The address cannot be used this way", "不可如此使用此網址"),
      detail: Phrase("Open it as a page, or go back to its form.", "請以網頁形式開啟，或返回表格。")),
    409: Words(
      title: Phrase("This is not possible now", "現時未能進行"),
      detail: Phrase(
        "The case is in another state than this act needs. Nothing was changed.",
        "個案現時的狀況不容許此項操作。沒有任何更改。")),
    413: Words(
      title: Phrase("This was too large", "內容過大"),
      detail: Phrase(
        "Nothing was changed. Send a smaller file, or fewer at a time.",
        "沒有任何更改。請改用較小的檔案，或分次提交。")),
    415: Words(
      title: Phrase("The form was sent in a way that is not read here", "未能讀取表格的提交方式"),
      detail: Phrase(
        "Nothing was changed. Open the page here and send its form.",
        "沒有任何更改。請在本網站開啟該頁，再提交表格。")),
    422: Words(
      title: Phrase("This is not possible now", "現時未能進行"),
      detail: Phrase(
        "Something that it needs is missing. Nothing was changed.", "尚欠所需條件。沒有任何更改。")),
    429: Words(
      title: Phrase("Too many attempts", "嘗試次數過多"),
      detail: Phrase("Wait a minute, then try again.", "請稍候一分鐘再試。")),
    500: Words(
      title: Phrase("Something went wrong on our side", "系統發生錯誤"),
      detail: Phrase(
        "Nothing was changed. If it happens again, tell us the number below.",
        "沒有任何更改。如再次發生，請把以下編號告知我們。")),
    503: Words(
      title: Phrase("The service is not available just now", "服務暫時未能使用"),
      detail: Phrase(
        "Nothing was changed. It comes back by itself; try again in a moment.",
        "沒有任何更改。服務會自行恢復，請稍後再試。")),
  ]
}
