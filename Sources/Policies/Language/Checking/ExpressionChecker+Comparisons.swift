/// Comparisons of numbers and tests of members.
extension ExpressionChecker {
  mutating func compare(
    _ left: ExpressionSyntax, _ word: Word, _ right: ExpressionSyntax, _ span: Span
  ) -> Typed {
    guard let comparison = Comparison(rawValue: word.text) else { return .invalid }
    if case .quantified(let quantifier, let binder, let list, let body, _) = left,
      quantifier.text == "count"
    {
      return counted(binder, list, body, comparison, right, span)
    }
    let side = typed(left)
    // A bare name beside something unreadable may well be a member of it.
    if case .invalid = side, case .name = right { return .invalid }
    let sides = (side, isMember(right, of: side) ?? typed(right))
    switch sides {
    case (.invalid, _), (_, .invalid):
      return .invalid
    case (.number(let first), .number(let second)):
      return numbers(first, comparison, second, span)
    case (.members(let place, let attribute), .word(let member)):
      guard let mask = mask([Word(text: member, span: right.span)], attribute) else {
        return .invalid
      }
      guard case .member = attribute.type else {
        findings.add(
          .typeMismatch, "`\(attribute.name)` is a set", at: span,
          help: "ask `has \(member)` or `only {\(member)}`",
          edit: comparison.isEquality
            ? (
              span,
              (comparison == .equal ? "" : "not ") + findings.text(of: left.span)
                + " has \(member)"
            ) : nil)
        return .invalid
      }
      // Worded as what the atom is: `!=` is its denial, in explanations as well.
      let wording = Wording(
        text: "\(findings.sources[span.file].words(left.span.start, left.span.end)) = \(member)")
      return equality(.atom(.members(place, .anyOf(mask)), wording), comparison, span)
    case (.condition(let condition), .word(let word)) where word == "yes" || word == "no":
      let answer = word == "yes" ? condition : .not(condition)
      return equality(answer, comparison, span)
    case (_, .word("none")):
      let side = findings.sources[span.file].slice(left.span.start, left.span.end)
      findings.add(
        .typeMismatch, "none is asked for, not compared with", at: span, help: "write `is none`",
        edit: comparison.isEquality
          ? (span, side + (comparison == .equal ? " is none" : " is not none")) : nil)
      return .invalid
    case (.opaque(_, let attribute), _) where attribute.type == .text || attribute.type == .digest:
      findings.add(
        .unreadableText,
        "`\(attribute.name)` is \(attribute.type.described), which conditions cannot read",
        at: span,
        help: attribute.mayBeNone
          ? "ask `\(attribute.name) is none`, or let an officer record what it says"
          : "let an officer record what it says, and read that")
      return .invalid
    default:
      var help: String?
      if case .condition = sides.0 {
        let side = findings.text(of: left.span)
        help = "write `\(side)`, or `not \(side)` for its opposite"
      }
      findings.add(
        .typeMismatch, "\(sides.0.described) is compared with \(sides.1.described)", at: span,
        help: help)
      return .invalid
    }
  }

  /// A bare name beside a member is a member's name.
  private func isMember(_ syntax: ExpressionSyntax, of side: Typed) -> Typed? {
    guard case .name(let word) = syntax, case .members = side else { return nil }
    return .word(word.text)
  }

  private mutating func equality(
    _ condition: Condition, _ comparison: Comparison, _ span: Span
  ) -> Typed {
    switch comparison {
    case .equal: return .condition(condition)
    case .different: return .condition(.not(condition))
    default:
      findings.add(
        .typeMismatch, "these have no order", at: span, help: "compare with `=` or `!=`")
      return .invalid
    }
  }

  mutating func numbers(
    _ first: TypedNumber, _ comparison: Comparison, _ second: TypedNumber, _ span: Span
  ) -> Typed {
    guard let (left, right) = aligned(first, second, span) else { return .invalid }
    reportConstant(
      left.range, comparison, right.range, isLiteral: first.isLiteral || second.isLiteral, at: span)
    return .condition(atom(.compare(left.number, comparison, right.number), span))
  }

  /// Reports a comparison that has the same value whatever the facts are.
  mutating func reportConstant(
    _ left: ClosedRange<Int64>, _ comparison: Comparison, _ right: ClosedRange<Int64>,
    isLiteral: Bool, at span: Span
  ) {
    guard let constant = constant(left, comparison, right) else { return }
    findings.add(
      isLiteral ? .outOfRange : .constantCondition,
      "this is always \(constant ? "true" : "false") within the ranges of the vocabulary", at: span)
  }

  /// The value that a comparison has whatever the facts are, if it has one.
  private func constant(
    _ left: ClosedRange<Int64>, _ comparison: Comparison, _ right: ClosedRange<Int64>
  ) -> Bool? {
    let isBelow = left.upperBound < right.lowerBound
    let isAbove = left.lowerBound > right.upperBound
    switch comparison {
    case .equal: return isBelow || isAbove ? false : nil
    case .different: return isBelow || isAbove ? true : nil
    case .less: return isBelow ? true : left.lowerBound >= right.upperBound ? false : nil
    case .atLeast: return isBelow ? false : left.lowerBound >= right.upperBound ? true : nil
    case .greater: return isAbove ? true : left.upperBound <= right.lowerBound ? false : nil
    case .atMost: return isAbove ? false : left.upperBound <= right.lowerBound ? true : nil
    }
  }

  /// Brings two numbers of one kind to the same digits behind the point.
  mutating func aligned(_ first: TypedNumber, _ second: TypedNumber, _ span: Span)
    -> (TypedNumber, TypedNumber)?
  {
    guard first.kind == second.kind else {
      if case .length = first.kind, case .length = second.kind {
        findings.add(
          .unitMismatch, "\(first.kind.described) and \(second.kind.described) do not go together",
          at: span,
          help: "lengths of different units are never compared",
          edit: UnitMismatch.addedMonths(in: span, findings))
      } else {
        findings.add(
          .typeMismatch, "\(first.kind.described) and \(second.kind.described) do not go together",
          at: span,
          help: Self.literalHelp(first.kind, second.kind),
          edit: TypeMismatch.bareNumber(first, second, in: span, findings))
      }
      return nil
    }
    if first.digits != second.digits, first.kind == .plain, !first.isLiteral, !second.isLiteral,
      min(first.digits, second.digits) == 0
    {
      findings.add(
        .typeMismatch, "a whole number is compared with a decimal", at: span)
      return nil
    }
    if first.kind == .plain, max(first.digits, second.digits) > 0,
      first.digits == 0 && !first.isLiteral || second.digits == 0 && !second.isLiteral
    {
      findings.add(
        .outOfRange, "a whole number never has digits behind the point", at: span)
      return nil
    }
    let digits = max(first.digits, second.digits)
    guard let left = rescaled(first, to: digits, span),
      let right = rescaled(second, to: digits, span)
    else { return nil }
    return (left, right)
  }

  private static func literalHelp(_ first: NumberKind, _ second: NumberKind) -> String? {
    let kinds = [first, second]
    if kinds.contains(.money) { return "write amounts as `HKD 1_000`" }
    if kinds.contains(.percent) { return "write percentages as `2.50%`" }
    if kinds.contains(where: { if case .length = $0 { true } else { false } }) {
      return "write lengths with their unit, such as `6 months`"
    }
    return nil
  }

  private mutating func rescaled(_ number: TypedNumber, to digits: Int, _ span: Span)
    -> TypedNumber?
  {
    guard number.digits != digits else { return number }
    let factor = Literals.power(digits - number.digits)
    guard let range = scaled(number.range, by: factor, span) else { return nil }
    var result = number
    if case .literal(let units) = number.number {
      result.number = .literal(units * factor)
    } else {
      result.number = .times(number.number, factor)
    }
    result.range = range
    result.digits = digits
    return result
  }

  mutating func scaled(_ range: ClosedRange<Int64>, by factor: Int64, _ span: Span)
    -> ClosedRange<Int64>?
  {
    let first = range.lowerBound.multipliedReportingOverflow(by: factor)
    let second = range.upperBound.multipliedReportingOverflow(by: factor)
    let ends = [first.partialValue, second.partialValue].sorted()
    guard !first.overflow, !second.overflow, ends[0] >= -Limits.magnitude,
      ends[1] <= Limits.magnitude
    else {
      findings.add(
        .overflow, "the result can leave the range of 64-bit numbers", at: span,
        help: "narrow the range of the attribute in the vocabulary")
      return nil
    }
    return ends[0]...ends[1]
  }

  // MARK: Members

  /// The mask of some members; nil after filing one that does not exist.
  mutating func mask(_ words: [Word], _ attribute: Attribute) -> UInt64? {
    guard let enumeration = attribute.type.enumeration else { return nil }
    var mask: UInt64? = 0
    for word in words {
      guard let index = enumeration.index(of: word.text) else {
        findings.addUnknown(
          .unknownMember, "`\(attribute.name)` has no member `\(word.text)`", at: word,
          among: enumeration.members.map(\.name),
          otherwise: "one of " + enumeration.members.map(\.name).joined(separator: ", "))
        mask = nil
        continue
      }
      mask = mask.map { $0 | 1 << UInt64(index) }
    }
    return mask
  }

  mutating func members(
    _ left: ExpressionSyntax, _ test: Word, _ words: [Word], _ span: Span
  ) -> Typed {
    let side = typed(left)
    if case .invalid = side { return .invalid }
    guard case .members(let place, let attribute) = side else {
      findings.add(
        .typeMismatch, "`\(test.text)` asks about members, this is \(side.described)", at: left.span
      )
      return .invalid
    }
    guard let mask = mask(words, attribute) else { return .invalid }
    if case .member = attribute.type, test.text != "in" {
      findings.add(
        .typeMismatch, "`\(attribute.name)` is a single member, not a set", at: span,
        help: "write `in {…}` or `= …`",
        edit: ["has": "=", "any_of": "in", "only": "in"][test.text].map { (test.span, $0) })
      return .invalid
    }
    if case .set = attribute.type, test.text == "in" {
      findings.add(
        .typeMismatch, "`\(attribute.name)` is a set", at: span,
        help: "write `any_of {…}`, `all_of {…}` or `only {…}`", edit: (test.span, "any_of"))
      return .invalid
    }
    let all = attribute.type.enumeration?.everything ?? 0
    if mask == 0 && test.text != "only" || mask == all && ["in", "only"].contains(test.text) {
      findings.add(.constantCondition, "this always has the same value", at: span)
    }
    switch test.text {
    case "all_of": return .condition(atom(.members(place, .allOf(mask)), span))
    case "only": return .condition(atom(.members(place, .only(mask)), span))
    default: return .condition(atom(.members(place, .anyOf(mask)), span))
    }
  }

  mutating func isEmpty(_ inner: ExpressionSyntax, _ span: Span) -> Typed {
    let side = typed(inner)
    switch side {
    case .invalid:
      return .invalid
    case .members(let place, let attribute):
      if case .set = attribute.type {
        return question(.members(place, .only(0)), inner, "empty")
      }
    case .opaque(let place, let attribute):
      if case .list = attribute.type {
        return question(.quantified(.no, list: place, .constant(true)), inner, "empty")
      }
    default:
      break
    }
    findings.add(
      .typeMismatch, "only sets and lists can be empty, this is \(side.described)", at: span)
    return .invalid
  }

  mutating func isNone(_ inner: ExpressionSyntax, _ span: Span) -> Typed {
    let place: Place
    switch typed(inner) {
    case .invalid:
      return .invalid
    case .number(let number):
      guard case .place(let found) = number.number else { return notNone(span) }
      place = found
    case .members(let found, let attribute):
      if attribute.type.enumeration?.index(of: "none") != nil {
        findings.add(
          .typeMismatch, "`none` is a member of `\(attribute.name)`", at: span,
          help: "write `= none`, or `has none` for a set")
        return .invalid
      }
      place = found
    case .opaque(let found, _):
      place = found
    case .condition(.atom(.flag(let found), _)):
      place = found
    default:
      return notNone(span)
    }
    var attribute = scope.vocabularies[place.vocabulary].attributes[place.attribute]
    if let field = place.field, case .list(let record, _) = attribute.type {
      attribute = record.fields[field]
    }
    guard attribute.mayBeNone else {
      findings.add(
        .constantCondition, "`\(attribute.name)` is never none", at: span,
        help: "its type in the vocabulary has no `or none`; `known(…)` asks whether it is stated")
      return .invalid
    }
    return question(.isNone(place), inner, "none")
  }

  /// Worded as what the atom is: `is not none` is its denial, in explanations as well.
  private func question(_ atom: Atom, _ inner: ExpressionSyntax, _ answer: String) -> Typed {
    let side = findings.sources[inner.span.file].words(inner.span.start, inner.span.end)
    return .condition(.atom(atom, Wording(text: "\(side) is \(answer)")))
  }

  private mutating func notNone(_ span: Span) -> Typed {
    findings.add(.typeMismatch, "only an attribute can be none", at: span)
    return .invalid
  }
}
