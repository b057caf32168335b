import Crypto
import Postgres
import TestSupport
import Workflow

extension World {
  /// A case walked to a state; its id.
  func `case`(in state: String) async throws -> String {
    try await value("SELECT case_in(\(state))::text", as: String.self)
  }

  /// A case in review at both desks of the HKMA.
  func caseOfTwoDesks() async throws -> String {
    let app = try await self.case(in: "draft")
    let name = "application/\(app)"
    try await run("SELECT prepare(\(name), 'submit', \(app), 'draft')")
    try await run(
      """
      SELECT done('appr', \(name), 'submit', '{}', jsonb_build_object(
        'content', content('{}', '{HKMA,SVF}'), 'evaluation', run_of_rules('submission')))
      """)
    try await run("SELECT declared(\(app))")
    try await run(
      """
      SELECT done('hkma.case_officer', \(name), 'accept_complete', '{}',
        jsonb_build_object('evaluation', run_of_rules('review')))
      """)
    return app
  }

  /// An administrator closes a day, for a gale.
  func close(_ day: String) async throws {
    try await run(
      """
      SELECT done('admin', 'calendar/hong-kong', 'day_closed', jsonb_build_object('day', \(day)::text, 'kind', 'gale',
               'source', 'the Observatory', 'mark', 'read'))
      """)
  }

  /// A second account of somebody's person, with another role.
  func twin(
    _ of: String, login: String, _ role: String, of place: String, _ audience: String = "officer"
  ) async throws {
    let roles = JSON("[{\"role\": \"\(role)\", \"of\": \"\(place)\"}]")
    try await run(
      "SELECT open_account(\(login), 'Twin', '雙', \(audience), \(roles), NULL, human(\(of)))")
    try await openSession(login)
  }

  /// A session whose secret is the login.
  func openSession(_ login: String) async throws {
    try await run(
      """
      SELECT open_session(id, sha256(convert_to(login, 'UTF8')), 'csrf', 24)
        FROM account WHERE login = \(login)
      """)
  }

  /// Somebody declares to have no conflict in a case, unless the person has done so.
  func declare(_ login: String, in app: String, inside authority: String) async throws {
    try await run(
      """
      SELECT done(\(login), 'supervision/' || \(app) || '/' || \(authority), 'conflict_declared', '{"conflict": false}')
      """)
  }

  /// The domain on this world, whose callers' secrets are their logins.
  func withSandbox(_ body: (Sandbox) async throws -> Void) async throws {
    let pool = try Installation.pool(database.configuration.connectionString)
    try await body(Sandbox(pool, keystore: try .shared()))
    await pool.close()
  }

  /// Fires an event as somebody; detail and payload are expressions of SQL.
  ///
  /// - Returns: the refusal; nil when it was done.
  func act(
    _ login: String, _ subject: String, _ event: String, expected: Int? = nil,
    detail: String = "'{}'", payload: String = "'{}'"
  ) async throws -> Refused? {
    try await run("SELECT me(\(login))")
    return try await refusal(
      of: """
        SELECT * FROM act(\(subject), \(event), \(expected)::bigint, \(unsafeSQL: detail),
          \(unsafeSQL: payload))
        """)
  }
}

extension World {
  /// What stands in this world's rows and entries for a free text.
  static func mark(_ words: String, as name: String) -> String {
    "said:" + Hexadecimal.encode(SHA256.digest(Array("\(name) \(words)".utf8)).bytes)
  }

  /// Every table of the schema.
  func tables() async throws -> [String] {
    let rows = try await connection.query(
      """
      SELECT relname::text FROM pg_class WHERE relnamespace = 'sandboxpp'::regnamespace AND relkind = 'r'
       ORDER BY 1
      """)
    return try rows.map { try $0.decode(String.self) }
  }
}
