/// What the public front says.
enum FrontWording {
  static let title = Phrase("One application, every regulator", "一次申請，各監管機構同步審核")
  static let lead = Phrase(
    "The GenA.I. Sandbox++ lets a firm try a use of generative A.I. under the eyes of all the "
      + "financial regulators it concerns, with compute, with conditions, and for a fixed time.",
    "GenA.I. 沙盒++ 讓公司在所有相關金融監管機構的監察下，於指定期限內，按既定條件並利用所提供的算力，測試生成式人工智能的應用。")
  static let toYourPages = Phrase("Go to your pages", "前往你的頁面")
  static let whatItIs = Phrase("What this is", "這是什麼")
  static let whatItIsDetail = Phrase(
    "A firm applies once. The rules of each regulator, written and dated, decide which desks must "
      + "review the application and what each must look at: the HKMA for banking and for stored "
      + "value facilities, the SFC, the IA and the MPFA. The desks review side by side. No decision "
      + "is taken by one person alone.",
    "公司只須申請一次。各監管機構按其訂明日期的書面規則，決定哪些機構須參與審核及各自須審視的事項："
      + "金管局（銀行及儲值支付工具）、證監會、保監局及積金局。各機構同步審核，任何決定均不會由一人單獨作出。")
  static let howToApply = Phrase("How to apply", "如何申請")
  static let steps: [(title: Phrase, detail: Phrase)] = [
    (
      Phrase("Describe the use.", "說明應用。"),
      Phrase(
        "Your preparer fills in the facts; before anything is sent, the page shows which rules are "
          + "met, which are not, and what is missing.",
        "由公司擬備人填寫事實；提交前，頁面會顯示哪些規則已符合、哪些未符合，以及尚欠什麼資料。")
    ),
    (
      Phrase("Have another person submit it.", "由另一人提交。"),
      Phrase(
        "Whoever changed the draft cannot submit it; your approver does.",
        "曾更改草稿的人不可提交，須由公司批核人提交。")
    ),
    (
      Phrase("Answer questions.", "回覆查詢。"),
      Phrase(
        "A desk that lacks a fact asks for exactly that; its clock stops until you answer.",
        "機構如欠缺某項事實，只會查詢該項；在你回覆前，其審核時限暫停計算。")
    ),
    (
      Phrase("Accept the offer and try it.", "接納邀請並進行測試。"),
      Phrase(
        "The offer names its conditions. Your jobs run on granted compute, and measured results "
          + "are judged against the published gates.",
        "邀請會列明條件。你的工作在獲批算力上執行，所得量度結果按已公布的關卡評定。")
    ),
  ]
  static let whatIsSaid = Phrase("What taking part means", "參與的意義")
  static let noEndorsement = Phrase(
    "Taking part is no endorsement, licence or approval of a product. A firm needs the licence that "
      + "its business needs, before, during and after a trial.",
    "參與沙盒並不代表任何認可、發牌或對產品的批准。公司於測試之前、期間及之後，均須持有其業務所需的牌照。")
  static let trail = Phrase(
    "Every step is written to a log that outsiders can verify; nothing in it can be changed later.",
    "每一步均記入可供外界核實的日誌，其後不能更改。")
}
