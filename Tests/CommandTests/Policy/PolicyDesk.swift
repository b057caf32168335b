import Foundation
import Postgres
import TestSupport
import Testing

/// The people of the regulators with the sample's policies, on a database of their own.
struct PolicyDesk {
  private let desk: SampleDesk

  /// Runs a test with the sample's policies in force, and its first applications.
  static func with(
    applications: Int = 0, _ body: (PolicyDesk) async throws -> Void
  ) async throws {
    try await SampleDesk.with(applications: applications) {
      try await body(PolicyDesk(desk: $0))
    }
  }

  @discardableResult
  private func must(_ words: [String]) async throws -> ProgramRun {
    let run = try await desk.run(words)
    try #require(run.status == 0, "\(words): \(run.output)\(run.errors)")
    return run
  }

  func run(_ words: String..., as login: String) async throws -> ProgramRun {
    try await desk.run(["policy"] + words, as: login)
  }

  // MARK: Texts

  /// A copy of a shipped policy under another version, with a change.
  private func text(
    _ name: String, _ version: String, _ change: (from: String, to: String)
  ) throws -> String {
    let shipped = try Repository.text("Sources/Policies/Regulators/\(name).policy")
    let changed = shipped.replacing(
      "policy \(name) 1.0.0 ", with: "policy \(name) \(version) ", maxReplacements: 1
    ).replacing(change.from, with: change.to, maxReplacements: 1)
    return try desk.folder.file("\(name).policy", Data(changed.utf8))
  }

  // MARK: Life

  func tryPublishing(
    _ name: String, _ version: String, changing: (String, String) = ("zzz", "zzz")
  ) async throws -> ProgramRun {
    try await run("publish", try text(name, version, changing), as: author(of: name))
  }

  func publish(_ name: String, _ version: String) async throws {
    let run = try await tryPublishing(name, version)
    try #require(run.status == 0, "\(run.errors)")
  }

  func propose(_ name: String, _ version: String, from day: String) async throws {
    try await must(
      ["policy", "activate", name, version, "--effective", day, "--as", author(of: name)])
  }

  func confirm(_ name: String, _ version: String, by approver: String) async throws {
    try await must(["policy", "activate", name, version, "--as", approver])
  }

  func bringIntoForce(
    _ name: String, _ version: String, from day: String, by approvers: [String],
    changing: (String, String) = ("zzz", "zzz")
  ) async throws {
    let run = try await tryPublishing(name, version, changing: changing)
    try #require(run.status == 0, "\(run.errors)")
    try await propose(name, version, from: day)
    for approver in approvers { try await confirm(name, version, by: approver) }
  }

  func backtest(
    _ name: String, as login: String = "hkma_policy_author", changing: (String, String)
  ) async throws -> ProgramRun {
    try await run("backtest", try text(name, "9.0.0", changing), as: login)
  }

  private func author(of name: String) -> String {
    name == "joint" ? "hkma_policy_author" : "\(name)_policy_author"
  }

  // MARK: What came of it

  func listing() async throws -> String {
    try await must(["policy", "list", "--as", "ia_policy_author"]).output
  }

  /// The versions of two policies that are in force on a day.
  func inForce(_ day: String) async throws -> [String] {
    try await versions(
      "SELECT policies_in_force(\(day)::date)", of: ["ia", "sfc"])
  }

  /// Runs the rules on the last application that reached the desks, as one of its officers.
  func runRules() async throws {
    let listed = try await must(["application", "list", "--as", "hkma_approver_1"])
    let reference = try #require(listed.output.split(separator: " ").first).description
    _ = try await desk.run([
      "act", reference, "conflict_declared", "--as", "hkma_officer_2", "--detail",
      "{\"conflict\": false}",
    ])
    try await must(["act", reference, "rules_run", "--as", "hkma_officer_2"])
  }

  /// The policies that the last run of the rules was made by.
  func judgedBy() async throws -> [String] {
    try await versions(
      "SELECT policies FROM evaluation ORDER BY made_at DESC LIMIT 1")
  }

  /// The policies in the texts of the set that a statement names, `NAME VERSION` each, in order.
  private func versions(_ digest: SQL, of names: [String]? = nil) async throws -> [String] {
    let connection = try await Connection.open(desk.database.configuration)
    try await connection.execute(unsafeSQL: "SET search_path = sandboxpp")
    let rows = try await connection.query(
      """
      SELECT substring(s.text FROM '(?n)^policy (\\S+ \\S+)') FROM policy_set p,
             jsonb_to_recordset(p.sources) AS s(name text, text text)
       WHERE p.digest = (\(digest)) AND s.name LIKE '%.policy' ORDER BY 1
      """)
    let found = try rows.map { try $0.decode(String.self) }
    await connection.close()
    guard let names else { return found }
    return found.filter { version in names.contains { version.hasPrefix("\($0) ") } }
  }
}
