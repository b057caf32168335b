internal import Crypto
internal import Postgres
internal import Transparency

extension Reading {
  /// The sealed log: leaves without gaps, and the root that they come to.
  func tree() async throws -> CheckReport.Part {
    var part = CheckReport.Part("tree")
    var range = CompactRange()
    while true {
      let rows = try await connection.query(
        """
        SELECT l.leaf_index, e.entry FROM sealed_leaf l JOIN audit_event e ON e.id = l.event
         WHERE l.leaf_index >= \(range.size) ORDER BY l.leaf_index LIMIT \(Reading.page)
        """)
      for row in rows {
        let (index, entry) = try row.decode((Int.self, [UInt8].self))
        guard index == range.size else {
          part.found("leaf \(range.size)", "it is missing; the next is \(index)")
          return part
        }
        range.append(MerkleTree.leafHash(entry))
      }
      part.looked = range.size
      progress("tree: \(part.looked) leaves")
      if rows.count < Reading.page { break }
    }
    let head = try await connection.query("SELECT size, root FROM tree_head").one()
    let (size, root) = try head.decode((Int.self, [UInt8].self))
    if size != range.size {
      part.found("head", "its size is \(size), there are \(range.size) leaves")
    }
    if root != range.root.bytes { part.found("head", "its root is not that of the leaves") }
    let loose = try await connection.query(
      """
      SELECT s.name || ' seq ' || e.seq, l.event IS NULL
        FROM audit_event e JOIN subject s ON s.id = e.subject LEFT JOIN sealed_leaf l ON l.event = e.id
        LEFT JOIN unsealed u ON u.event = e.id
       WHERE (l.event IS NULL) = (u.event IS NULL) ORDER BY e.id
      """)
    for row in loose {
      let (place, isLost) = try row.decode((String.self, Bool.self))
      part.found(place, isLost ? "it is neither sealed nor waits for it" : "it is sealed and waits")
    }
    return part
  }
}
