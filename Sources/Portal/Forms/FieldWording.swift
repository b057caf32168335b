/// What a form says about an answer: what is wrong and what to do.
enum FieldWording {
  static let noneOrValue = Phrase(
    "Give an answer, or say that there is none, not both.", "請填寫答案，或註明「沒有」，不可兩者並存。")
  static let notOffered = Phrase(
    "Choose one of the answers shown.", "請從列出的答案中選擇。")
  static let noSuchDay = Phrase(
    "Give day, month and year of a real date, such as 21 11 2026.",
    "請填寫實際日期的年、月、日，例如 2026 11 21。")
  static let others = Phrase("Others", "其他")
  static let noneOfThese = Phrase("None of these", "以上皆非")

  static func missing(_ field: Field) -> Phrase {
    switch field.kind {
    case .choice, .yesNo: choose
    case .choices: chooseSome
    case .file: addFile
    case .list: addItem
    case .text, .longText, .secret, .date, .number, .money, .percent: fillIn
    }
  }

  /// Whether an error says no more than that there is no answer.
  static func isMissing(_ message: Phrase) -> Bool {
    [fillIn, choose, chooseSome, addFile, addItem].contains(message)
  }

  private static let fillIn = Phrase("Fill this in.", "請填寫此項。")
  private static let choose = Phrase("Choose an answer.", "請選擇答案。")
  private static let chooseSome = Phrase("Choose at least one answer.", "請至少選擇一個答案。")
  private static let addFile = Phrase("Add a file.", "請附上檔案。")
  private static let addItem = Phrase("Add at least one item.", "請至少加入一項。")

  static func tooLong(_ limit: Int) -> Phrase {
    Phrase(
      "Write at most \(Quantity.grouped(limit)) characters.",
      "請勿超過\(Quantity.grouped(limit))個字元。")
  }

  static func notANumber(_ digits: Int) -> Phrase {
    digits == 0
      ? Phrase("Give a whole number, such as 1,200.", "請填寫整數，例如 1,200。")
      : Phrase(
        "Give a number with at most \(digits) digits behind the point, such as 2.5.",
        "請填寫數字，小數點後最多\(digits)位，例如 2.5。")
  }

  static func outside(_ lowest: String, _ highest: String) -> Phrase {
    Phrase(
      "Give a number from \(lowest) to \(highest).", "請填寫\(lowest)至\(highest)之間的數字。")
  }
}
