/// Edits where lengths of different units meet.
enum UnitMismatch {
  /// Days between two dates beside months: the months are added to the earlier date instead.
  static func addedMonths(in span: Span, _ findings: Findings) -> Findings.Mend? {
    let words = findings.text(of: span).split { $0.isWhitespace }.map(String.init)
    guard words.count == 6, words[1] == "-", words[5] == LengthUnit.months.rawValue,
      Comparison(rawValue: words[3]) != nil
    else { return nil }
    return (span, "\(words[0]) \(words[3]) \(words[2]) + \(words[4]) \(words[5])")
  }
}
