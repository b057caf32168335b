internal import Crypto
internal import Foundation
internal import Transparency

/// The files of one export while they are written: the export, its hashes, and last the manifest.
struct ExportFile {
  private enum Content {
    case jsonl(ExportWriter)
    case csv(CommaSeparatedExport)
  }

  private let path: String
  private var content: Content
  private let file: FileHandle
  private let proof: FileHandle?
  /// The entries so far.
  private(set) var count = 0

  /// Begins: an older export under the same name stops being one at once.
  init(
    _ export: TrailExport, path: String, log: PublishedLog, note: SignedNote, head: TreeHead
  ) throws {
    self.path = path
    let manifest = ExportManifest.path(of: path)
    if FileManager.default.fileExists(atPath: manifest) {
      try FileManager.default.removeItem(atPath: manifest)
    }
    let store = log.store
    switch export.format {
    case .jsonl:
      var reader = TileReader(size: head.size) { path throws(TransparencyError) in
        try store.read(path)
      }
      let writer = try ExportWriter(checkpoint: note, filter: export.filter.described) {
        level, index throws(TransparencyError) in try reader.node(level, index)
      }
      content = .jsonl(writer)
      proof = try ExportFile.create(ExportManifest.proofPath(of: path))
    case .csv:
      content = .csv(CommaSeparatedExport(checkpoint: note, filter: export.filter.described))
      proof = nil
    }
    file = try ExportFile.create(path)
  }

  private static func create(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [
      .posixPermissions: 0o600
    ]), let handle = FileHandle(forWritingAtPath: path) else {
      throw Refusal(
        .malformed, "The export cannot be written there.", advice: "Check folder and rights.")
    }
    return handle
  }

  mutating func add(_ index: Int, _ entry: [UInt8]) throws {
    count += 1
    switch content {
    case .jsonl(var writer):
      content = .csv(CommaSeparatedExport.none)
      try writer.add(index: index, entry: entry)
      content = .jsonl(writer)
    case .csv(var writer):
      try writer.add(index: index, entry: entry)
      content = .csv(writer)
    }
  }
}
