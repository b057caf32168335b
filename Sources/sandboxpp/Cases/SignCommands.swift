import Workflow

/// `review recommend`: recommends in one's own review, with the conditions that the rules attach.
struct ReviewRecommendCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "recommend", summary: "recommends in your review of a case",
    operands: [
      .reference,
      OperandShape(
        name: "RECOMMENDATION",
        summary: "approve, approve_with_conditions, object or no_comment"),
    ],
    options: [
      .database, .keystore, Domain.actor, .remit,
      OptionShape(
        name: "reasons", kind: .value(placeholder: "TEXT"), summary: "Why", isRequired: true),
    ])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    try await CurrentReview.act(arguments, on: console) { current in
      try await current.sandbox.recommend(
        current.review, seeing: current.view, arguments.operand("RECOMMENDATION"),
        reasons: arguments.requiredValue("reasons"), as: current.caller)
    }
  }
}

/// `review countersign`: countersigns what another recommended.
struct ReviewCountersignCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "countersign", summary: "countersigns the recommendation in a review of a case",
    operands: [.reference], options: [.database, .keystore, Domain.actor, .remit])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    try await CurrentReview.act(arguments, on: console) { current in
      try await current.sandbox.countersign(current.review, as: current.caller)
    }
  }
}
