internal import Crypto
internal import Foundation
internal import Transparency

/// What makes the bytes of an export, one entry after the other.
protocol ExportBody {
  mutating func add(index: Int, entry: [UInt8]) throws(TransparencyError)
  mutating func takeLines() -> [UInt8]
  mutating func takeProof() -> [UInt8]
  mutating func finish() throws(TransparencyError)
    -> (lines: [UInt8], proof: [UInt8], manifest: ExportManifest)
}

extension ExportWriter: ExportBody {}

/// The files of one export while they are written: the export, its hashes, and last the manifest.
struct ExportFile {
  private let path: String
  private var body: any ExportBody
  private let file: FileHandle
  /// The hashes of what is left out; only JSONL has them.
  private let proof: FileHandle?
  /// The entries so far.
  private(set) var count = 0

  /// Begins; an older export under the same name stops being one at once.
  init(
    _ export: TrailExport, path: String, log: PublishedLog, note: SignedNote, head: TreeHead
  ) throws {
    self.path = path
    try? FileManager.default.removeItem(atPath: ExportManifest.path(of: path))
    try? FileManager.default.removeItem(atPath: ExportManifest.proofPath(of: path))
    file = try ExportFile.create(path)
    switch export.format {
    case .jsonl:
      let store = log.store
      var reader = TileReader(size: head.size) { path throws(TransparencyError) in
        try store.read(path)
      }
      body = try ExportWriter(checkpoint: note, filter: export.filter.described) {
        level, index throws(TransparencyError) in try reader.node(level, index)
      }
      proof = try ExportFile.create(ExportManifest.proofPath(of: path))
    case .csv:
      body = CommaSeparatedTrail(checkpoint: note, filter: export.filter.described)
      proof = nil
    }
  }

  mutating func add(_ index: Int, _ entry: [UInt8]) throws {
    try body.add(index: index, entry: entry)
    count += 1
  }

  /// Gives to the files what was added since the last time.
  mutating func flush() throws {
    try file.write(contentsOf: body.takeLines())
    try proof?.write(contentsOf: body.takeProof())
  }

  /// Ends: the manifest appears whole, when everything before it is on the disk.
  mutating func finish() throws -> ExportManifest {
    let rest = try body.finish()
    try file.write(contentsOf: rest.lines)
    try proof?.write(contentsOf: rest.proof)
    for handle in [file, proof].compactMap({ $0 }) {
      try handle.synchronize()
      try handle.close()
    }
    try Data(rest.manifest.encoded()).write(
      to: URL(filePath: ExportManifest.path(of: path)), options: .atomic)
    return rest.manifest
  }

  /// For its maker alone: what is exported is for one reader.
  private static func create(_ path: String) throws -> FileHandle {
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else {
      throw Refusal(
        .unavailable, "The export cannot be written there.", advice: "Check the folder.")
    }
    return handle
  }
}
