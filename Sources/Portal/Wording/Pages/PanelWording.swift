/// What the panel's pages say.
enum PanelWording {
  static let title = Phrase("Cases to score", "待評分個案")
  static let empty = Phrase("You have no case to score.", "你沒有待評分的個案。")
  static let emptyHow = Phrase(
    "Cases of the cohorts on whose panel you sit appear here once they are submitted.",
    "你所屬評審小組的期別有個案提交後，會在此出現。")
  static let scored = Phrase("Scored", "已評分")
  static let ofFive = Phrase("{} of {}", "{}／{}")
  static let scores = Phrase("Your scores", "你的評分")
  static let scoresWhy = Phrase(
    "Only you see them until the cohort is ranked; you can change a score until then.",
    "排序前只有你可查閱自己的評分；在此之前可隨時更改。")
  static let criterion = Phrase("Criterion", "準則")
  static let points = Phrase("Points", "分數")
  static let pointsHint = Phrase("0 is the least, 5 the most.", "0 分最低，5 分最高。")
  static let score = Phrase("Score", "評分")
  static let evidence = Phrase("What the firm states", "公司所述的事實")
  static let criteria: [Field.Choice] = [
    ("innovation", "How new it is", "創新程度"), ("complexity", "How complex it is", "複雜程度"),
    ("contribution", "What it contributes to the sector", "對業界的貢獻"),
    ("fair_use", "Fair use of the compute", "公平使用算力"),
    ("readiness", "How ready the firm is", "公司的準備程度"),
  ].map { Field.Choice(name: $0.0, label: Phrase($0.1, $0.2)) }
}
