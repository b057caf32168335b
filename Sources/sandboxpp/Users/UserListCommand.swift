import Workflow

/// `user list`: the accounts of the installation.
struct UserListCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "list", summary: "lists the accounts, their roles and open sessions",
    options: [.database], details: Administration.details)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let accounts = try await Administration.use(arguments) { try await $0.accounts() }
    return Answer(accounts, lines: accounts.map(Self.line))
  }

  private static func line(_ account: AccountItem) -> String {
    let remarks = [
      account.hasPassword ? nil : "no password",
      account.sessions > 0 ? "signed in: \(account.sessions)" : nil,
      account.disabledAt.map { "disabled \($0)" },
    ].compactMap { $0 }
    return "\(account.login)  \(account.nameEn)  \(account.roles.joined(separator: " "))"
      + (remarks.isEmpty ? "" : "  (\(remarks.joined(separator: "; ")))")
  }
}
