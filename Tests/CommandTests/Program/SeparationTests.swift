import Foundation
import Postgres
import TestSupport
import Testing

/// Two persons a decision, tried in a terminal by one person who has an account for each part.
@Suite struct SeparationTests {
  @Test func `one person neither prepares and submits nor recommends and countersigns`()
    async throws
  {
    let desk = try await Terminal.shared.value
    let bank = "harbour_lantern_bank"
    let list = try await desk.run("application", "list", as: "\(bank)_preparer")
    let reference = String(try #require(list.output.split(separator: " ").first))
    let shown = try await desk.run("application", "show", reference, as: "\(bank)_preparer")
    let found = try #require(shown.output.firstMatch(of: #/application/[0-9a-f-]+/#))
    let subject = String(found.output)

    try await desk.open(
      "preparer.approves", twinOf: "\(bank)_preparer", role: "firm_approver", of: bank)
    for kind in ["share_regulators", "share_cyberport"] {
      try await desk.succeed(
        "act", subject, "consent_given", "--detail", "{\"kind\": \"\(kind)\"}",
        as: "preparer.approves")
    }
    try await desk.refuse(
      "act", subject, "submit", as: "\(bank)_preparer", saying: "submit is not yours to do here")
    try await desk.refuse(
      "act", subject, "submit", as: "preparer.approves",
      saying: "You changed this version yourself")
    try await desk.succeed("act", subject, "submit", as: "\(bank)_approver")

    try await desk.open(
      "officer.approves", twinOf: "ia_officer_1", role: "approver", of: "IA")
    for login in ["hkma_officer_1", "ia_officer_1", "ia_approver_1"] {
      try await desk.succeed(
        "act", subject, "conflict_declared", "--detail", "{\"conflict\": false}", as: login)
    }
    try await desk.succeed("act", subject, "accept_complete", as: "hkma_officer_1")
    let review = ["review", "countersign", reference, "--remit", "IA"]
    try await desk.succeed("review", "take", reference, "--remit", "IA", as: "ia_officer_1")
    try await desk.succeed(
      "review", "recommend", reference, "object", "--remit", "IA", "--reasons", "It is not ready.",
      as: "ia_officer_1")
    try await desk.refuse(
      review, as: "ia_officer_1", saying: "countersign is not yours to do here")
    try await desk.refuse(
      review, as: "officer.approves", saying: "You already have another part on this case")
    try await desk.succeed(review, as: "ia_approver_1")
  }

  @Test func `one person does not write and activate a policy`() async throws {
    let desk = try await Terminal.shared.value
    try await desk.open("author.approves", twinOf: "ia_policy_author", role: "approver", of: "IA")
    let source = try Repository.text("Sources/Policies/Regulators/ia.policy")
      .replacing(#/policy ia [0-9.]+/#, with: "policy ia 1.0.77")
    let file = try desk.folder.file(
      "ia.json",
      JSONSerialization.data(withJSONObject: ["payload": ["source": source, "file": "ia.policy"]]))
    let published = try await desk.succeed(
      "act", "policy/new", "publish", "--data", file, as: "ia_policy_author")
    #expect(published.output.hasPrefix("policy/ia/1.0.77 "))
    let policy = "policy/ia/1.0.77"
    let effect = "{\"effective\": \"2099-01-01\"}"
    for login in ["ia_policy_author", "author.approves", "ia_approver_1"] {
      try await desk.refuse(
        "act", policy, "activate", "--detail", effect, as: login,
        saying: "activate needs several persons: propose it")
    }
    let proposed = try await desk.succeed(
      "act", "proposal/new", "propose", "--detail", "{\"event\": \"activate\"}", "--payload",
      "{\"parent\": \"\(policy)\", \"detail\": \(effect)}", as: "ia_policy_author")
    let proposal = String(try #require(proposed.output.split(separator: " ").first))
    try await desk.refuse(
      "act", proposal, "confirm", as: "author.approves", saying: "You proposed it")
    try await desk.succeed("act", proposal, "confirm", as: "ia_approver_1")
  }
}

/// A terminal on an installation with the first sample application, whose commands reach the
/// database as the portal's role and by the token of whoever types.
private struct Terminal: Sendable {
  let database: TestDatabase
  let folder: TemporaryFolder

  static let shared = Task { try await Terminal() }

  private init() async throws {
    database = try await TestDatabase.make()
    folder = try TemporaryFolder()
    let root = Repository.root.path
    for words in [
      ["db", "init", "--schema", root + "/schema.sql"],
      ["sample", "load", "--root", root, "--first", "1"],
    ] {
      let run = try await ProgramRun(words, environment: owner)
      try #require(run.status == 0, "\(words): \(run.errors)")
    }
  }

  private var owner: [String: String] {
    [
      "SANDBOXPP_DATABASE": database.configuration.connectionString,
      "SANDBOXPP_KEYSTORE": folder.path + "/keystore",
    ]
  }

  /// Opens another account of somebody.
  func open(_ login: String, twinOf other: String, role: String, of place: String) async throws {
    let run = try await ProgramRun(
      ["user", "add", login, "\(role)@\(place)", "--same-person-as", other], environment: owner)
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Runs a command as somebody.
  func run(_ words: [String], as login: String) async throws -> ProgramRun {
    let token = try await ProgramRun(["user", "token", login], environment: owner)
    try #require(token.status == 0, "\(token.errors)")
    return try await ProgramRun(
      words,
      environment: [
        "SANDBOXPP_DATABASE": database.configuration(user: "portal").connectionString,
        "SANDBOXPP_KEYSTORE": folder.path + "/keystore",
        "SANDBOXPP_TOKEN": token.output.trimmingCharacters(in: .newlines),
      ])
  }

  func run(_ words: String..., as login: String) async throws -> ProgramRun {
    try await run(words, as: login)
  }

  /// Expects a command to be done.
  @discardableResult
  func succeed(_ words: [String], as login: String) async throws -> ProgramRun {
    let run = try await run(words, as: login)
    #expect(run.status == 0, "\(words): \(run.errors)")
    return run
  }

  @discardableResult
  func succeed(_ words: String..., as login: String) async throws -> ProgramRun {
    try await succeed(words, as: login)
  }

  /// Expects a command to be refused with a sentence, status 1.
  func refuse(_ words: [String], as login: String, saying sentence: String) async throws {
    let run = try await run(words, as: login)
    #expect(run.status == 1 && run.errors.contains(sentence), "\(words): \(run.errors)")
  }

  func refuse(_ words: String..., as login: String, saying sentence: String) async throws {
    try await refuse(words, as: login, saying: sentence)
  }
}
