/// A statement that lacks a clause it needs.
enum MissingClause {
  private static let needed: [String: [String]] = [
    "route": ["when"], "refuse": ["severity", "at", "when"], "waive": ["when"],
    "document": ["at"], "flag": ["at"], "ask": ["at"], "condition": ["at"],
    "suspend": ["at", "when"], "gate": ["at", "require"], "except": ["when"],
  ]

  static func check(_ rule: RuleSyntax, _ findings: inout Findings) {
    let words = Set(rule.clauses.places.map(\.word))
    for clause in needed[rule.keyword.text] ?? [] {
      let isSeverity = clause == "severity"
      if isSeverity ? rule.clauses.severity != nil : words.contains(clause) { continue }
      findings.add(
        .missingClause, "`\(rule.id.text)` lacks `\(clause)`", at: rule.id.span,
        help: isSeverity ? "say `hard`, `soft` or `shadow`" : "add `\(clause) …`",
        edit: isSeverity ? soft(rule, findings) : nil)
    }
    evidence(rule, &findings)
  }

  /// A measured value of no samples is none: what is measured is unknown until there is evidence.
  private static func evidence(_ rule: RuleSyntax, _ findings: inout Findings) {
    guard rule.keyword.text == "gate", rule.clauses.require != nil,
      rule.clauses.samples ?? 0 < 1
    else { return }
    findings.add(
      .missingClause, "the gate `\(rule.id.text)` asks for no evidence", at: rule.id.span,
      help: "end `require …` with `samples >= …`, of at least 1")
  }

  /// A rule is soft unless law or safety says otherwise.
  private static func soft(_ rule: RuleSyntax, _ findings: Findings) -> Findings.Mend? {
    guard let stage = rule.clauses.places.first(where: { $0.word == "at" }) else { return nil }
    return findings.insertion(of: "soft ", before: stage.span)
  }
}
