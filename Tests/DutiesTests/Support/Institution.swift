import Crypto
import Foundation
import Policies
import Postgres
import TestSupport
import Transparency

@testable import Duties
@testable import Workflow

/// A database with the schema, its processes, a firm with a person, an auditor; and a folder.
final class Institution: Sendable {
  let database: TestDatabase
  /// The owner's connections.
  let owner: Pool
  let installation: Installation
  /// The domain as the portal has it.
  let portal: Sandbox
  private let files: TemporaryFolder
  /// The log's folder; what stands beside it goes with it.
  var folder: String { files.path + "/log" }

  static func with<Value>(_ body: (Institution) async throws -> Value) async throws -> Value {
    let schema = Repository.root.appending(path: "schema.sql")
    return try await TestDatabase.with(schema: [schema]) { database in
      let institution = try Institution(database)
      try await institution.open()
      let value = try await body(institution)
      await institution.owner.close()
      return value
    }
  }

  private init(_ database: TestDatabase) throws {
    self.database = database
    files = try TemporaryFolder()
    owner = try Installation.pool(database.configuration.connectionString)
    installation = Installation(owner)
    portal = Sandbox(
      try Installation.pool(database.configuration(user: "portal").connectionString),
      keystore: try KeyStore(folder: files.path + "/keystore"))
  }

  private func open() async throws {
    try await installation.openAccount(
      "clockwork", "Clockwork", "時鐘程序", .clockwork, roles: [("system", "")])
    try await installation.registerFirm(key: "harbour", nameEn: "Harbour Bank", nameZh: "海港銀行")
    try await installation.openAccount(
      "preparer", "Ada Chan", "陳雅達", .firm, roles: [("firm_preparer", "harbour")])
    try await installation.openAccount(
      "auditor", "Otto Lee", "李奧圖", .auditor, roles: [("auditor", ""), ("log_reader", "")])
  }

  /// The log's key; made at the first call.
  func key(origin: String? = "log.sandboxpp.test/duties") throws -> LogKey {
    try LogKey(path: folder + ".key", origin: origin)
  }

  var store: TileStore { TileStore(directory: folder) }

  /// What the sealer's login may call.
  func sealDatabase() throws -> SealDatabase {
    SealDatabase(
      pool: try Installation.pool(database.configuration(user: "seal").connectionString))
  }

  func seal(
    reached: @escaping @Sendable (Seal.Point) throws -> Void = { _ in }
  ) async throws -> Seal {
    try await Seal.resume(sealDatabase(), store, key(), reached: reached)
  }

  func sealer(log: @escaping @Sendable (String) -> Void = { _ in }) throws -> Sealer {
    let login = database.configuration(user: "seal")
    return Sealer(
      login, pool: try Installation.pool(login.connectionString), folder: folder, key: try key(),
      log: log)
  }

  /// Writes entries as the portal does: views of one session, chained under it.
  func view(_ count: Int, as caller: Caller) async throws {
    let session = try await portal.resume(secret: caller.secret).person.session
    for number in 0..<count {
      _ = try await portal.fire(
        Act("access/\(session)", "viewed", detail: ["page": .integer(number)]), as: caller)
    }
  }

  /// Posts a problem of the firm: an act that makes a subject.
  func post(_ wording: String, as caller: Caller) async throws -> String {
    try await portal.fire(
      Act("problem/new", "post", payload: ["wording": .string(wording)]), as: caller
    ).subject
  }

  /// Many entries of many subjects in one statement, each by the schema's own function.
  func viewMany(_ perSession: Int, sessions: Int) async throws {
    for _ in 0..<sessions {
      let caller = try await installation.session(of: "auditor")
      let session = try await portal.resume(secret: caller.secret).person.session
      _ = try await owner.request(
        role: "auditor", session: caller.secret,
        statements: [
          """
          SELECT count(*) FROM generate_series(1, \(perSession)) n,
            LATERAL record('access/' || \(session), 'viewed', NULL, jsonb_build_object('page', n))
          """
        ])
    }
  }

  func verify(earlier: [UInt8]? = nil) async throws -> Verdict {
    await LogVerifier(
      source: .directory(folder), log: try key().verifierKey, earlier: earlier
    ).verify()
  }

  /// The number of entries that the database holds, and how many of them have a leaf.
  func counts() async throws -> (entries: Int, leaves: Int) {
    let row = try await owner.query(
      """
      SELECT (SELECT count(*) FROM audit_event), (SELECT count(*) FROM sealed_leaf)
      """
    ).one()
    return try row.decode((Int.self, Int.self))
  }
}
