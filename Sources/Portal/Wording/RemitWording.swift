/// The desks that review, each with the letter that stands beside its tint.
enum RemitWording {
  /// How a desk is shown.
  struct Words: Sendable {
    /// One letter, different for each, so that no desk is known by its colour alone.
    let letter: String
    /// Short, for tables.
    let short: Phrase
    /// In full.
    let full: Phrase
  }

  static let all: [String: Words] = [
    "HKMA": Words(
      letter: "H", short: Phrase("HKMA", "金管局"),
      full: Phrase("Hong Kong Monetary Authority, banking", "香港金融管理局（銀行）")),
    "SVF": Words(
      letter: "V", short: Phrase("HKMA (SVF)", "金管局（儲值支付）"),
      full: Phrase(
        "Hong Kong Monetary Authority, stored value facilities", "香港金融管理局（儲值支付工具）")),
    "SFC": Words(
      letter: "S", short: Phrase("SFC", "證監會"),
      full: Phrase("Securities and Futures Commission", "證券及期貨事務監察委員會")),
    "IA": Words(
      letter: "I", short: Phrase("IA", "保監局"),
      full: Phrase("Insurance Authority", "保險業監管局")),
    "MPFA": Words(
      letter: "M", short: Phrase("MPFA", "積金局"),
      full: Phrase("Mandatory Provident Fund Schemes Authority", "強制性公積金計劃管理局")),
  ]

  /// What a firm reads of a desk: never more than these six.
  static let deskForFirm: [String: Phrase] = [
    "not_begun": Phrase("not yet begun", "尚未開始"),
    "reading": Phrase("reading", "審閱中"),
    "waiting_for_firm": Phrase("waiting for you", "等待你的回覆"),
    "waiting_for_desk": Phrase("waiting for another desk", "等待另一機構"),
    "done": Phrase("done", "已完成"),
    "stood_down": Phrase("stood down", "已停止審核"),
  ]
}
