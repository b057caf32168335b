extension Texts {
  /// Each language's text put through its own function.
  func map(en: (String) -> String, zh: (String) -> String) -> Texts {
    Texts(en: en(self.en), zh: zh(self.zh))
  }

  /// A label and what is said of it.
  func says(_ value: Texts) -> Texts {
    Texts(en: "\(en): \(value.en)", zh: "\(zh)：\(value.zh)")
  }

  /// In parentheses, where it stands inside something longer.
  var enclosed: Texts { map(en: { "(\($0))" }, zh: { "（\($0)）" }) }
}

extension [Texts] {
  /// In a row: `A, B or C`, and in Chinese `A、B或C`; names with commas of their own have semicolons
  /// between them.
  func listed(_ word: Texts) -> Texts {
    func list(_ texts: [String], _ comma: String, _ last: String) -> String {
      texts.count < 2
        ? texts.joined() : texts.dropLast().joined(separator: comma) + last + texts[texts.count - 1]
    }
    return Texts(
      en: list(
        map(\.en), contains { $0.en.contains(",") } ? "; " : ", ", " \(word.en) "),
      zh: list(map(\.zh), "、", word.zh))
  }

  /// Whole statements in a row.
  func joined(en: String, zh: String) -> Texts {
    Texts(en: map(\.en).joined(separator: en), zh: map(\.zh).joined(separator: zh))
  }
}
