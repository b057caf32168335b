import Workflow

/// `review show`: the regulators' side of a case: checklist, reviews, proposals.
struct ReviewShowCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "show", summary: "shows a case's checklist, reviews and proposals",
    operands: [.reference],
    options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let view = try await Domain.use(arguments, on: console) {
      try await $0.desk(arguments.operand("REFERENCE"), as: $1)
    }
    return Answer(
      view,
      lines: OutcomeLines(view).all
        + view.reviews.map { "  \($0.subject) \($0.remit) round \($0.round): \($0.state)" }
        + view.proposals.map { "  \($0.subject) \($0.event), by \($0.proposer)" })
  }
}
