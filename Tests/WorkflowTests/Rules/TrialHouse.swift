import Compute
import Crypto
import Foundation
import Postgres
import TestSupport
import Testing
import Transparency
import Workflow

@testable import Samples

/// One application of the sample in its trial, under the shipped policies.
struct TrialHouse: Sendable {
  /// The firm and the desk of the application that is walked.
  static let firm = "autumn_kapok_trustees"
  static let desk = "mpfa"

  let house: SampleHouse
  let subject: String

  var cast: SampleCast { house.cast }
  var sandbox: Sandbox { house.sandbox }

  /// Walked once in a process; each test has a copy.
  private static let walked = Task { try await walk() }

  static func with(_ body: (TrialHouse) async throws -> Void) async throws {
    try await TestDatabase.with(copyOf: walked.value) { database in
      let owner = try Installation.pool(database.configuration.connectionString)
      let installation = Installation(owner)
      let sandbox = Sandbox(owner, keystore: try .shared())
      let house = SampleHouse(
        database: database, installation: installation, sandbox: sandbox,
        cast: SampleCast(installation, sandbox))
      try await body(
        TrialHouse(
          house: house,
          subject: try await house.text("SELECT 'application/' || id FROM application")))
      await owner.close()
    }
  }

  private static func walk() async throws -> TestDatabase {
    let database = try await TestDatabase.make()
    let owner = try Installation.pool(database.configuration.connectionString)
    let installation = Installation(owner)
    try await installation.initialise(schema: try Repository.text("schema.sql"))
    let loader = try SampleLoader(
      root: Repository.root.path, installation, Sandbox(owner, keystore: try .shared())
    ) { _ in }
    try await loader.loadProgramme()
    let application = try #require(
      loader.files.applications.first { $0.firm == firm && $0.plannedOutcome == "trial" })
    let walk = SampleWalk(application, loader)
    let draft = try await walk.write()
    try await loader.cast.act(
      walk.approver,
      Act(
        draft.subject, "party_invited",
        detail: ["firm": .string(SampleWalk.assurance), "part": "assurance"]))
    try await loader.cast.act(
      "\(SampleWalk.assurance)_approver", Act(draft.subject, "party_joined"))
    try await walk.go(draft)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await SampleTrial(walk: walk, store: try ContentStore(root: folder.path)).run()
    await owner.close()
    return database
  }

  func act(_ login: String, _ act: Act) async throws(Workflow.Refusal) -> Standing {
    try await cast.act(login, act)
  }

  /// A job of the firm on content with these digests.
  func request(reading inputs: [String] = []) async throws(Workflow.Refusal) -> Standing {
    try await cast.act(
      "\(TrialHouse.firm)_preparer",
      Act(
        "job/new", "request", detail: ["kind": "batch", "part": "candidate"],
        payload: [
          "parent": .string(subject), "seconds": 60, "spec": ["command": ["/bin/true"]],
          "inputs": .array(inputs.map { .string($0) }),
        ]))
  }

  /// The operator and the lead's approver change the grant.
  func changeGrant(plan: [String], seconds: Int = 36_000, slots: Int = 2) async throws(Workflow
    .Refusal)
  {
    try await cast.together(
      "compute_operator_1", ["\(TrialHouse.desk)_approver_1"], "grant_changed", on: subject,
      detail: [
        "seconds": .integer(seconds), "slots": .integer(slots),
        "plan": .array(plan.map { .string($0) }),
      ])
  }

  /// What is due is done, once, as the clockwork does it; the events' names come back.
  func tick() async throws -> [String] {
    let clockwork = try await cast.caller("clockwork")
    let due = try await sandbox.dueEvents(most: 50, as: clockwork)
    for act in due { _ = try await sandbox.fire(act, as: clockwork) }
    return due.map(\.event)
  }

  /// The references of what a worker gets that asks for jobs.
  func claimed() async throws -> [String] {
    let worker = try await house.installation.token(of: "worker")
    let connection = try await Connection.open(house.database.configuration)
    try await connection.execute(unsafeSQL: "SET search_path = sandboxpp, public")
    _ = try await connection.query("SELECT set_config('sandboxpp.session', \(worker), false)")
    let rows = try await connection.query("SELECT reference FROM claim('w1', 'n1', 64, '1 hour')")
    await connection.close()
    return try rows.map { try $0.decode(String.self) }
  }

  /// Of the rule: the results in the runs at a stage, oldest first.
  func results(of rule: String, at stage: String) async throws -> [String] {
    try await house.texts(
      """
      SELECT o.result FROM evaluation e JOIN outcome o ON o.evaluation = e.id
       WHERE e.stage = \(stage) AND o.rule = \(rule) ORDER BY e.made_at
      """)
  }

  func state() async throws -> String {
    try await house.text("SELECT state FROM subject WHERE name = \(subject)")
  }

  /// That every run on file can be made again, and everything else follows from what is kept.
  func faults() async throws -> [CheckReport.Fault] {
    try await house.installation.check().parts.flatMap(\.faults)
  }
}
