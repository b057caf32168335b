internal import Crypto
internal import Foundation
internal import Postgres
internal import Transparency

extension Reading {
  /// Every subject's chain, from the bytes of its entries alone.
  func chains() async throws -> CheckReport.Part {
    var part = CheckReport.Part("chains")
    var chain: Chain?
    var after = ("00000000-0000-0000-0000-000000000000", 0)
    while true {
      let rows = try await connection.query(
        """
        SELECT e.subject::text, s.name, s.seq, s.head, s.state, e.seq, e.type, coalesce(e.account::text, 'act'),
               to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.entry, e.leaf
          FROM audit_event e JOIN subject s ON s.id = e.subject
         WHERE (e.subject, e.seq) > (\(after.0)::uuid, \(after.1)) ORDER BY e.subject, e.seq
         LIMIT \(Reading.page)
        """)
      for row in rows {
        let entry = try ChainedEntry(row)
        if chain?.id != entry.id {
          chain?.finish(&part)
          chain = Chain(entry)
        }
        chain?.add(entry, &part)
        after = (entry.id, entry.sequence)
      }
      part.looked += rows.count
      progress("chains: \(part.looked) entries")
      if rows.count < Reading.page { break }
    }
    chain?.finish(&part)
    let empty = try await connection.query(
      """
      SELECT name FROM subject s WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.subject = s.id)
       ORDER BY name
      """)
    for row in empty { part.found(try row.decode(String.self), "it has no entry") }
    return part
  }
}

/// A row of the entries, with what its subject's row says of the whole chain.
private struct ChainedEntry {
  let id: String
  let name: String
  let last: Int
  let head: [UInt8]
  let state: String?
  let sequence: Int
  let type: String
  let account: String
  let time: String
  let bytes: [UInt8]
  let leaf: [UInt8]

  init(_ row: Row) throws {
    (id, name, last, head, state, sequence, type, account, time, bytes, leaf) = try row.decode(
      (
        String.self, String.self, Int.self, [UInt8].self, String?.self, Int.self, String.self,
        String.self, String.self, [UInt8].self, [UInt8].self
      ))
  }
}

/// One subject's entries, in their order.
private struct Chain {
  let id: String
  private let name: String
  private let last: Int
  private let head: [UInt8]
  private let state: String?
  /// What the entries so far come to.
  private var sequence = 0
  private var leaf = Digest.zero.bytes
  private var reached: String?

  init(_ entry: ChainedEntry) {
    (id, name, last, head, state) = (entry.id, entry.name, entry.last, entry.head, entry.state)
  }

  mutating func add(_ entry: ChainedEntry, _ part: inout CheckReport.Part) {
    let place = "\(name) seq \(entry.sequence)"
    if entry.sequence != sequence + 1 { part.found(place, "seq \(sequence + 1) is missing") }
    do {
      let record = try EntryRecord(entry.bytes)
      let parsed = try CanonicalJSON(entry.bytes)
      if record.sequence != entry.sequence { part.found(place, "its bytes say another seq") }
      if record.previous.bytes != leaf {
        part.found(place, "prev is not the hash of the entry before it")
      }
      let said = ["subject", "type", "authid", "time"].map { parsed[$0]?.text }
      for (key, (said, stored)) in zip(
        ["subject", "type", "account", "time"],
        zip(said, [name, entry.type, entry.account, entry.time])) where said != stored
      {
        part.found(place, "its bytes say another \(key) than its row")
      }
      follow(parsed["data"], place, &part)
    } catch {
      part.found(place, "it is no canonical entry: \(error)")
    }
    let hash = MerkleTree.leafHash(entry.bytes).bytes
    if hash != entry.leaf { part.found(place, "its hash is not the one stored") }
    sequence = entry.sequence
    leaf = hash
  }

  /// A transition begins where the one before it ended.
  private mutating func follow(
    _ data: CanonicalJSON?, _ place: String, _ part: inout CheckReport.Part
  ) {
    guard let to = data?["to"]?.text else { return }
    if data?["from"]?.text != reached ?? "" {
      part.found(place, "it leaves another state than the entries before it reached")
    }
    reached = to
  }

  func finish(_ part: inout CheckReport.Part) {
    if sequence != last {
      part.found(name, "its row counts \(last) entries, there are \(sequence)")
    }
    if leaf != head { part.found(name, "its head is not the hash of its last entry") }
    if state != reached {
      part.found(name, "its state is \(state ?? "none"), its entries say \(reached ?? "none")")
    }
  }
}
