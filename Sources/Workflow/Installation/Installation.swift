internal import Crypto
internal import Foundation
public import Policies
public import Postgres

/// What only the owner of an installation does: the schema, the vocabularies, the first accounts.
///
/// It works on a connection that owns the database, never on one of the portal's.
public struct Installation: Sendable {
  let database: Pool

  /// An installation on a pool whose login role owns the database.
  public init(_ database: Pool) {
    self.database = database
  }

  /// A pool for a connection string, with the schema's search path.
  ///
  /// - Parameters:
  ///   - connectionString: as libpq reads it.
  ///   - connections: how many at most.
  ///   - patience: how long a caller waits for one to become free.
  /// - Returns: the pool; it connects when it is first used.
  /// - Throws: `Refusal` of kind `malformed` when the string cannot be read.
  public static func pool(
    _ connectionString: String, connections: Int = 8, patience: Duration = .seconds(5)
  ) throws(Refusal) -> Pool {
    do {
      let path = "options='-c search_path=sandboxpp,public'"
      let given = connectionString.contains("options=") ? "" : " " + path
      return Pool(
        try Configuration(connectionString + given),
        limits: .init(connections: connections, patience: patience))
    } catch {
      throw Refusal(any: error)
    }
  }

  /// Whether the schema is there.
  public func isInitialised() async throws(Refusal) -> Bool {
    try await value("SELECT to_regclass('sandboxpp.subject') IS NOT NULL", as: Bool.self)
  }

  /// Makes the schema, and the accounts of the installation's own processes.
  ///
  /// - Parameters:
  ///   - schema: the text of `schema.sql`.
  ///   - calendar: the days by which clocks are counted; an installation has one, tests may do without.
  /// - Throws: `Refusal` of kind `conflict` when a schema is there already.
  public func initialise(
    schema: String, calendar: CalendarFile? = nil
  ) async throws(Refusal) {
    guard try await !isInitialised() else {
      throw Refusal(.conflict, "The database has a schema already.", advice: "Use db migrate.")
    }
    do {
      try await database.withConnection { try await $0.execute(unsafeSQL: schema) }
    } catch {
      throw Refusal(any: error)
    }
    try await run("INSERT INTO schema_made (digest) VALUES (\(SHA256.digest(schema).bytes))")
    try await openAccount("worker", "Worker", "工作程序", .worker, roles: [("worker", "")])
    try await openAccount("clockwork", "Clockwork", "時鐘程序", .clockwork, roles: [("system", "")])
    if let calendar { try await keep(calendar) }
  }

  /// Whether the schema there is the one of this text.
  public func isCurrent(schema: String) async throws(Refusal) -> Bool {
    try await value(
      "SELECT EXISTS (SELECT FROM schema_made WHERE digest = \(SHA256.digest(schema).bytes))",
      as: Bool.self)
  }

  /// Publishes the versions of the vocabularies that are not there yet, and their columns.
  public func publish(_ vocabulary: Vocabulary, source: String) async throws(Refusal) {
    let attributes = vocabulary.attributes.map { attribute in
      """
      {"name": "\(attribute.name)", "column": "\(Installation.column(attribute.type))", \
      "none": \(attribute.mayBeNone)}
      """
    }
    let list = JSON("[\(attributes.joined(separator: ","))]")
    try await run(
      """
      SELECT publish_vocabulary(\(vocabulary.kind.rawValue)::text, \(vocabulary.version)::integer,
        \(SHA256.digest(source).bytes), \(source)::text, \(list))
      """)
  }

  /// Registers a firm; nothing happens if its key is known.
  public func registerFirm(
    key: String, nameEn: String, nameZh: String, kind: String = "regulated"
  ) async throws(Refusal) {
    try await run("SELECT register_firm(\(key), \(nameEn), \(nameZh), \(kind))")
  }

  /// Seats somebody on the panel of a cohort until a day; the day of a seat can be moved.
  ///
  /// - Throws: `Refusal` of kind `notFound` when there is no such account or cohort.
  public func seat(_ login: String, onPanelOf cohort: String, until day: String)
    async throws(Refusal)
  {
    _ = try await value(
      """
      INSERT INTO panel_member SELECT k.id, u.person, \(day)::text::date
        FROM cohort k, account u WHERE k.key = \(cohort) AND u.login = \(login)
      ON CONFLICT (cohort, person) DO UPDATE SET until = excluded.until
      RETURNING 1
      """, as: Int.self)
  }

  private static func column(_ type: ValueType) -> String {
    switch type {
    case .bool: "boolean"
    case .date: "date"
    case .money, .percent, .decimal: "numeric"
    case .set: "text[]"
    case .member, .text, .digest: "text"
    case .list: "jsonb"
    default: "bigint"
    }
  }

  func run(_ statement: SQL) async throws(Refusal) {
    do {
      _ = try await database.query(statement)
    } catch {
      throw Refusal(any: error)
    }
  }

  func value<Value: PostgresValue>(
    _ statement: SQL, as type: Value.Type
  ) async throws(Refusal) -> Value {
    do {
      guard let row = try await database.query(statement).first else {
        throw Refusal(.notFound, "There is no such account.")
      }
      return try row[0, as: type]
    } catch {
      throw Refusal(any: error)
    }
  }
}
