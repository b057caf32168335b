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

  /// A value under a condition that another stands beside wherever it holds: one that always holds, or holds
  /// on the same condition.
  static func checkConditional(
    _ rules: [Rule], _ parameters: [Parameter], _ findings: inout Findings
  ) {
    guard rules.count > 1 else { return }
    let always: Condition = .constant(true)
    // By condition, so that nobody compares long ones with each other again and again.
    var earlier: [Condition: [Rule]] = [:]
    var conditional: [Rule] = []
    for later in rules {
      let isAlways = later.condition == always
      let beside =
        isAlways ? conditional : (earlier[later.condition] ?? []) + (earlier[always] ?? [])
      earlier[later.condition, default: []].append(later)
      if !isAlways { conditional.append(later) }
      guard let other = beside.first(where: { differ($0, later, parameters) }) else { continue }
      findings.add(
        .timelineOverlap,
        "`\(other.id)` and `\(later.id)` hold at once, and set the same to different values",
        at: later.span, help: "write the special one as an `except` of the other")
    }
  }

  /// Whether there is a day on which both are in force and differ.
  private static func differ(_ one: Rule, _ other: Rule, _ parameters: [Parameter]) -> Bool {
    let first = max(one.from, other.from)
    let starts = [one, other].flatMap { rule -> [CivilDate] in
      guard case .parameter(let number)? = rule.value else { return [] }
      return parameters[number].timeline.map(\.from).filter { first < $0 }
    }
    return ([first] + starts).contains { day in
      one.isInForce(on: day) && other.isInForce(on: day)
        && one.amount(on: day, parameters) != other.amount(on: day, parameters)
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
