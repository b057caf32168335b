import Workflow

/// `user token`: opens a session for an account and prints its secret.
struct UserTokenCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "token", summary: "opens a session for an account and prints its token",
    operands: [.login], options: [.database],
    details: """
      The connection's role must own the database: whoever does may act for anybody, and the
      opening of the session is an entry of the audit trail.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let token = try await Administration.use(arguments) {
      try await $0.token(of: arguments.operand(OperandShape.login.name))
    }
    return Answer(["token": token], token)
  }
}

extension OperandShape {
  /// An account by its sign-in name.
  static let login = OperandShape(name: "LOGIN", summary: "The sign-in name")
}
