import Workflow

/// `user disable`: ends an account and its sessions.
struct UserDisableCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "disable", summary: "disables an account and ends its sessions",
    operands: [.login], options: [.database, .reason],
    details: """
      What the account did stays, under its name. An account is not opened again: open another with
      `user add --same-person-as`.

      \(Administration.details)
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let login = arguments.operand(OperandShape.login.name)
    let ended = try await Administration.use(arguments) {
      try await $0.disableAccount(
        login, reason: arguments.requiredValue(OptionShape.reason.name))
    }
    return Answer(
      Ended(login: login, sessionsEnded: ended),
      "\(login) is disabled; sessions ended: \(ended)")
  }

  private struct Ended: Encodable {
    let login: String
    let sessionsEnded: Int
  }
}
