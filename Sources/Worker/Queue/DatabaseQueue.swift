public import enum Compute.JobKind
import Foundation
public import Postgres
import Workflow

/// The queue in the database, through the functions that a worker may execute.
public actor DatabaseQueue: JobQueue {
  private let database: Pool
  private let login: String
  private let node: String
  private let engine: String
  private var secret: String?

  /// Reaches the queue for a node.
  ///
  /// - Parameters:
  ///   - database: Connections of the login role `work`, with a time limit on statements: without
  ///     one, a dead network would be noticed only when every lease had ended.
  ///   - login: The worker's account.
  ///   - node: The node's name, which is the worker's too: one worker runs on a node.
  ///   - engine: `local` or `slurm`.
  public init(database: Pool, login: String, node: String, engine: String) {
    self.database = database
    self.login = login
    self.node = node
    self.engine = engine
  }

  /// Writes down that the node was seen, and what its engine runs.
  public func announce(slots: Int, kinds: Set<JobKind>) async throws(QueueError) -> Bool {
    let words = kinds.map(\.rawValue).sorted()
    let rows = try await call("SELECT see_node(\(node), \(engine), \(slots)::int, \(words))")
    return try read { () throws(PostgresError) in
      try rows.one()[0, as: Bool?.self] ?? false
    }
  }

  /// One statement; see `claim` in the schema.
  public func claim(most: Int) async throws(QueueError) -> [ClaimedJob] {
    let rows = try await call(
      """
      SELECT id, token, reference, part, spec, inputs, seconds
        FROM claim(\(node), \(node), \(most)::int, \(Bounds.leaseText)::interval)
      """)
    return try read { () throws(PostgresError) in
      try rows.map { (row) throws(PostgresError) in
        let (id, token, reference, part, spec, inputs, seconds) = try row.decode(
          (UUID.self, Int64.self, String.self, String.self, JSON.self, [String].self, Int.self))
        return ClaimedJob(
          held: HeldJob(id: id, token: token), reference: reference, part: part,
          specification: spec.text, approved: inputs, seconds: seconds)
      }
    }
  }

  /// One statement for all leases.
  public func renew(_ held: [HeldJob]) async throws(QueueError) -> [Renewal] {
    let rows = try await call(
      """
      SELECT id, token, stop IS NOT NULL
        FROM renew(\(node), \(held.map(\.id)), \(held.map(\.token)), \(Bounds.leaseText)::interval)
      """)
    return try read { () throws(PostgresError) in
      try rows.map { (row) throws(PostgresError) in
        let (id, token, stop) = try row.decode((UUID.self, Int64.self, Bool.self))
        return Renewal(held: HeldJob(id: id, token: token), isStopAsked: stop)
      }
    }
  }

  /// One statement for all news.
  public func settle(_ news: [News]) async throws(QueueError) -> [Verdict] {
    let list = try json(news)
    let rows = try await call("SELECT id, accepted, state FROM settle(\(node), \(list))")
    return try read { () throws(PostgresError) in
      try rows.map { (row) throws(PostgresError) in
        let (id, accepted, state) = try row.decode((UUID.self, Bool.self, String.self))
        return Verdict(id: id, isAccepted: accepted, state: state)
      }
    }
  }

  /// Runs a statement as the worker; signs in first, and again once the session has ended.
  private func call(_ statement: SQL) async throws(QueueError) -> Rows {
    let hadSession = secret != nil
    do {
      return try await request(statement)
    } catch  where error.isSignedOut && hadSession {
      secret = nil
      do {
        return try await request(statement)
      } catch {
        throw error.queueError
      }
    } catch {
      throw error.queueError
    }
  }

  private func request(_ statement: SQL) async throws(Failure) -> Rows {
    do {
      let secret = try await session()
      return try await database.request(
        role: Caller.Audience.worker.rawValue, session: secret, statements: [statement])[0]
    } catch let error as PostgresError {
      throw .database(error)
    } catch let refusal as Refusal {
      throw .refusal(refusal)
    } catch {
      throw .other(error)
    }
  }

  private func session() async throws -> String {
    if let secret { return secret }
    let opened = try await Sandbox(database).signIn(process: login, audience: .worker)
    secret = opened.secret
    return opened.secret
  }

  private func read<Value>(_ decode: () throws(PostgresError) -> Value) throws(QueueError) -> Value
  {
    do {
      return try decode()
    } catch {
      throw .refused(reason: error.description)
    }
  }

  private func json(_ value: some Encodable) throws(QueueError) -> JSON {
    do {
      return JSON(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
    } catch {
      throw .refused(reason: "The news cannot be written as JSON.")
    }
  }

  /// What kept a statement from being run.
  private enum Failure: Error {
    case database(PostgresError)
    case refusal(Refusal)
    case other(any Error)

    var isSignedOut: Bool {
      if case .database(let error) = self { error.sqlState == "SB401" } else { false }
    }

    var queueError: QueueError {
      switch self {
      case .database(let error) where error.kind == .server && !error.isPassing:
        .refused(reason: error.description)
      case .database(let error): .unavailable(reason: error.description)
      case .refusal(let refusal) where refusal.kind == .unavailable || refusal.kind == .conflict:
        .unavailable(reason: refusal.sentence)
      case .refusal(let refusal): .refused(reason: refusal.sentence)
      case .other: .unavailable(reason: "The call was given up.")
      }
    }
  }
}

extension PostgresError {
  /// Whether the server itself is on its way out or in, short of something, or was too slow
  /// (PostgreSQL, appendix A: classes 08, 53, 55, 57 and 58), or met a conflict.
  fileprivate var isPassing: Bool {
    isRetryable || ["08", "53", "55", "57", "58"].contains(sqlState?.prefix(2) ?? "")
  }
}
