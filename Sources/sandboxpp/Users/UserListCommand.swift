import Workflow

/// `user list`: the accounts of the installation.
struct UserListCommand: Command {
  let shape = CommandShape(
    name: "list", summary: "lists the accounts, their roles and open sessions",
    options: [.database, .format], details: Administration.details)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let accounts = try await Administration.use(arguments) { try await $0.accounts() }
    if arguments.format == .json {
      try console.print(json: accounts)
      return .done
    }
    for account in accounts {
      let remarks = [
        account.hasPassword ? nil : "no password",
        account.sessions > 0 ? "signed in: \(account.sessions)" : nil,
        account.disabledAt.map { "disabled \($0)" },
      ].compactMap { $0 }
      console.print(
        "\(account.login)  \(account.nameEn)  \(account.roles.joined(separator: " "))"
          + (remarks.isEmpty ? "" : "  (\(remarks.joined(separator: "; ")))"))
    }
    return .done
  }
}
