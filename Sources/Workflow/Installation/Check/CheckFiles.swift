internal import Compute
internal import Crypto
internal import Postgres

extension Reading {
  /// Files in the store that nothing came to name in time, and arrivals that were broken off: what a
  /// sweep would take.
  func strays(in store: ContentStore) async throws -> CheckReport.Part {
    var part = CheckReport.Part("strays")
    let grace = Int(Installation.graceOfFiles.components.seconds)
    let unused = try await connection.query(
      """
      SELECT encode(f.digest, 'hex') FROM received_file f
       GROUP BY f.digest HAVING max(f.received_at) < clock_timestamp() - \(grace) * interval '1 second'
      EXCEPT SELECT n.digest FROM (\(SQL.namedDigests)) n
      """
    ).map { try $0.decode(String.self) }
    part.looked = store.digests().reduce(0) { count, _ in count + 1 }
    for digest in unused {
      part.found(
        "sha256/\(digest.prefix(12))…", "it was sent and never used: `content sweep` takes it")
    }
    let drafts = store.staleDrafts(olderThan: Installation.graceOfDrafts, taking: false)
    if drafts > 0 {
      part.found("drafts", "\(drafts) never arrived whole: `content sweep` takes them")
    }
    return part
  }

  /// Files that rows name by their SHA-256: documents, and what jobs left.
  func files(in store: ContentStore) async throws -> CheckReport.Part {
    var part = CheckReport.Part("files")
    var after = ""
    while true {
      let rows = try await connection.query(
        """
        SELECT digest, min(place) FROM (
          SELECT encode(d.digest, 'hex'), a.reference || ' document ' || d.kind
            FROM document d JOIN application a ON a.id = d.application
          UNION ALL SELECT encode(f.digest, 'hex'), 'a file received ' || f.received_at::date FROM received_file f
          UNION ALL
          SELECT n.digest, j.reference || ' ' || n.what FROM job j, LATERAL (VALUES
            (encode(j.result, 'hex'), 'result'), (j.report->>'stdout', 'output'),
            (j.report->>'stderr', 'errors')) n(digest, what)) f(digest, place)
         WHERE digest > \(after) GROUP BY digest ORDER BY digest LIMIT \(Reading.page)
        """)
      for row in rows {
        let (hex, place) = try row.decode((String.self, String.self))
        after = hex
        part.looked += 1
        progress("files: \(part.looked)")
        guard let digest = Digest(hex: hex) else {
          part.found(place, "it is named by no digest")
          continue
        }
        do throws(ComputeError) {
          _ = try store.verify(digest)
        } catch {
          part.found(place, store.contains(digest) ? "its bytes are others" : "it is not there")
        }
      }
      if rows.count < Reading.page { return part }
    }
  }
}
