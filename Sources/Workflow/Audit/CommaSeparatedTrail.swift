internal import Crypto
internal import Transparency

/// The trail as a table for people: what an entry says in columns, its leaf hash beside it.
///
/// What a spreadsheet would run as a formula is defused, so the columns are not byte for byte the
/// entry; `leaf_hash` says which entry it is, and JSONL has the bytes.
struct CommaSeparatedTrail: ExportBody {
  static let columns = [
    "leaf_index", "time", "subject", "seq", "type", "actor_type", "actor", "role", "remit", "from",
    "to", "act", "id", "prev", "leaf_hash", "data",
  ]

  private var manifest: ExportManifest
  private var hasher = SHA256.Hasher()
  private var lines: [UInt8] = []

  init(checkpoint: SignedNote, filter: [String: CanonicalJSON]) {
    manifest = ExportManifest(
      format: TrailExport.Format.csv.rawValue, filter: filter, count: 0, withheld: 0, first: nil,
      last: nil, byteCount: 0, digest: .zero, proofByteCount: 0, checkpoint: checkpoint)
    CommaSeparated.append(row: CommaSeparatedTrail.columns, to: &lines)
  }

  mutating func add(index: Int, entry: [UInt8]) throws(TransparencyError) {
    let value = try CanonicalJSON(entry)
    let data = value["data"] ?? [:]
    func text(_ key: String, of value: CanonicalJSON) -> String { value[key]?.text ?? "" }
    let row = [
      String(index), text("time", of: value), text("subject", of: value),
      String(value["seq"]?.number ?? 0), text("type", of: value), text("authtype", of: value),
      text("authid", of: value), text("role", of: data), text("remit", of: data),
      text("from", of: data), text("to", of: data), text("act", of: data), text("id", of: value),
      text("prev", of: value), MerkleTree.leafHash(entry).hex,
      String(decoding: try data.encoded(), as: UTF8.self),
    ]
    CommaSeparated.append(row: row, to: &lines)
    manifest.count += 1
    manifest.first = manifest.first ?? index
    manifest.last = index
  }

  mutating func takeLines() -> [UInt8] {
    defer { lines.removeAll(keepingCapacity: true) }
    hasher.update(lines)
    manifest.byteCount += lines.count
    return lines
  }

  mutating func takeProof() -> [UInt8] { [] }

  mutating func finish() throws(TransparencyError)
    -> (lines: [UInt8], proof: [UInt8], manifest: ExportManifest)
  {
    let rest = takeLines()
    manifest.digest = hasher.finalize()
    return (rest, [], manifest)
  }
}
