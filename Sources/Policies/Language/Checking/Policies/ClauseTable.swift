/// Which clauses belong to which statement.
enum ClauseTable {
  private static let common: Set<String> = ["cite", "from", "until", "when", "applies_to"]
  private static let staged = common.union(["at", "shadow"])

  private static let allowed: [String: Set<String>] = [
    "route": common, "lead": common,
    "refuse": staged.union(["hard", "soft", "adopted"]),
    "waive": common.union(["approved_by"]),
    "document": staged, "flag": staged, "ask": staged, "approve": staged,
    "condition": staged.union(["within", "suspends"]),
    "suspend": staged.union(["adopted"]),
    "gate": staged.union(["require", "adopted"]),
    "except": common, "clock": common, "quota": common,
  ]

  private static let needed: [String: [String]] = [
    "route": ["when"], "refuse": ["severity", "at", "when"], "waive": ["when"],
    "document": ["at"], "flag": ["at"], "ask": ["at"], "condition": ["at"],
    "suspend": ["at", "when"], "gate": ["at", "require"], "except": ["when"],
  ]

  static func check(_ rule: RuleSyntax, _ findings: inout Findings) {
    let keyword = rule.keyword.text
    let present = present(rule.clauses)
    let permitted = allowed[keyword] ?? []
    for clause in present.sorted() where !permitted.contains(clause) {
      findings.add(
        .misplacedClause, "`\(clause)` does not belong to `\(keyword)`", at: rule.id.span,
        help: "remove it")
    }
    for clause in needed[keyword] ?? [] {
      let has =
        clause == "severity"
        ? rule.clauses.severity != nil : present.contains(clause)
      if has { continue }
      let help = clause == "severity" ? "say `hard`, `soft` or `shadow`" : "add `\(clause) …`"
      findings.add(
        .missingClause, "`\(rule.id.text)` lacks `\(clause)`", at: rule.id.span, help: help)
    }
    if rule.clauses.citations?.isEmpty ?? true {
      findings.add(
        .missingCitation, "`\(rule.id.text)` cites nothing", at: rule.id.span,
        help: "add `cite INSTRUMENT para \"…\"`")
    }
    if case .waive = rule.head, rule.clauses.approvedBy == nil {
      findings.add(
        .waiverWithoutApprover, "`\(rule.id.text)` does not say who approves the waiver",
        at: rule.id.span, help: "add `approved_by REMIT.approver`")
    }
    if let from = rule.clauses.from, let until = rule.clauses.until, until.date <= from {
      findings.add(
        .timelineOrder, "`\(rule.id.text)` ends before it begins", at: until.span)
    }
  }

  private static func present(_ clauses: ClausesSyntax) -> Set<String> {
    var words: Set<String> = []
    if let severity = clauses.severity { words.insert(severity.text) }
    if clauses.stage != nil { words.insert("at") }
    if clauses.when != nil { words.insert("when") }
    if clauses.require != nil { words.insert("require") }
    if clauses.within != nil { words.insert("within") }
    if clauses.suspends != nil { words.insert("suspends") }
    if clauses.approvedBy != nil { words.insert("approved_by") }
    if clauses.citations != nil { words.insert("cite") }
    if clauses.adoption != nil { words.insert("adopted") }
    if clauses.from != nil { words.insert("from") }
    if clauses.until != nil { words.insert("until") }
    if clauses.receivedBefore != nil { words.insert("applies_to") }
    return words
  }
}
