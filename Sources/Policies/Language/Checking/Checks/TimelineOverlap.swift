/// Two values of one clock or quota in force at once.
enum TimelineOverlap {
  static func check(_ timelines: [[Rule]], _ findings: inout Findings) {
    for rules in timelines {
      for (earlier, later) in zip(rules, rules.dropFirst()) {
        if let until = earlier.until, until <= later.from { continue }
        findings.add(
          .timelineOverlap,
          "`\(earlier.id)` is still in force when `\(later.id)` begins, and both set the same",
          at: later.span, help: "end `\(earlier.id)` with `until \(later.from)`")
      }
    }
  }
}
