/// A citation with a better mark than its instrument has.
enum BetterThanInstrument {
  static func check(
    _ use: CitationSyntax, _ mark: Mark, of instrument: Mark, _ findings: inout Findings
  ) {
    guard mark < instrument, let word = use.mark else { return }
    findings.add(
      .betterThanInstrument,
      "`\(use.instrument.text)` is \(instrument.rawValue), its use cannot be \(mark.rawValue)",
      at: word.span, help: "remove `as \(mark.rawValue)`",
      edit: findings.word("as", before: word.span).map { findings.removal(of: $0) })
  }
}
