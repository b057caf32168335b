/// Edits where the types of two sides differ and what was meant can be told.
enum TypeMismatch {
  /// A bare number beside an amount, a percentage or a length: with what it lacks.
  static func bareNumber(
    _ first: TypedNumber, _ second: TypedNumber, in span: Span, _ findings: Findings
  ) -> Findings.Mend? {
    let isFirst = first.isLiteral && first.kind == .plain
    guard isFirst || second.isLiteral && second.kind == .plain else { return nil }
    let text = findings.text(of: span)
    let number = isFirst ? String(text.prefix(while: isDigit)) : suffix(of: text)
    guard let meant = written(number, as: isFirst ? second.kind : first.kind) else {
      return nil
    }
    var place = span
    if isFirst {
      place.end = span.start + number.utf8.count
    } else {
      place.start = span.end - number.utf8.count
    }
    return (place, meant)
  }

  /// A stated number in the kind of a type: with what it lacks.
  static func stated(_ value: ValueSyntax, as type: ValueType, _ findings: Findings)
    -> Findings.Mend?
  {
    switch value.literal {
    case .integer, .decimal: break
    default: return nil
    }
    return NumberKind.of(type).flatMap { written(findings.text(of: value.span), as: $0) }
      .map { (value.span, $0) }
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || character == "_" || character == ".")
  }

  private static func suffix(of text: String) -> String {
    String(text.reversed().prefix(while: isDigit).reversed())
  }

  private static func written(_ number: String, as kind: NumberKind) -> String? {
    if number.isEmpty { return nil }
    switch kind {
    case .money: return "HKD " + number
    case .percent: return number + "%"
    case .length(let unit): return number.contains(".") ? nil : "\(number) \(unit.rawValue)"
    case .plain, .date: return nil
    }
  }
}
