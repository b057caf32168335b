/// A Chinese sentence that is the English one; what is in capitals, such as GB, is the same in both.
enum Untranslated {
  static func check(_ syntax: TextsSyntax, of word: Word, _ findings: inout Findings) {
    guard let english = syntax.en, let chinese = syntax.zh,
      english.contains(where: \.isLowercase), folded(english) == folded(chinese)
    else { return }
    findings.add(
      .untranslated, "the Chinese text of `\(word.text)` is the English one", at: syntax.span,
      help: "write it in Traditional Chinese")
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().filter { !$0.isWhitespace }
  }
}
