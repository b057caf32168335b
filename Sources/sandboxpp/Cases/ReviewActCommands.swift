import Transparency
import Workflow

/// `review take`: a case officer takes a review that waits and begins it.
struct ReviewTakeCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "take", summary: "takes a waiting review as a case officer, and begins it",
    operands: [.reference], options: [.database, .keystore, Domain.actor, .remit])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    try await CurrentReview.act(arguments, on: console) { current in
      let account = try await current.sandbox.whoIs(current.caller).account
      _ = try await current.sandbox.fire(
        Act(
          current.review.subject, "assign", expected: current.review.version,
          detail: ["assignee": .string(account)]), as: current.caller)
      return try await current.sandbox.fire(
        Act(current.review.subject, "begin"), as: current.caller)
    }
  }
}

/// `review act`: fires any event of the table of reviews.
struct ReviewActCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "act", summary: "fires an event at a remit's review of a case",
    operands: [
      .reference,
      OperandShape(name: "EVENT", summary: "The event's name, as `sandboxpp lifecycle` lists them"),
    ],
    options: [.database, .keystore, Domain.actor, .remit] + ActWords.options)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let words = try ActWords(arguments)
    return try await CurrentReview.act(arguments, on: console) { current in
      try await current.sandbox.fire(
        Act(
          current.review.subject, arguments.operand("EVENT"), expected: current.review.version,
          detail: words.detail, payload: words.payload), as: current.caller)
    }
  }
}

/// The latest review of a remit, as the person sees it now.
struct CurrentReview: Sendable {
  let sandbox: Sandbox
  let caller: Caller
  let review: ReviewView
  let view: DeskView

  /// Acts on the review that a command's words name, and prints where it stands.
  static func act(
    _ arguments: Arguments, on console: Console,
    _ body: @Sendable (CurrentReview) async throws -> Standing
  ) async throws -> Answer {
    let standing = try await Domain.use(arguments, on: console) { sandbox, caller in
      let view = try await sandbox.desk(arguments.operand("REFERENCE"), as: caller)
      let remit = arguments.requiredValue("remit")
      guard let review = view.reviews.first(where: { $0.remit == remit }) else {
        throw CommandError(
          "there is no review of \(remit) that you may see", help: "`review show` lists them.",
          status: .refused)
      }
      return try await body(
        CurrentReview(sandbox: sandbox, caller: caller, review: review, view: view))
    }
    return Answer(standing)
  }
}

extension OperandShape {
  /// The reference of an application.
  static let reference = OperandShape(
    name: "REFERENCE", summary: "Such as GS26-7KQ4M-P", subject: .application)
}

extension OptionShape {
  /// `--remit`, for every command on a review.
  static let remit = OptionShape(
    name: "remit", kind: .value(placeholder: "REMIT"), summary: "Whose review", isRequired: true)
}
