import Postgres

/// Somebody who reads whatever tables show, under a role of the database.
struct Reader {
  let world: World
  /// The database role.
  let role: String
  /// The session's secret, in the fixtures the login; empty for nobody.
  let session: String

  /// Every row of every table that the role may read, as text: of the columns that it may read.
  func everything() async throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for (table, columns) in try await columns() {
      found[table] = try await rows(
        "SELECT ROW(\(columns))::text FROM sandboxpp.\(table) ORDER BY 1")
    }
    return found
  }

  /// The tables of which the role may read anything.
  func readable() async throws -> [String] { try await columns().map(\.0) }

  /// Those tables, each with the columns that the role may read.
  private func columns() async throws -> [(String, String)] {
    let rows = try await world.connection.query(
      """
      SELECT c.relname::text, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'sandboxpp'::regnamespace AND c.relkind = 'r'
         AND has_column_privilege(\(role), c.oid, a.attnum, 'SELECT') GROUP BY 1 ORDER BY 1
      """)
    return try rows.map { try $0.decode((String.self, String.self)) }
  }

  /// The first column of a statement's rows, as this reader.
  func rows(_ statement: String) async throws -> [String] {
    let rows = try await world.connection.request(
      role: role, session: session,
      statements: ["SET LOCAL search_path = sandboxpp, public", SQL(unsafeSQL: statement)])
    return try rows[1].map { try $0[0, as: String?.self] ?? "" }
  }
}
