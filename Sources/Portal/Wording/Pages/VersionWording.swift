/// What the comparison of versions says.
enum VersionWording {
  static let title = Phrase("Versions and what changed", "各版本及其更改")
  static let fact = Phrase("Fact", "資料")
  static let version = Phrase("Version {}", "版本{}")
  static func named(_ number: Int) -> Phrase { version.filled(with: "\(number)") }
  static let asked = Phrase("As asked for", "所要求的內容")
  static let frozen = Phrase("Frozen", "凍結時間")
  static let submitter = Phrase("Submitted by", "提交者")
  static let changes = Phrase("Facts changed", "更改的資料")
  static let first = Phrase("The first", "首個版本")
  static let same = Phrase("No fact differs between the two.", "兩個版本的資料完全相同。")
  static let between = Phrase("Between version {} and version {}", "版本{}與版本{}之間")
  static let compare = Phrase("Compare", "比較")
  static let none = Phrase("Nothing was submitted yet.", "尚未提交任何版本。")
  static let noneHow = Phrase(
    "A version is frozen each time the application is submitted or amended.",
    "每次提交或修訂申請時，內容會凍結為一個版本。")
  static let from = Phrase("Earlier version", "較早版本")
  static let to = Phrase("Later version", "較後版本")
}
