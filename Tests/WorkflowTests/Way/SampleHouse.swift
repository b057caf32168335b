import Foundation
import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

/// The sample's people and policies on a database of their own, with its first applications.
struct SampleHouse: Sendable {
  let database: TestDatabase
  let installation: Installation
  let sandbox: Sandbox
  let cast: SampleCast

  static func with(
    applications: Int, _ body: (SampleHouse) async throws -> Void
  ) async throws {
    try await TestDatabase.with(schema: []) { database in
      let owner = try Installation.pool(database.configuration.connectionString)
      let installation = Installation(owner)
      try await installation.initialise(schema: try Repository.text("schema.sql"))
      let sandbox = Sandbox(owner, keystore: try .shared())
      let loader = try SampleLoader(root: Repository.root.path, installation, sandbox) { _ in }
      try await loader.loadProgramme()
      try await loader.walkApplications(first: applications)
      try await body(
        SampleHouse(
          database: database, installation: installation, sandbox: sandbox,
          cast: SampleCast(installation, sandbox)))
      await owner.close()
    }
  }

  // MARK: Policies

  /// The joint policy as shipped, under another version and with changes.
  static func joint(_ version: String, _ changes: [(from: String, to: String)]) throws -> String {
    let shipped = try Repository.text("Sources/Policies/Regulators/joint.policy")
    return try ([("policy joint 1.0.0 ", "policy joint \(version) ")] + changes)
      .reduce(shipped) { text, change in
        try #require(text.contains(change.0), "\(change.0)")
        return text.replacing(change.0, with: change.1, maxReplacements: 1)
      }
  }

  func publish(_ joint: String) async throws -> String {
    try await sandbox.publishPolicy(
      joint, file: "joint.policy", as: try await cast.caller("hkma_policy_author")
    ).subject
  }

  /// All four authorities bring a published version into force.
  func activate(_ subject: String, from day: String) async throws {
    try await cast.together(
      "hkma_policy_author", ["hkma", "ia", "mpfa", "sfc"].map { "\($0)_approver_1" }, "activate",
      on: subject, detail: ["effective": .string(day)])
  }

  // MARK: Cases

  /// An officer of the lead runs the rules on the case, which keeps the run.
  func runRules(on subject: String) async throws {
    try await cast.act("hkma_officer_1", Act(subject, "rules_run"))
  }

  /// What a statement says, a text for each row.
  func texts(_ statement: SQL) async throws -> [String] {
    let connection = try await Connection.open(database.configuration)
    try await connection.execute(unsafeSQL: "SET search_path = sandboxpp, public")
    let found = try await connection.query(statement).map { try $0.decode(String?.self) ?? "none" }
    await connection.close()
    return found
  }

  func text(_ statement: SQL) async throws -> String {
    try #require(try await texts(statement).first)
  }
}
