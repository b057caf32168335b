/// A rule that cites nothing.
enum MissingCitation {
  static func check(_ rule: RuleSyntax, _ findings: inout Findings) {
    guard rule.clauses.citations?.isEmpty ?? true else { return }
    findings.add(
      .missingCitation, "`\(rule.id.text)` cites nothing", at: rule.id.span,
      help: "add `cite INSTRUMENT para \"…\"`")
  }
}
