/// A time in between that nothing is said about: before a parameter's first value, or between two values of a
/// clock or a quota.
enum TimelineGap {
  static func check(
    _ policy: PolicyHeader, parameters: [(Parameter, Word)], _ findings: inout Findings
  ) {
    for (parameter, word) in parameters {
      guard let first = parameter.timeline.first, first.from > policy.from else { continue }
      findings.add(
        .timelineGap,
        "`\(parameter.name)` has no value of its own from \(policy.from) to \(first.from), "
          + "the first one is taken", at: word.span,
        help: "begin with a value from \(policy.from) or before",
        edit: edit(first.from, policy.from, word.span, &findings))
    }
  }

  /// The first value holds before its day as well: saying so changes nothing.
  private static func edit(
    _ first: CivilDate, _ earlier: CivilDate, _ span: Span, _ findings: inout Findings
  ) -> Findings.Mend? {
    findings.statement(at: span).flatMap { findings.place(of: first.description, in: $0) }
      .map { ($0, earlier.description) }
  }

  static func check(_ timelines: [[Rule]], _ findings: inout Findings) {
    for rules in timelines {
      for (earlier, later) in zip(rules, rules.dropFirst()) {
        guard let until = earlier.until, until < later.from else { continue }
        findings.add(
          .timelineGap,
          "nothing is said from \(until), when `\(earlier.id)` ends, to \(later.from)",
          at: later.span, help: "let the two meet")
      }
    }
  }
}

extension Rule {
  /// Clocks and quotas that set one thing for one remit without a condition, each in the order of its days.
  static func timelines(_ rules: [Rule]) -> [[Rule]] {
    settings(rules).map { $0.filter { $0.condition == .constant(true) } }.filter { $0.count > 1 }
      .map { $0.sorted { ($0.from, $0.span.start) < ($1.from, $1.span.start) } }
      .sorted { ($0[0].span.file, $0[0].span.start) < ($1[0].span.file, $1[0].span.start) }
  }

  /// Clocks and quotas by what they set, in the order of the files.
  static func settings(_ rules: [Rule]) -> [[Rule]] {
    var order: [Setting] = []
    var bySetting: [Setting: [Rule]] = [:]
    for rule in rules {
      guard let setting = rule.setting else { continue }
      if bySetting[setting] == nil { order.append(setting) }
      bySetting[setting, default: []].append(rule)
    }
    return order.compactMap { bySetting[$0] }
  }
}
