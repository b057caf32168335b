/// A sentence that a person reads and that does not stand there in both languages.
enum MissingLanguage {
  static func check(
    _ syntax: TextsSyntax?, of word: Word, _ findings: inout Findings
  ) -> Texts {
    guard let syntax else {
      findings.add(
        .missingLanguage, "`\(word.text)` has no text for a person to read", at: word.span,
        help: "add `en \"…\" zh \"…\"`")
      return Texts(en: "", zh: "")
    }
    if syntax.en?.isEmpty ?? true { report("English", "en", syntax, of: word, &findings) }
    if syntax.zh?.isEmpty ?? true { report("Chinese", "zh", syntax, of: word, &findings) }
    Untranslated.check(syntax, of: word, &findings)
    return syntax.texts
  }

  private static func report(
    _ language: String, _ keyword: String, _ syntax: TextsSyntax, of word: Word,
    _ findings: inout Findings
  ) {
    findings.add(
      .missingLanguage, "the \(language) text of `\(word.text)` is missing", at: syntax.span,
      help: "add `\(keyword) \"…\"`", edit: translation(keyword, syntax, &findings))
  }

  /// The same sentence stands elsewhere in both languages: no machine translates, but it can look.
  private static func translation(
    _ keyword: String, _ syntax: TextsSyntax, _ findings: inout Findings
  ) -> Findings.Mend? {
    let isEnglish = keyword == "en"
    guard let own = isEnglish ? syntax.zh : syntax.en,
      (isEnglish ? syntax.en : syntax.zh) == nil,
      let other = findings.translation(of: own)
    else { return nil }
    let text = "\(keyword) \"\(other)\""
    return isEnglish
      ? findings.insertion(of: text + " ", before: syntax.span)
      : findings.insertion(of: " " + text, behind: syntax.span)
  }
}
