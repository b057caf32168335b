public import Crypto

/// What an export says about itself, in a file of its own that is written last.
///
/// An export without its manifest was cut short or is no export. Numbers are strings, since an
/// export may exceed what the canonical subset lets a number be.
public struct ExportManifest: Hashable, Sendable {
  /// `jsonl`, `csv`, `xes` or `ocel-sqlite`.
  public var format: String
  /// The filter in the exporter's own words; empty for everything.
  public var filter: [String: CanonicalJSON]
  /// Entries in full.
  public var count: Int
  /// Entries by their leaf hash alone.
  public var withheld: Int
  /// The first leaf index in the file; nil when it is empty.
  public var first: Int?
  /// The last leaf index in the file; nil when it is empty.
  public var last: Int?
  /// The file's length in bytes.
  public var byteCount: Int
  /// The file's SHA-256.
  public var digest: Digest
  /// The length of the file of hashes, of each line and of what was left out; 0 without one.
  public var proofByteCount: Int
  /// The signed checkpoint that the entries belong to.
  public var checkpoint: SignedNote

  /// Where the manifest of an export stands.
  public static func path(of export: String) -> String { "\(export).manifest.json" }
  /// Where the hashes of an export's lines, and of what it leaves out, stand.
  public static func proofPath(of export: String) -> String { "\(export).proof" }

  /// Describes a file.
  public init(
    format: String, filter: [String: CanonicalJSON], count: Int, withheld: Int, first: Int?,
    last: Int?, byteCount: Int, digest: Digest, proofByteCount: Int, checkpoint: SignedNote
  ) {
    self.format = format
    self.filter = filter
    self.count = count
    self.withheld = withheld
    self.first = first
    self.last = last
    self.byteCount = byteCount
    self.digest = digest
    self.proofByteCount = proofByteCount
    self.checkpoint = checkpoint
  }

  /// The manifest's file: one canonical line.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)`` when the filter is outside the subset.
  public func encoded() throws(TransparencyError) -> [UInt8] {
    let checkpoint = String(decoding: checkpoint.bytes, as: UTF8.self)
    let value: CanonicalJSON = [
      "bytes": .string(String(byteCount)), "checkpoint": .string(checkpoint),
      "count": .string(String(count)), "filter": .object(filter),
      "first": .string(first.map { String($0) } ?? ""), "format": .string(format),
      "last": .string(last.map { String($0) } ?? ""), "manifest": "sandboxpp.export.v1",
      "proof_bytes": .string(String(proofByteCount)), "sha256": .string(digest.hex),
      "withheld": .string(String(withheld)),
    ]
    return try value.encoded() + [0x0A]
  }

  /// Reads a manifest's file.
  ///
  /// - Throws: ``TransparencyError/malformed(what:reason:)``.
  public init(_ bytes: [UInt8]) throws(TransparencyError) {
    guard bytes.count <= Bounds.manifestBytes, bytes.last == 0x0A,
      let value = try? CanonicalJSON(bytes.dropLast()), case .object(let members) = value,
      members.count == 11, value["manifest"] == "sandboxpp.export.v1",
      case .object(let filter)? = value["filter"], let format = value["format"]?.text,
      let digest = value["sha256"]?.text.flatMap({ Digest(hex: $0) }),
      let note = value["checkpoint"]?.text
    else {
      throw .malformed(
        what: "manifest", reason: "it is not a sandboxpp.export.v1 in canonical form")
    }
    func number(_ key: String) throws(TransparencyError) -> Int? {
      guard let text = value[key]?.text else {
        throw .malformed(what: "manifest", reason: "\(key) is missing")
      }
      guard !text.isEmpty else { return nil }
      guard let number = Int(text), (0...Bounds.treeSize).contains(number),
        String(number) == text
      else {
        throw .malformed(what: "manifest", reason: "\(key) is no number")
      }
      return number
    }
    self.init(
      format: format, filter: filter, count: try number("count") ?? 0,
      withheld: try number("withheld") ?? 0, first: try number("first"),
      last: try number("last"), byteCount: try number("bytes") ?? 0, digest: digest,
      proofByteCount: try number("proof_bytes") ?? 0,
      checkpoint: try SignedNote(Array(note.utf8)))
  }
}

extension CanonicalJSON {
  init(_ bytes: ArraySlice<UInt8>) throws(TransparencyError) { try self.init(Array(bytes)) }
}
