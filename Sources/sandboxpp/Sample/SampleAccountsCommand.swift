import Foundation
import Samples

/// `sample accounts`: prints how to sign in to a sample installation.
struct SampleAccountsCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "accounts", summary: "prints the sample accounts to sign in with")

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    Answer(
      SampleCast.accounts,
      lines: ["Sample accounts, all with the password \(SampleCast.password):"]
        + SampleCast.accounts.map {
          "  \($0.login.padding(toLength: 32, withPad: " ", startingAt: 0))\($0.what)"
        })
  }
}
