/// A rule that ends within a quarter, while somebody can still say what follows it.
enum UntilSoon {
  /// Days of notice: a rule is drafted, adopted and announced in less.
  static let notice: Int64 = 90

  static func check(_ rules: [Rule], on day: CivilDate, _ findings: inout Findings) {
    for rule in rules {
      guard let until = rule.until else { continue }
      let left = until.day - day.day
      guard (1...notice).contains(left) else { continue }
      findings.add(
        .untilSoon, "`\(rule.id)` ends in \(left) days, on \(until)", at: rule.span,
        help: "say what follows, or let it end")
    }
  }
}
