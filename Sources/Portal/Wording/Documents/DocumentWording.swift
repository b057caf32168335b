internal import Workflow

/// What pages say of documents.
enum DocumentWording {
  static let supersede = Phrase("Put another in its place", "以另一份取代")
  static let superseding = Phrase(
    "The document stays on record as superseded; the new one stands in its place, of the same kind "
      + "and for the same condition or fact.",
    "原有文件會保留並註明已被取代；新文件取而代之，種類及所關乎的條件或事實不變。")
  static let inPlaceOf = Phrase("In place of", "取代")
  static let earlier = Phrase("Earlier versions ({})", "較早版本（{}）")
  static let superseded = Phrase("superseded", "已被取代")
  static let evidence = Phrase("Documents in evidence", "佐證文件")
  static let evidenceFor = Phrase("Evidence for", "佐證")
  static let evidencing = Phrase(
    "The document is shown beside the fact, to your firm and to the desks that review it.",
    "文件會列於有關事實旁，供貴公司及各審核機構查閱。")
  static let addEvidence = Phrase("Add a document as evidence", "加入佐證文件")
  static let supportingPaper = Phrase("Another supporting document", "其他佐證文件")
  static let notScanned = Phrase("not scanned for viruses", "未經病毒掃描")
  static let scanned = Phrase("scanned for viruses: nothing found", "已掃描病毒：並無發現")
  static let unreachable = Phrase("could not be scanned for viruses", "未能進行病毒掃描")

  static let sending = Phrase("Sending: {} %", "傳送中：{}%")
  static let broken = Phrase(
    "The connection broke and nothing was sent. What you typed is still here: send it again.",
    "連線中斷，未有送出。你輸入的內容仍在此頁，請再次提交。")
  static let taken = Phrase("{}; at most {}.", "{}；上限 {}。")
  static let takenInAll = Phrase(
    "{}; at most {}. Some kinds take fewer types.", "{}；上限 {}。部分種類只接受其中幾種。")

  /// What may be sent, in a line.
  static func hint(_ form: FileForm, forAllKinds: Bool = false) -> Phrase {
    let suffixes = form.media.compactMap { MediaType(rawValue: $0)?.suffix.uppercased() }
      .filter { !$0.isEmpty }.joined(separator: ", ")
    return (forAllKinds ? takenInAll : taken).filled(with: suffixes, size(form.mostBytes))
  }

  /// A size in words.
  static func size(_ bytes: Int64) -> String {
    switch bytes {
    case ..<1_024: "\(bytes) B"
    case ..<1_048_576: "\((bytes + 512) >> 10) kB"
    default: "\(bytes >> 20).\((bytes & 0xF_FFFF) * 10 >> 20) MB"
    }
  }
}
