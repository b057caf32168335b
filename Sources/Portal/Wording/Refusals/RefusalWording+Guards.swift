extension RefusalWording {
  /// What the guards of the lifecycle say, A to M.
  static let guardsToM: [String: String] = [
    "Give the set of policies that is in force from that day on, this version in it.":
      "請提交由該日起生效的整套政策，並包括此版本。",
    "A case in the ranking is not of this cohort, or its reviews are not concluded.":
      "排序內有個案不屬本期，或其審核尚未完成。",
    "A case of this cohort is open.": "本期仍有個案未完結。",
    "A case officer can take a review, not give it to another.": "個案主任可自行接手審核，但不可交予他人。",
    "A case stands in the ranking twice.": "排序內有個案重複。",
    "A case that holds a place would lose it: only free places are given.":
      "已有名額的個案會因此失去名額：只可分配空缺名額。",
    "A case is published from onboarding on, with its firm's consent to publish.":
      "個案在啟動準備後，並經公司同意公布，方可公布。",
    "A chain only moves on with its entry.": "每項更改均須有其記錄。",
    "A firm requests candidates and attackers, an assurance provider validators.":
      "公司可要求執行候選模型及攻擊方工作，保證服務提供者可要求執行驗證工作。",
    "A grant is provisioned in onboarding and changed during the trial.": "算力在啟動準備期間撥備，在測試期間更改。",
    "A job can only change by an event of its table.": "工作現時的狀況不容許此項操作。",
    "A key of the detail is not plain.": "所提交內容的欄位名稱不符合要求。",
    "A lapsed draft is final; copy its content into a new one.": "失效的草稿不能恢復；可把內容複製到新的申請。",
    "A licence relied on is not active: nothing advances before its regulator was consulted.":
      "所依據的牌照並非有效：須先轉介有關監管機構，個案方可進行。",
    "A legal hold stands on this case: nothing is erased.": "本個案有保存令，不可刪除任何資料。",
    "A number of the detail is not an integer within 31 bits.": "數字須為整數，且不可過大。",
    "A party leaves while the content is being written, later by an amendment or a variation; the applicant withdraws.":
      "各方只可在草擬期間退出，其後須透過修訂或更改；申請人則可撤回申請。",
    "A question names at least one fact or document and says what is wanted.":
      "查詢須指明最少一項事實或文件，並說明所需。",
    "A reconsideration is decided by persons who took no part before.": "覆議須由先前沒有參與的人決定。",
    "A reconsideration is reviewed by persons who took no part before.": "覆議須由先前沒有參與的人審核。",
    "A relief is asked for before the offer.": "寬免須在發出邀請前提出。",
    "A review of this variation is open or objects.": "此項更改的審核尚未完成，或有機構反對。",
    "A state can only change by an event of its table.": "現時的狀況不容許此項操作。",
    "A value is missing or cannot be what it should be.": "有一項內容欠缺或不符合要求。",
    "A variation can be asked for from onboarding to the end of the trial.": "只可在啟動準備至測試結束期間提出更改。",
    "A window can only be extended: name a later closing date.": "申請期只可延長，請填寫較後的截止日期。",
    "An approver can reopen the own remit only.": "批核人只可重開所屬機構的審核。",
    "Ask a colleague who has had no part in it.": "請由沒有參與的同事處理。",
    "Attest the erasure.": "請證明資料已刪除。",
    "Describe the problem.": "請說明難題。",
    "Detail and payload are JSON objects of at most 16 kB and 4 MB.": "所提交的內容過長。",
    "Each condition has a wording, a timing (precedent, during, after) and, if any, a due day.":
      "每項條件須有內容及適用時間；如有限期，亦須註明。",
    "Give notice and wait for representations, or state the urgency.": "請先發出通知並等候申述，或說明緊急情況。",
    "Give the artefact's kind and SHA-256.": "請註明材料的種類及 SHA-256。",
    "Give the cause and the remedy.": "請填寫原因及補救。",
    "Give the content as it is to become, with its route.": "請提交更改後的內容，並可據以定出審核機構。",
    "Give the date of effect.": "請填寫生效日期。",
    "Give the day on which the register was checked.": "請填寫查核登記冊的日期。",
    "Give the limits and the last day of the relief.": "請填寫寬免的限制及最後一日。",
    "Give the note's title and text.": "請填寫指引的標題及內容。",
    "Give the policy's name and version.": "請填寫政策的名稱及版本。",
    "Give the policy's name, version, digest, file, source and the remit it binds, or joint.":
      "請填寫政策的名稱、版本、摘要值、檔案、原文及適用機構。",
    "Give the ranking.": "請填寫排序。",
    "Give the reasons, tied to a remit or to the ranking.": "請填寫理由，並註明所屬機構或排序。",
    "Its day has not passed.": "限期尚未屆滿。",
    "Keys are lower-case letters, digits, underscores and points, at most 64.":
      "欄位名稱只可用小寫字母、數字、底線及句點，不超過 64 個字元。",
    "Leave out what is not there.": "請略去空白項目。",
    "List at least one defect.": "請列出最少一項須補正之處。",
    "More cases stand above the line than the cohort has places.": "入選個案多於本期名額。",
  ]
}
