import Workflow

/// `review recommend`: recommends in one's own review, with the conditions that the rules attach.
struct ReviewRecommendCommand: Command {
  let shape = CommandShape(
    name: "recommend", summary: "recommends in your review of a case",
    operands: [
      OperandShape(name: "REFERENCE", summary: "Such as GS26-7KQ4M-P"),
      OperandShape(
        name: "RECOMMENDATION",
        summary: "approve, approve_with_conditions, object or no_comment"),
    ],
    options: [
      .database,
      OptionShape(
        name: "remit", kind: .value(placeholder: "REMIT"), summary: "Whose review",
        isRequired: true),
      OptionShape(
        name: "reasons", kind: .value(placeholder: "TEXT"), summary: "Why", isRequired: true),
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    try await sign(arguments, console) { desk, review, view in
      try await desk.sandbox.recommend(
        review, seeing: view, arguments.operand("RECOMMENDATION"),
        reasons: arguments.requiredValue("reasons"), as: desk.caller)
    }
  }
}

/// `review countersign`: countersigns what another recommended.
struct ReviewCountersignCommand: Command {
  let shape = CommandShape(
    name: "countersign", summary: "countersigns the recommendation in a review of a case",
    operands: [OperandShape(name: "REFERENCE", summary: "Such as GS26-7KQ4M-P")],
    options: [
      .database,
      OptionShape(
        name: "remit", kind: .value(placeholder: "REMIT"), summary: "Whose review",
        isRequired: true),
    ])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    try await sign(arguments, console) { desk, review, view in
      try await desk.sandbox.countersign(review, seeing: view, as: desk.caller)
    }
  }
}

/// Signs in the latest review of a remit as it stands now.
private func sign(
  _ arguments: Arguments, _ console: Console,
  _ act: (Desk, ReviewView, DeskView) async throws -> Standing
) async throws -> ExitStatus {
  do {
    let standing = try await Desk.with(arguments, console) { desk in
      let view = try await desk.sandbox.desk(arguments.operand("REFERENCE"), as: desk.caller)
      let remit = arguments.requiredValue("remit")
      guard let review = view.reviews.first(where: { $0.remit == remit }) else {
        throw CommandError(
          "there is no review of \(remit) that you may see", help: "`review show` lists them.")
      }
      return try await act(desk, review, view)
    }
    console.print("\(standing.subject) \(standing.state ?? "-") version \(standing.version)")
    return .done
  } catch let refusal as Refusal {
    console.note("sandboxpp review: \(refusal.description)")
    return ExitStatus(refusal)
  }
}
