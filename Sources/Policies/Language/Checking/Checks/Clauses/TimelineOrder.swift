/// Dated values out of order, or a period that ends before it begins or before its policy does.
enum TimelineOrder {
  static func check(_ rule: RuleSyntax, of policy: PolicySyntax, _ findings: inout Findings) {
    if let until = rule.clauses.until, until.date <= policy.from,
      until.date > rule.clauses.from ?? CivilDate.supported.lowerBound
    {
      findings.add(
        .timelineOrder, "`\(rule.id.text)` ends before its policy begins", at: until.span,
        help: "the policy begins on \(CivilDate(day: policy.from)): let `until` name a later day")
      return
    }
    guard let from = rule.clauses.from, let until = rule.clauses.until, until.date <= from else {
      return
    }
    var edit: Findings.Mend?
    if until.date < from,
      let first = rule.clauses.places.first(where: { $0.word == "from" })?.span
    {
      let days = (CivilDate(day: from).description, CivilDate(day: until.date).description)
      edit = findings.replacement(of: [
        (first, findings.text(of: first).replacing(days.0, with: days.1)),
        (until.span, findings.text(of: until.span).replacing(days.1, with: days.0)),
      ])
    }
    findings.add(
      .timelineOrder, "`\(rule.id.text)` ends before it begins", at: until.span,
      help: "let `until` name a day after `from`", edit: edit)
  }

  static func check(_ parameter: ParameterSyntax, _ findings: inout Findings) {
    for (earlier, later) in zip(parameter.timeline, parameter.timeline.dropFirst())
    where later.from <= earlier.from {
      findings.add(
        .timelineOrder, "this value begins no later than the one before it", at: later.span,
        help: "write the values in the order of their days",
        edit: later.from < earlier.from
          ? findings.replacement(of: [
            (earlier.span, findings.text(of: later.span)),
            (later.span, findings.text(of: earlier.span)),
          ]) : nil)
    }
  }
}
