/// What clocks, quotas and their exceptions are set to, and the time that a condition gives.
extension PolicyChecker {
  /// The value of a clock, a quota or an exception: a literal or a parameter.
  ///
  /// - Parameters:
  ///   - syntax: The rule.
  ///   - setting: The clock or the quota, also where the rule is an exception of it.
  /// - Returns: The value and its unit; nil for other rules, and after filing what is wrong.
  mutating func value(_ syntax: RuleSyntax, in setting: RuleSyntax) -> (Number, LengthUnit?)? {
    let value: ValueSyntax
    switch syntax.head {
    case .clock(_, let found), .quota(_, let found, _), .unless(let found): value = found
    default: return nil
    }
    guard case .clock = setting.head else {
      guard let (number, amounts) = whole(value) else { return nil }
      if amounts.contains(where: { $0 < 0 }) {
        findings.add(.outOfRange, "a quota is never below zero", at: value.span)
      }
      return (number, nil)
    }
    guard let (number, unit, counts) = time(value) else { return nil }
    checkLengths(counts, at: value.span)
    return (number, unit)
  }

  /// The length within which a condition is to be met.
  mutating func within(_ syntax: RuleSyntax) -> Length? {
    guard let within = syntax.clauses.within, let length = length(within) else { return nil }
    checkLengths([length.count], at: within.span)
    return length
  }

  mutating func length(_ value: ValueSyntax) -> Length? {
    guard case .length(let count, let unit) = value.literal else {
      findings.add(
        .typeMismatch, "`within` takes a length such as `20 business_days`", at: value.span)
      return nil
    }
    return Length(count, unit)
  }

  private mutating func checkLengths(_ counts: [Int64], at span: Span) {
    let range = 1...ValueType.longest
    if counts.allSatisfy(range.contains) { return }
    findings.add(
      .outOfRange, "time runs for \(range.lowerBound) to \(range.upperBound) of its unit", at: span)
  }

  private mutating func time(_ value: ValueSyntax) -> (Number, LengthUnit, [Int64])? {
    switch value.literal {
    case .length(let count, let unit): return (.literal(count), unit, [count])
    case .word(let name):
      guard let (number, type) = parameter(name, value.span) else { return nil }
      if case .length(let unit, _) = type { return (.parameter(number), unit, values(number)) }
    default: break
    }
    findings.add(
      .typeMismatch, "a clock takes a length of time", at: value.span,
      help: "write a number with its unit, such as `10 business_days`")
    return nil
  }

  private mutating func whole(_ value: ValueSyntax) -> (Number, [Int64])? {
    switch value.literal {
    case .integer(let count): return (.literal(count), [count])
    case .word(let name):
      guard let (number, type) = parameter(name, value.span) else { return nil }
      if case .int = type { return (.parameter(number), values(number)) }
    default: break
    }
    findings.add(
      .typeMismatch, "a quota takes a whole number", at: value.span,
      help: "write a number without a unit, such as `2_000`")
    return nil
  }

  private mutating func parameter(_ name: String, _ span: Span) -> (number: Int, type: ValueType)? {
    guard let found = checker.scope.parameters[name] else {
      checker.reportUnknown(Word(text: name, span: span))
      return nil
    }
    checker.scope.used.insert(name)
    return found
  }

  private func values(_ parameter: Int) -> [Int64] { parameters[parameter].timeline.map(\.value) }
}
