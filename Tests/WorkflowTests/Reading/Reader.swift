import Postgres

/// Somebody who reads whatever tables show, under a role of the database.
struct Reader {
  let world: World
  /// The database role.
  let role: String
  /// The session's secret, in the fixtures the login; empty for nobody.
  let session: String

  /// Every row of every table that the role may read at all, as text.
  func everything() async throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for table in try await readable() {
      found[table] = try await rows("SELECT t::text FROM sandboxpp.\(table) t ORDER BY 1")
    }
    return found
  }

  /// The tables that the role may read; of `account` it may read some columns only.
  func readable() async throws -> [String] {
    let rows = try await world.connection.query(
      """
      SELECT relname::text FROM pg_class WHERE relnamespace = 'sandboxpp'::regnamespace AND relkind = 'r'
         AND has_table_privilege(\(role), oid, 'SELECT') ORDER BY 1
      """)
    return try rows.map { try $0.decode(String.self) }
  }

  /// The first column of a statement's rows, as this reader.
  func rows(_ statement: String) async throws -> [String] {
    let rows = try await world.connection.request(
      role: role, session: session,
      statements: ["SET LOCAL search_path = sandboxpp, public", SQL(unsafeSQL: statement)])
    return try rows[1].map { try $0[0, as: String?.self] ?? "" }
  }
}
