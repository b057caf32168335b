import Postgres
import Workflow

/// `user token`: opens a session for an account and prints its secret.
struct UserTokenCommand: Command {
  let shape = CommandShape(
    name: "token", summary: "opens a session for an account and prints its token",
    operands: [OperandShape(name: "LOGIN", summary: "The sign-in name")],
    options: [.database],
    details: """
      The connection's role must own the database: whoever does may act for anybody, and the
      opening of the session is an entry of the audit trail.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let pool = try Installation.pool(arguments.requiredValue("database"), connections: 1)
    let token = try await Installation(pool).token(of: arguments.operand("LOGIN"))
    await pool.close()
    console.print(token)
    return .done
  }
}
