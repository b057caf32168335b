internal import Foundation
internal import Postgres

/// What an installation's database holds, in numbers.
public struct DatabaseStatus: Sendable, Codable {
  /// When the schema was made, or led to its present text.
  public let madeAt: String
  /// Audit entries.
  public let entries: Int
  /// How many of them are in the tree.
  public let sealed: Int
  /// How many wait for the sealer.
  public let waiting: Int
  /// When the sealer last took some.
  public let sealedAt: String
  /// Applications by state.
  public let applications: [String: Int]
  /// Jobs by state.
  public let jobs: [String: Int]
  /// Compute nodes by state.
  public let nodes: [String: Int]
  /// Accounts that are not disabled.
  public let accounts: Int
  /// Sessions that are open now.
  public let sessions: Int
}

extension Installation {
  /// Counts what the database holds.
  ///
  /// - Throws: `Refusal` of kind `unavailable` when it does not answer.
  public func status() async throws(Refusal) -> DatabaseStatus {
    let found = try await value(
      """
      SELECT jsonb_build_object(
        'madeAt', (SELECT max(made_at) FROM schema_made),
        'entries', (SELECT count(*) FROM audit_event),
        'sealed', h.size, 'waiting', (SELECT count(*) FROM unsealed), 'sealedAt', h.sealed_at,
        'applications', \(Installation.byState("subject WHERE machine = 'application'")),
        'jobs', \(Installation.byState("job")),
        'nodes', \(Installation.byState("subject WHERE machine = 'node'")),
        'accounts', (SELECT count(*) FROM account WHERE disabled_at IS NULL),
        'sessions', (SELECT count(*) FROM session WHERE ended_at IS NULL AND expires_at > now()))
        FROM tree_head h
      """, as: JSON.self)
    do {
      return try JSONDecoder().decode(DatabaseStatus.self, from: Data(found.text.utf8))
    } catch {
      throw Refusal(any: error)
    }
  }

  private static func byState(_ rows: SQL) -> SQL {
    """
    (SELECT coalesce(jsonb_object_agg(state, number), '{}')
       FROM (SELECT state, count(*) AS number FROM \(rows) GROUP BY state) g)
    """
  }
}
