/// Sums, products and dates; every result's range is known, so nothing can overflow unseen.
extension ExpressionChecker {
  mutating func arithmetic(
    _ left: ExpressionSyntax, _ sign: Word, _ right: ExpressionSyntax, _ span: Span
  ) -> Typed {
    let sides = (typed(left), typed(right))
    switch sides {
    case (.invalid, _), (_, .invalid):
      return .invalid
    case (.number(let first), .number(let second)):
      if sign.text == "*" || sign.text == "/" { return product(first, sign, second, span) }
      return sum(first, sign, second, span)
    default:
      findings.add(
        .typeMismatch, "\(sides.0.described) and \(sides.1.described) are not numbers", at: span)
      return .invalid
    }
  }

  private mutating func product(
    _ first: TypedNumber, _ sign: Word, _ second: TypedNumber, _ span: Span
  ) -> Typed {
    guard case .literal(let factor) = second.number, second.kind == .plain, second.digits == 0,
      factor > 0
    else {
      findings.add(
        sign.text == "/" ? .zeroDivisor : .typeMismatch,
        "`\(sign.text)` takes a whole number above zero on its right", at: span)
      return .invalid
    }
    if first.kind == .date {
      findings.add(.typeMismatch, "a date cannot be multiplied or divided", at: span)
      return .invalid
    }
    var result = first
    result.isLiteral = false
    if sign.text == "/" {
      result.number = .over(first.number, factor)
      result.range = first.range.lowerBound / factor...first.range.upperBound / factor
      return .number(result)
    }
    guard let range = scaled(first.range, by: factor, span) else { return .invalid }
    result.number = .times(first.number, factor)
    result.range = range
    return .number(result)
  }

  private mutating func sum(
    _ first: TypedNumber, _ sign: Word, _ second: TypedNumber, _ span: Span
  ) -> Typed {
    if first.kind == .date { return dateSum(first, sign, second, span) }
    if second.kind == .date {
      findings.add(
        .typeMismatch, "a length is added to a date, not a date to a length", at: span,
        help: "write the date first")
      return .invalid
    }
    guard let (left, right) = aligned(first, second, span) else { return .invalid }
    var result = left
    result.isLiteral = false
    let isSum = sign.text == "+"
    result.number = isSum ? .sum(left.number, right.number) : .difference(left.number, right.number)
    let low = left.range.lowerBound + (isSum ? right.range.lowerBound : -right.range.upperBound)
    let high = left.range.upperBound + (isSum ? right.range.upperBound : -right.range.lowerBound)
    guard low >= -Limits.magnitude, high <= Limits.magnitude else {
      findings.add(
        .overflow, "the result can leave the range of 64-bit numbers", at: span,
        help: "narrow the ranges of the attributes in the vocabulary")
      return .invalid
    }
    result.range = low...high
    return .number(result)
  }

  private mutating func dateSum(
    _ first: TypedNumber, _ sign: Word, _ second: TypedNumber, _ span: Span
  ) -> Typed {
    var result = first
    result.isLiteral = false
    let isSum = sign.text == "+"
    let range = isSum ? second.range : -second.range.upperBound ... -second.range.lowerBound
    switch second.kind {
    case .length(.months):
      let count: Number = isSum ? second.number : .times(second.number, -1)
      result.number = .adding(months: count, to: first.number)
      return reached(result, by: Self.days(ofMonths: range), span)
    case .length(.days):
      result.number =
        isSum ? .sum(first.number, second.number) : .difference(first.number, second.number)
      return reached(result, by: range, span)
    case .date where !isSum:
      result.kind = .length(.days)
      result.number = .difference(first.number, second.number)
      result.range =
        first.range.lowerBound - second.range.upperBound...first.range.upperBound
        - second.range.lowerBound
      return .number(result)
    case .length(.businessDays):
      findings.add(
        .unitMismatch, "business days are counted by clocks, not added to dates", at: span,
        help: "use days or months")
      return .invalid
    default:
      findings.add(
        .typeMismatch, "\(second.kind.described) cannot be added to a date", at: span,
        help: "write a length, such as `3 months`")
      return .invalid
    }
  }

  /// The date with the range that it has after so many days, which stays within four-digit years.
  private mutating func reached(
    _ date: TypedNumber, by days: ClosedRange<Int64>?, _ span: Span
  ) -> Typed {
    let years = CivilDate.fourDigitYears
    guard let days, years.lowerBound <= date.range.lowerBound + days.lowerBound,
      date.range.upperBound + days.upperBound <= years.upperBound
    else {
      findings.add(
        .overflow, "the date can leave the years 1 to 9999", at: span,
        help: "add a shorter length, or narrow its range in the vocabulary")
      return .invalid
    }
    var result = date
    result.range =
      date.range.lowerBound + days.lowerBound...date.range.upperBound + days.upperBound
    return .number(result)
  }

  /// The fewest and the most days of so many months; nil where nobody could count them.
  ///
  /// A month has 28 to 31 days, and two months or more no less than 30 each but for two.
  private static func days(ofMonths months: ClosedRange<Int64>) -> ClosedRange<Int64>? {
    let bound = Limits.magnitude / 31
    guard -bound <= months.lowerBound, months.upperBound <= bound else { return nil }
    let (least, most) = (months.lowerBound, months.upperBound)
    return (least > 0 ? 30 * least - 2 : 31 * least)...(most < 0 ? 30 * most + 2 : 31 * most)
  }
}
