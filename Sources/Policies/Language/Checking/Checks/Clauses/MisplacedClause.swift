/// A clause that does not belong to its statement, or stands twice in it.
enum MisplacedClause {
  private static let common: Set<String> = ["texts", "cite", "from", "until", "when", "applies_to"]
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

  /// Words that say the same of a statement in different ways.
  private static let severities: Set<String> = ["hard", "soft", "shadow"]

  static func check(_ rule: RuleSyntax, _ findings: inout Findings) {
    let keyword = rule.keyword.text
    let permitted = allowed[keyword] ?? []
    var seen: Set<String> = []
    for (word, span) in rule.clauses.places {
      let isSeverity = severities.contains(word)
      if !seen.insert(isSeverity ? "severity" : word).inserted {
        findings.add(
          .misplacedClause, "`\(word)` stands twice in this statement", at: span,
          help: "keep one", edit: findings.removal(of: span))
      } else if !permitted.contains(word) {
        findings.add(
          .misplacedClause, "`\(word)` does not belong to `\(keyword)`", at: span,
          help: "remove it", edit: findings.removal(of: span))
      }
    }
  }
}
