internal import Compute
internal import Crypto
internal import Foundation
internal import Postgres

/// What a sweep of the content store found and took.
public struct SweepReport: Sendable, Codable {
  /// Files in the store.
  public var files = 0
  /// Files that were sent and that nothing came to name, taken away.
  public var unused = 0
  /// Arrivals that were broken off, taken away.
  public var drafts = 0
  /// Files that no row names and that nobody sent: an operator's, or a program of a worker; kept.
  public var unnamed = 0
}

extension SQL {
  /// Every digest that a row names for good, hexadecimal: documents, artefacts, what jobs read and
  /// left, and what grants plan.
  static let namedDigests: SQL = """
    SELECT encode(d.digest, 'hex') AS digest FROM document d
    UNION ALL SELECT r.digest FROM artefact r
    UNION ALL SELECT n.digest FROM job j, LATERAL (
        SELECT unnest(j.inputs) UNION ALL SELECT encode(j.result, 'hex')
        UNION ALL SELECT j.report->>'stdout' UNION ALL SELECT j.report->>'stderr') n(digest)
    UNION ALL SELECT unnest(g.plan) FROM compute_grant g
    """
}

extension Installation {
  /// How long a file may lie unused before it is taken: an upload whose act was refused is sent
  /// again the same day, a trial's input within days.
  public static let graceOfFiles = Duration.seconds(7 * 86_400)
  /// How long an arrival may take; a connection is cut long before.
  static let graceOfDrafts = Duration.seconds(86_400)
  /// Digests that one transaction looks at: the lock that it holds keeps new files waiting.
  private static let digestsAtOnce = 200

  /// Takes away what was sent and that nothing names, and what never arrived whole.
  ///
  /// While some files are taken no file is received and no document added, so that nothing comes to
  /// name what is just going.
  ///
  /// - Parameters:
  ///   - content: the folder of files by digest.
  ///   - grace: how long a file may lie unused.
  ///   - isDry: whether only to look.
  /// - Returns: what was found, and taken unless it only looked.
  /// - Throws: `Refusal` when the folder or the database cannot be used.
  public func sweep(
    content: String, grace: Duration = graceOfFiles, isDry: Bool = false
  ) async throws(Refusal) -> SweepReport {
    do {
      let store = try ContentStore(root: content)
      var report = SweepReport()
      report.drafts = store.staleDrafts(olderThan: Installation.graceOfDrafts, taking: !isDry)
      report.unused = try await unused(in: store, grace, isDry: isDry)
      let known = Set(
        try await database.query(
          """
          SELECT digest FROM (\(SQL.namedDigests)) n WHERE digest IS NOT NULL
          UNION SELECT encode(digest, 'hex') FROM received_file
          """
        ).map { try $0.decode(String.self) })
      for digest in store.digests() {
        report.files += 1
        if !known.contains(digest.hex) { report.unnamed += 1 }
      }
      return report
    } catch let error as ComputeError {
      throw Refusal(.unavailable, "The folder of files cannot be used: \(error).")
    } catch {
      throw Refusal(any: error)
    }
  }

  private func unused(
    in store: ContentStore, _ grace: Duration, isDry: Bool
  ) async throws -> Int {
    let seconds = Int(grace.components.seconds)
    var taken = 0
    while true {
      let digests = try await database.transaction { connection -> [String] in
        _ = try await connection.query("SELECT hold_files_still()")
        let old = try await connection.query(
          """
          SELECT encode(f.digest, 'hex') FROM received_file f
           WHERE f.digest NOT IN (SELECT decode(n.digest, 'hex') FROM (\(SQL.namedDigests)) n
                                   WHERE n.digest ~ '^[0-9a-f]{64}$')
           GROUP BY f.digest HAVING max(f.received_at) < clock_timestamp() - \(seconds) * interval '1 second'
           ORDER BY f.digest LIMIT \(isDry ? Int.max : Installation.digestsAtOnce)
          """
        ).map { try $0.decode(String.self) }
        guard !isDry else { return old }
        _ = try await connection.query(
          "DELETE FROM received_file WHERE encode(digest, 'hex') = ANY (\(old))")
        for digest in old.compactMap({ Digest(hex: $0) }) { try store.erase(digest) }
        return old
      }
      taken += digests.count
      if isDry || digests.count < Installation.digestsAtOnce { return taken }
    }
  }
}
