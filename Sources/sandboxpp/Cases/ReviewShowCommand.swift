import Workflow

/// `review show`: the regulators' side of a case: checklist, reviews, proposals.
struct ReviewShowCommand: Command {
  let shape = CommandShape(
    name: "show", summary: "shows a case's checklist, reviews and proposals",
    operands: [OperandShape(name: "REFERENCE", summary: "Such as GS26-7KQ4M-P")],
    options: [.database, Domain.actor, .format])

  /// "Met" beside what is refused would read as its opposite.
  private static let words = [
    "met": "not the case", "not_met": "the case", "undetermined": "unknown",
    "does_not_apply": "does not apply",
  ]

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.desk(arguments.operand("REFERENCE"), as: $1)
    }
    if arguments.format == .json {
      try console.print(json: view)
      return .done
    }
    for outcome in view.outcomes where outcome.kind == "refuse" {
      let missing =
        outcome.missing.isEmpty ? "" : " missing \(outcome.missing.joined(separator: ", "))"
      let word = ReviewShowCommand.words[outcome.result] ?? outcome.result
      console.print("  \(outcome.rule) \(word)\(missing)  Refuses if: \(outcome.sentenceEn)")
      console.print("      \(outcome.source) [\(outcome.mark)]")
    }
    for review in view.reviews {
      console.print("  \(review.subject) \(review.remit) round \(review.round): \(review.state)")
    }
    for proposal in view.proposals {
      console.print("  \(proposal.subject) \(proposal.event), by \(proposal.proposer)")
    }
    return .done
  }
}
