import Workflow

/// `review show`: the regulators' side of a case: checklist, reviews, proposals.
struct ReviewShowCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "show", summary: "shows a case's checklist, reviews and proposals",
    operands: [.reference],
    options: [.database, .keystore, Domain.actor])

  /// "Met" beside what is refused would read as its opposite.
  private static let words = [
    "met": "not the case", "not_met": "the case", "undetermined": "unknown",
    "does_not_apply": "does not apply",
  ]

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.desk(arguments.operand("REFERENCE"), as: $1)
    }
    let rules = view.outcomes.filter { $0.kind == "refuse" || $0.kind == "condition" }.flatMap {
      outcome in
      let missing =
        outcome.missing.isEmpty ? "" : " missing \(outcome.missing.joined(separator: ", "))"
      let leadIn = outcome.kind == "refuse" ? "Refuses if" : "Condition"
      let word = ReviewShowCommand.words[outcome.result] ?? outcome.result
      return [
        "  \(outcome.rule) \(word)\(missing)  \(leadIn): \(outcome.sentenceEn)",
        "      \(outcome.source) [\(outcome.mark)]",
      ]
    }
    return Answer(
      view,
      lines: rules
        + view.reviews.map { "  \($0.subject) \($0.remit) round \($0.round): \($0.state)" }
        + view.proposals.map { "  \($0.subject) \($0.event), by \($0.proposer)" })
  }
}
