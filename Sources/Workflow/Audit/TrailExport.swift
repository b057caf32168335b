internal import Postgres
public import Transparency

/// An export as it is asked for.
public struct TrailExport: Sendable {
  /// What the file is for.
  public enum Format: String, Sendable, CaseIterable {
    /// The entries as they were hashed, with what leads to the signed root.
    case jsonl
    /// A table for people, RFC 4180.
    case csv
  }

  /// The format.
  public var format: Format
  /// Which entries.
  public var filter: TrailFilter
  /// Why; it stands in the entry of the export.
  public var reason: String

  /// An export of what a filter lets through.
  public init(_ format: Format, _ filter: TrailFilter = TrailFilter(), reason: String) {
    self.format = format
    self.filter = filter
    self.reason = reason
  }

  /// Entries read in one short transaction: some megabytes at most of the usual size.
  static let page = 2_000
}

extension Sandbox {
  /// Exports entries into a file, then its manifest beside it; memory does not grow with the file.
  ///
  /// The reason is recorded before the first byte is read. The export holds the log as its
  /// checkpoint has it now; entries that are sealed meanwhile belong to the next one.
  ///
  /// - Parameters:
  ///   - export: what is asked for.
  ///   - log: the published log, for the checkpoint and the hashes of what is left out.
  ///   - path: the file; the manifest is ``ExportManifest/path(of:)`` beside it.
  ///   - caller: an auditor.
  ///   - progress: is told the number of entries written so far.
  /// - Returns: what the manifest says.
  /// - Throws: `Refusal`; without its manifest what was written is no export.
  public func export(
    _ export: TrailExport, of log: PublishedLog, to path: String, as caller: Caller,
    progress: (Int) -> Void = { _ in }
  ) async throws(Refusal) -> ExportManifest {
    guard caller.audience == .auditor else {
      throw Refusal(.forbidden, "The trail is exported by auditors.")
    }
    let (note, head) = try log.signed()
    guard head.size > 0 else {
      throw Refusal(.wrongState, "The log has no entries yet.", advice: "Seal, then export.")
    }
    try await recordAccess(
      "exported",
      [
        "reason": .string(export.reason), "format": .string(export.format.rawValue),
        "filter": .object(export.filter.described), "size": .string(String(head.size)),
      ], as: caller)
    do {
      var file = try ExportFile(export, path: path, log: log, note: note, head: head)
      var next = 0
      while next < head.size {
        let page = try await exportPage(export.filter, from: next, below: head.size, as: caller)
        for leaf in page { try file.add(leaf.index, leaf.entry) }
        try file.flush()
        progress(file.count)
        guard page.count == TrailExport.page, let last = page.last else { break }
        next = last.index + 1
      }
      return try file.finish()
    } catch let error as TransparencyError {
      throw PublishedLog.refusal(error)
    } catch {
      throw Refusal(any: error)
    }
  }

  private func exportPage(
    _ filter: TrailFilter, from first: Int, below size: Int, as caller: Caller
  ) async throws -> [(index: Int, entry: [UInt8])] {
    let found = try await rows(
      """
      SELECT l.leaf_index, e.entry
        FROM sealed_leaf l JOIN audit_event e ON e.id = l.event JOIN subject s ON s.id = e.subject
       WHERE l.leaf_index >= \(first) AND l.leaf_index < \(size) AND \(try filter.condition)
       ORDER BY l.leaf_index LIMIT \(TrailExport.page)
      """, as: caller)
    return try found.map { (try $0[0, as: Int.self], try $0[1, as: [UInt8].self]) }
  }
}
