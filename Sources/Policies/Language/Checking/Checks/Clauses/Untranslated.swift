/// A Chinese sentence that is the English one; what is in capitals, such as GB, is the same in both.
enum Untranslated {
  static func check(_ syntax: TextsSyntax, of word: Word, _ findings: inout Findings) {
    // Nearly every Chinese sentence has a character that English has not: no need to look further.
    guard let english = syntax.en, let chinese = syntax.zh,
      chinese == english || chinese.utf8.allSatisfy({ $0 < 0x80 }),
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
