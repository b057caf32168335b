internal import Crypto
internal import Postgres
internal import Transparency

/// The sealer's five calls (`schema.sql`, The sealed log), under the role `sealer`.
struct SealDatabase: Sendable {
  /// Entries in the order in which they become leaves.
  struct Batch: Sendable {
    /// The events' ids.
    let events: [Int64]
    /// The entries' bytes.
    let entries: [[UInt8]]
  }

  let pool: Pool

  /// The tree that the next seal extends.
  func head() async throws -> TreeHead {
    let row = try await rows("SELECT size, root FROM seal_head()").one()
    let (size, root) = try row.decode((Int.self, [UInt8].self))
    return TreeHead(size: size, root: Digest(root) ?? .zero)
  }

  /// What waits, in the order of the events' ids; nothing is taken yet.
  func next(_ most: Int) async throws -> Batch {
    let rows = try await rows("SELECT event, entry FROM seal_next(\(Int32(most)))")
    var events: [Int64] = []
    var entries: [[UInt8]] = []
    events.reserveCapacity(rows.count)
    entries.reserveCapacity(rows.count)
    for row in rows {
      events.append(try row[0, as: Int64.self])
      entries.append(try row[1, as: [UInt8].self])
    }
    return Batch(events: events, entries: entries)
  }

  /// Takes the events into the tree: their leaf indexes, and the head that they lead to.
  ///
  /// - Throws: `PostgresError` when the tree is no longer of the old size.
  func commit(_ events: [Int64], extending old: TreeHead, to new: TreeHead) async throws {
    _ = try await rows("SELECT seal_commit(\(old.size), \(events), \(new.root.bytes))")
  }

  /// Tells all who listen that the leaves from `first` on are published.
  func announce(from first: Int, size: Int) async throws {
    _ = try await rows("SELECT seal_published(\(first), \(size))")
  }

  /// The entries of leaves that have an index already.
  func read(from first: Int, _ most: Int) async throws -> [[UInt8]] {
    let rows = try await rows("SELECT leaf_index, entry FROM seal_read(\(first), \(Int32(most)))")
    return try rows.map { try $0[1, as: [UInt8].self] }
  }

  private func rows(_ statement: SQL) async throws -> Rows {
    try await pool.request(role: "sealer", session: "", statements: [statement])[0]
  }
}
