/// Every sentence a person reads stands there in both languages.
enum Languages {
  static func both(
    _ syntax: TextsSyntax?, of word: Word, _ findings: inout Findings
  ) -> Texts {
    guard let syntax else {
      findings.add(
        .missingLanguage, "`\(word.text)` has no text for a person to read", at: word.span,
        help: "add `en \"…\" zh \"…\"`")
      return Texts(en: "", zh: "")
    }
    if syntax.en?.isEmpty ?? true {
      findings.add(
        .missingLanguage, "the English text of `\(word.text)` is missing", at: syntax.span,
        help: "add `en \"…\"`")
    }
    if syntax.zh?.isEmpty ?? true {
      findings.add(
        .missingLanguage, "the Chinese text of `\(word.text)` is missing", at: syntax.span,
        help: "add `zh \"…\"`")
    }
    return syntax.texts
  }
}
