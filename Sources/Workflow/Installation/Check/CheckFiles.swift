internal import Compute
internal import Crypto
internal import Postgres

extension Reading {
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
