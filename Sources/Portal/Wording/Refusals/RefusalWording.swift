internal import Foundation
internal import Workflow

/// Why something is not possible, in both languages.
///
/// The domain says it in English; each of its sentences that a page can show has its Chinese here.
enum RefusalWording {
  /// What a refusal says, with what to do about it.
  static func phrase(_ refusal: Refusal) -> Phrase {
    switch refusal.kind {
    case .wrongState: return notInThisState
    case .forbidden where refusal.sentence.hasSuffix("is not yours to do here."): return notYours
    default:
      let said =
        refusal.sentenceZh.map { Phrase(refusal.sentence, $0) } ?? phrase(refusal.sentence)
      guard !refusal.advice.isEmpty else { return said }
      let advice = phrase(refusal.advice)
      return Phrase("\(said.english) \(advice.english)", said.chinese + advice.chinese)
    }
  }

  /// A sentence of the domain; one without Chinese stands in English in both.
  static func phrase(_ sentence: String) -> Phrase {
    if let chinese = whole[sentence] ?? guardsToM[sentence] ?? guardsFromN[sentence] {
      return Phrase(sentence, chinese)
    }
    for (english, chinese) in open {
      let parts = english.components(separatedBy: "{}")
      guard parts.count == 2, sentence.hasPrefix(parts[0]), sentence.hasSuffix(parts[1]),
        sentence.count > parts[0].count + parts[1].count
      else { continue }
      let value = sentence.dropFirst(parts[0].count).dropLast(parts[1].count)
      return Phrase(sentence, chinese.replacing("{}", with: value))
    }
    return .same(sentence)
  }

  static let notInThisState = Phrase(
    "This is not possible in the present state of the case. Nothing was changed.",
    "個案現時的狀況不容許此項操作。沒有任何更改。")
  static let notYours = Phrase(
    "Your role does not do this here. Nothing was changed.", "你的職務不負責此項操作。沒有任何更改。")
  static let notYet = Phrase("Not possible yet", "暫未可行")
  static let nothingChanged = Phrase("Nothing was changed", "沒有任何更改")
  static let changedMeanwhile = Phrase(
    "The case has changed since you opened the page", "個案在你開啟頁面後已有更改")
  static let lookAndDecide = Phrase(
    "What is new stands below. What you typed is kept: look at it, then send it again if it still "
      + "holds.",
    "最新情況列於下方，你輸入的內容已保留。請先查看，如仍適用，再次提交。")
  static let whatIsNew = Phrase("What is new", "最新情況")

  /// Sentences without a value.
  static let whole: [String: String] = [
    "Give a reason.": "請填寫理由。",
    "Send a smaller file, or divide it into several.": "請改用較小的檔案，或分為多個檔案。",
    "Save it as one of these; text must be UTF-8, and Office documents without macros.":
      "請另存為上述其中一種；文字須為 UTF-8 編碼，Office 文件不可含巨集。",
    "The file is empty.": "檔案沒有內容。",
    "Sign in to send a file.": "請先登入，再提交檔案。",
    "The file cannot be scanned for viruses now, and is not taken without.":
      "現時未能為檔案進行病毒掃描，未經掃描的檔案不予接受。",
    "Have the machine that it came from looked at.": "請檢查檔案來源的電腦。",
    "Choose the file that you mean.": "請選擇正確的檔案。",
    "The file cannot be kept now.": "檔案現時未能保存。",
    "Send the file itself first: none with this SHA-256 has come from you.":
      "請先提交檔案本身：未有收到你提交具此 SHA-256 的檔案。",
    "A document of this kind may not be a file of this type or size.":
      "此類文件不接受該檔案類型或大小。",
    "That document is superseded already: supersede the one that stands in its place.":
      "該文件已被取代，請取代現時的一份。",
    "Give the reasons.": "請填寫理由。",
    "The firm has no licence that its regulator has verified as active.":
      "公司沒有經監管機構核實為有效的牌照。",
    "Name a cohort that is announced or open.": "請選擇已公布或正接受申請的一期。",
    "You changed this version yourself: another approver of the firm must submit it.":
      "你曾更改此版本，須由公司另一名批核人提交。",
    "Whoever changed a version cannot submit it.": "曾更改某版本的人不可提交該版本。",
    "A co-applicant has not signed this version yet.": "有共同申請人尚未簽署此版本。",
    "More than one authority must see this application: the consent to share it among them is missing.":
      "本申請須由多於一個機構審視，但欠缺讓各機構共用申請的同意。",
    "The application asks for compute: the consent to share what the operator must know is missing.":
      "本申請要求算力，但欠缺與營運者共用所需資料的同意。",
    "The time to resubmit has passed.": "重新提交的限期已過。",
    "The cohort's window is not open.": "本期現不接受申請。",
    "The content is missing.": "欠缺申請內容。",
    "No remit is named by the routing rules.": "按規則未能定出審核機構。",
    "The lead is not determined.": "主導部門尚未確定。",
    "It is not yet clear which desks must review this.": "尚未能確定哪些機構須審核本申請。",
    "It is not yet clear which desk leads.": "尚未能確定由哪個機構主導。",
    "A question to the firm is still open.": "仍有向公司提出的查詢未獲回覆。",
    "The content can be amended to answer a question or when the coordinator invites it.":
      "只可為回覆查詢或應統籌主任邀請而修訂內容。",
    "A relief is asked for and not decided.": "有寬免要求尚待決定。",
    "Name the version that is offered and the number of the offer, whose conditions you accept.":
      "請註明邀請所依據的版本及邀請的次序，即你所接納的條件。",
    "A change of the offer was asked for once already.": "已曾要求更改邀請一次。",
    "The operator has not provisioned the compute grant.": "營運者尚未撥備算力。",
    "The trial's last day has passed.": "測試的最後一日已過。",
    "A regulator's hold stands on this trial.": "監管機構對本測試的暫停令仍然有效。",
    "The trial's last day is not over.": "測試的最後一日尚未結束。",
    "The firm's final report is not in; state its absence if it will not come.":
      "公司尚未提交最終報告；如不會提交，請予註明。",
    "A job has not ended yet.": "仍有工作尚未結束。",
    "The decision has been reconsidered once already.": "有關決定已曾覆議一次。",
    "The time to ask for a reconsideration has passed.": "要求覆議的限期已過。",
    "The case has no compute grant.": "個案沒有獲批的算力。",
    "Jobs are taken while the trial runs.": "只在測試進行期間接受工作。",
    "The grant's quota does not cover it.": "餘下的算力額度不足。",
    "The case is closed.": "個案已經結束。",
    "The case is not closed.": "個案尚未結案。",
    "Name the document's kind and its SHA-256.": "請註明文件種類並附上檔案。",
    "Reports are taken during the trial and its exit review.": "報告只可於測試及退出檢討期間提交。",
    "Write the answer.": "請填寫回覆。",
    "Name a question of this review that is open.": "該查詢已不再等候回覆。",
    "Name a question of this review that has no answer yet.": "該查詢已有回覆。",
    "It has changed since you looked.": "個案在你查看後已有更改。",
    "Look at what changed and decide again.": "請查看最新情況後再作決定。",
    "Call begin_migration(reason) in the same transaction; it writes an entry.":
      "請先在同一交易內呼叫 begin_migration(reason)，該函數會寫入記錄。",
    "The draft was changed meanwhile: what the rules were run on is not what it says now.":
      "草稿其間已有更改：規則所評核的並非現時的內容。",
    "Look at the draft again, then send it once more.": "請再次查看草稿，然後重新提交。",
    "The panel's scores were changed meanwhile.": "評審小組的評分其間已有更改。",
    "Look at them again, then send it once more.": "請再次查看，然後重新提交。",
    "What is known of the incident has changed meanwhile.": "事故的資料其間已有更改。",
    "Look at it again, then send it once more.": "請再次查看，然後重新提交。",
    "Others changed it at the same moment.": "其他人同時作出了更改。",
    "Try again.": "請再試。",
    "The database cannot be reached now.": "暫時未能連接資料庫。",
    "Nothing was lost. Try again in a moment.": "沒有遺失任何資料，請稍後再試。",
    "The draft was saved by somebody else meanwhile, or is not yours.":
      "其他人其間已儲存草稿，或該草稿並非屬於你。",
    "Look at what changed and save again.": "請查看更改後再次儲存。",
    "A value does not fit.": "有一項內容不符合要求。",
    "A value holds what cannot be stored.": "有一項內容含有不能儲存的字元。",
    "Check what was sent.": "請核對所提交的內容。",
    "Declare first whether you have a conflict of interest in this case.":
      "請先申報你在本個案有否利益衝突。",
    "You declared a conflict of interest in this case and cannot act on it.":
      "你已申報在本個案有利益衝突，不可處理本個案。",
    "You already have the other part on this case: nobody is officer and approver on one case.":
      "你在本個案已擔任另一職務：同一人不可兼任個案主任及批核人。",
    "You recommended in this review: another person must countersign.":
      "建議由你作出，須由另一人加簽。",
    "You countersigned in this review and cannot recommend in it.":
      "你已在此審核加簽，不可再作建議。",
    "You proposed it: another person must decide on it.": "提議由你作出，須由另一人決定。",
    "You confirmed it already.": "你已作確認。",
    "The case has moved on since this was proposed: it lapses.":
      "個案在提議後已有進展，提議因而失效。",
    "The cohort is not ranked yet.": "本期尚未排序。",
    "The cohort has no place left.": "本期已無名額。",
  ]

  /// Sentences with one value.
  static let open: [(String, String)] = [
    ("Conditions precedent are not satisfied: {}.", "先決條件尚未符合：{}。"),
    ("The review is not countersigned for this version: {}.", "此版本的審核尚未加簽：{}。"),
    ("A required remit objects: {}.", "有須參與的機構提出反對：{}。"),
    ("Conditions of two remits conflict: {}.", "兩個機構的條件互相牴觸：{}。"),
    ("A remit has not countersigned its part of the exit report: {}.", "有機構尚未加簽其退出報告部分：{}。"),
    ("The rules name two leads: {}.", "規則定出兩個主導部門：{}。"),
    ("Rules stand against it: {}.", "有規則不符：{}。"),
    (
      "No desk carries the conditions that the rules set: {}. Reopen its review, or have them "
        + "overridden.", "規則施加的條件未有部門採納：{}。請重啟其審查，或另作豁免。"
    ),
    (
      "The recommendation leaves out conditions that the rules set: {}. Carry them, or have them "
        + "overridden.", "建議欠缺規則施加的條件：{}。請予採納，或另作豁免。"
    ),
    ("Not in the approved plan: {}.", "不在獲批計劃之內：{}。"),
    ("The policies allow this trial at most {}.", "政策只容許本測試最多：{}。"),
    ("The policies allow at most {}.", "政策只容許最多：{}。"),
    ("What the policies allow is not determined: {}.", "未能確定政策容許的上限：{}。"),
    ("State: {}.", "請說明：{}。"),
    ("A fact cannot be read: {}", "有一項事實未能讀取：{}"),
    ("No policy in force states the clock {}.", "現行政策沒有訂明時限 {}。"),
    ("The clock {} has not run out.", "時限 {} 尚未屆滿。"),
    ("Name the ending: {}.", "請選擇終止的原因：{}。"),
    (
      "Rules of this remit are not met: {}. You can ask, object, or have them overridden.",
      "有所屬機構的規則不符：{}。你可提問、提出反對，或由獲授權人員推翻有關規則。"
    ),
    ("The rules at {} have not been run for this act.", "尚未為此事執行 {} 階段的規則。"),
    ("The decision was tied to {}: that remit judges again.", "決定的理由屬於 {}，須由該機構再作判定。"),
    (
      "There is no such role, or it is of no firm or remit that is there: {}.",
      "沒有這個職務，或其所屬公司或機構並不存在：{}。"
    ),
    ("No policies are in force on {}.", "{} 當日沒有生效的政策。"),
    ("A value does not fit ({}).", "有一項內容不符合要求（{}）。"),
  ]
}
