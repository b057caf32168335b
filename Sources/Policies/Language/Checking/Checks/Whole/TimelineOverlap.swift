/// Two values of one clock or quota in force at once.
enum TimelineOverlap {
  static func check(_ timelines: [[Rule]], _ findings: inout Findings) {
    for rules in timelines {
      for (earlier, later) in zip(rules, rules.dropFirst()) {
        if let until = earlier.until, until <= later.from { continue }
        findings.add(
          .timelineOverlap,
          "`\(earlier.id)` is still in force when `\(later.id)` begins, and both set the same",
          at: later.span, help: "end `\(earlier.id)` with `until \(later.from)`",
          edit: edit(earlier, later.from, &findings))
      }
    }
  }

  /// Ends the earlier one, unless nothing would be left of it or both stand in different files.
  private static func edit(_ earlier: Rule, _ day: CivilDate, _ findings: inout Findings)
    -> Findings.Mend?
  {
    guard earlier.from < day, let statement = findings.statement(at: earlier.span) else {
      return nil
    }
    if let until = earlier.until {
      return findings.place(of: until.description, in: statement).map { ($0, day.description) }
    }
    // An `except` inside of it comes behind all of its clauses.
    let inner = findings.statements(inside: statement).map(\.start).min()
    let own = Span(file: statement.file, start: statement.start, end: inner ?? statement.end)
    return findings.insertion(of: " until \(day)", behind: findings.trimmed(own))
  }
}
