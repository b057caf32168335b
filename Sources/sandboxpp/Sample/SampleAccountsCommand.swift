import Foundation
import Samples

/// `sample accounts`: prints how to sign in to a sample installation.
struct SampleAccountsCommand: Command {
  let shape = CommandShape(
    name: "accounts", summary: "prints the sample accounts to sign in with", options: [.format])

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    switch arguments.format {
    case .text:
      console.print("Sample accounts, all with the password \(SampleCast.password):")
      for account in SampleCast.accounts {
        console.print(
          "  \(account.login.padding(toLength: 32, withPad: " ", startingAt: 0))\(account.what)")
      }
    case .json:
      try console.print(json: SampleCast.accounts)
    }
    return .done
  }
}
