import Foundation
import TestSupport
import Testing

/// Accounts by the command line.
@Suite struct UserCommandTests {
  @Test func `an account that is disabled is nobody's any more, also where it was signed in`()
    async throws
  {
    try await SampleDesk.with { desk in
      let secret = try desk.folder.file("password", Data("correct horse battery\n".utf8))
      try await desk.succeed(
        "user", "add", "new_officer", "case_officer@HKMA", "approver@SVF", "--name", "New Officer",
        "--password", secret)
      let listed = try await desk.succeed("user", "list")
      #expect(listed.contains("\nnew_officer  New Officer  approver@SVF case_officer@HKMA\n"))
      let token = try await desk.succeed("user", "token", "new_officer")
        .trimmingCharacters(in: .newlines)
      #expect(try await desk.run("review", "list", token: token).status == 0)

      let ended = try await desk.succeed("user", "disable", "new_officer", "--reason", "left")
      #expect(ended == "new_officer is disabled; sessions ended: 1\n")
      let after = try await desk.run("review", "list", token: token)
      #expect(after.status == 1 && after.errors.contains("You are not signed in"))
      try await desk.fail("user", "token", "new_officer", saying: "or it is disabled")
      try await desk.fail(
        "user", "disable", "new_officer", "--reason", "left", saying: "disabled already")
      struct Account: Decodable {
        let login: String
        let sessions: Int
        let disabledAt: String?
      }
      let account = try #require(
        try await desk.json([Account].self, "user", "list").first { $0.login == "new_officer" })
      #expect(account.sessions == 0 && account.disabledAt != nil)
      try await desk.succeed("db", "check")
    }
  }

  @Test func `what is done to an account is told as JSON as well`() async throws {
    try await SampleDesk.with { desk in
      let added = try await desk.json(
        [String: String].self, "user", "add", "second", "auditor", "--name", "Second Auditor")
      #expect(added == ["login": "second"])
      let token = try await desk.json([String: String].self, "user", "token", "second")["token"]
      #expect(try await desk.run("policy", "list", token: try #require(token)).status == 0)
      struct Ended: Decodable {
        let login: String
        let sessionsEnded: Int
      }
      let ended = try await desk.json(
        Ended.self, "user", "disable", "second", "--reason", "left")
      #expect(ended.login == "second" && ended.sessionsEnded == 1)
    }
  }

  @Test func `what is wrong with a new account is said, and nothing is made`() async throws {
    try await SampleDesk.with { desk in
      let before = try await desk.succeed("user", "list")
      let short = try desk.folder.file("password", Data("secret\n".utf8))
      let named = ["--name", "N"]
      let cases: [(words: [String], status: Int32, sentence: String)] = [
        (["hkma_officer_1", "auditor"] + named, 1, "with that sign-in name already"),
        (["UPPER", "auditor"] + named, 1, "account_login_check"),
        (["one", "case_officer@ABC"] + named, 1, "is of no firm or remit that is there"),
        (["one", "firm_approver@nobody"] + named, 1, "is of no firm or remit that is there"),
        (["one", "auditor@ABC"] + named, 1, "is of no firm or remit that is there"),
        (["one", "log_reader@HKMA"] + named, 1, "is of no firm or remit that is there"),
        (["one", "king"] + named, 2, "there is no role `king`"),
        (["one", "auditor", "case_officer@IA"] + named, 2, "of different audiences"),
        (["one", "auditor"], 2, "Give --name, or --same-person-as"),
        (["one", "auditor", "--same-person-as", "nobody"], 1, "There is no such account"),
        (["one", "auditor", "--password", short] + named, 2, "the password is too short"),
        (["one", "auditor", "--password", "/nowhere"] + named, 2, "cannot read `/nowhere`"),
        (["one"] + named, 2, "ROLE is missing"),
      ]
      for wrong in cases {
        let run = try await desk.run(["user", "add"] + wrong.words)
        #expect(run.status == wrong.status, "\(wrong.words): \(run.errors)")
        #expect(run.errors.contains(wrong.sentence), "\(wrong.words): \(run.errors)")
      }
      #expect(try await desk.succeed("user", "list") == before)
    }
  }
}
