import Crypto
import Foundation
import Workflow

/// `user add`: opens an account.
struct UserAddCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "add", summary: "opens an account with its roles",
    operands: [
      .login,
      OperandShape(
        name: "ROLE", summary: "Such as case_officer@HKMA, firm_preparer@FIRM or auditor",
        count: .oneOrMore),
    ],
    options: [
      .database,
      OptionShape(
        name: "name", kind: .value(placeholder: "NAME"), summary: "The person's name"),
      OptionShape(
        name: "name-zh", kind: .value(placeholder: "NAME"),
        summary: "The person's name in Chinese (default: --name)"),
      OptionShape(
        name: "same-person-as", kind: .value(placeholder: "LOGIN"),
        summary: "Instead of a name: whose account this one is beside"),
      OptionShape(
        name: "password", kind: .value(placeholder: "FILE"),
        summary: "A file whose first line is the password; - reads standard input"),
    ],
    details: """
      Two persons decide wherever the lifecycle says so, and two accounts of one person are one: say
      --same-person-as where it is. Without --password nobody can sign in by the account; `user token`
      opens a session of it.

      \(Administration.details)
      """)

  /// Shorter ones are guessed.
  private static let shortestPassword = 12

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let login = arguments.operand(OperandShape.login.name)
    let (audience, roles) = try Self.roles(arguments.operands("ROLE"))
    let other = arguments.value("same-person-as")
    guard (arguments.value("name") == nil) != (other == nil) else {
      throw CommandError(
        "whose account it is, is not said once", help: "Give --name, or --same-person-as.")
    }
    let name = arguments.value("name") ?? ""
    let hash = try arguments.value("password").map(Self.passwordHash)
    try await Administration.use(arguments) {
      try await $0.openAccount(
        login, name, arguments.value("name-zh") ?? name, audience, roles: roles,
        passwordHash: hash, samePersonAs: other)
    }
    return Answer(["login": login], "\(login) is open.")
  }

  /// The roles, and the one audience that they belong to.
  private static func roles(
    _ words: [String]
  ) throws -> (audience: Caller.Audience, roles: [(role: String, of: String)]) {
    let roles = words.map { word in
      let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      return (role: String(parts[0]), of: parts.count > 1 ? String(parts[1]) : "")
    }
    let audiences = try roles.map { role in
      guard let audience = Caller.Audience(role: role.role) else {
        throw CommandError(
          "there is no role `\(role.role)`",
          help: "`sandboxpp lifecycle` shows the roles: what stands before the @ under who.")
      }
      return audience
    }
    guard Set(audiences).count == 1, let audience = audiences.first else {
      throw CommandError(
        "these roles are of different audiences",
        help: "Open an account for each, the second with --same-person-as.")
    }
    return (audience, roles)
  }

  private static func passwordHash(_ file: String) throws -> String {
    let bytes =
      file == "-"
      ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
    guard let bytes, let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError("cannot read `\(file)`", help: "Give a file of text that is there.")
    }
    let password = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    guard password.count >= shortestPassword else {
      throw CommandError(
        "the password is too short", help: "Give at least \(shortestPassword) characters.")
    }
    return try PasswordHash(password: String(password)).stored
  }
}
