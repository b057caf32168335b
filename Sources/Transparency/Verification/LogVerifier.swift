import Crypto

/// Reads a whole log and believes nothing in it but what the entries themselves lead to.
///
/// The root is computed from the entries; bundles are held against hash tiles, hash tiles against
/// the entries' own tree, the head against the signed checkpoint, and each entry against its
/// canonical form and its subject's chain. Bundles are judged side by side, a few at a time, and
/// put together in order, so memory does not grow with the log but for some 110 bytes a subject.
public struct LogVerifier: Sendable {
  /// What the entries are taken for.
  public enum Contents: Sendable {
    /// Entries of this engine: form, attributes and chains are checked.
    case entries
    /// Any bytes: only the tree is checked.
    case opaque
  }

  let source: LogSource
  let log: VerifierKey
  let witnesses: [VerifierKey]
  let earlier: [UInt8]?
  let contents: Contents
  let everyMap: Bool
  private let mapSubject: Digest

  /// Prepares a verification.
  ///
  /// - Parameters:
  ///   - source: where the log is read from.
  ///   - log: the log's key, given out of band.
  ///   - witnesses: keys that must have cosigned as well.
  ///   - earlier: a checkpoint kept from before, which the log must extend.
  ///   - contents: what the entries are taken for.
  ///   - everyMap: whether every logged subject map is computed again, or only the last.
  public init(
    source: LogSource, log: VerifierKey, witnesses: [VerifierKey] = [], earlier: [UInt8]? = nil,
    contents: Contents = .entries, everyMap: Bool = false
  ) {
    self.source = source
    self.log = log
    self.witnesses = witnesses
    self.earlier = earlier
    self.contents = contents
    self.everyMap = everyMap
    mapSubject = SHA256.digest(MapEntry.subject(origin: log.name))
  }

  /// Reads everything and judges it.
  ///
  /// - Parameter progress: is told the number of entries read so far, now and then.
  /// - Returns: what came of it; every failure is one of the three verdicts.
  public func verify(progress: @Sendable (Int) -> Void = { _ in }) async -> Verdict {
    let signed: TreeHead
    var old: TreeHead?
    do {
      let note = try await source.fetch("checkpoint")
      switch openCheckpoints(note) {
      case .success(let heads): (signed, old) = heads
      case .failure(let finding): return broken(finding.reason)
      }
    } catch {
      return .couldNotCheck("\(error)")
    }
    guard signed.size > 0 else { return .couldNotCheck("the log has no entries") }
    if let old, old.size > signed.size {
      return .broken(
        Defect(
          leafIndex: nil, reason: "the log is shorter than the earlier checkpoint", computed: nil,
          signed: signed))
    }
    var tree = TreeCheck(
      source: source, signed: signed, earlier: old, mapSubject: mapSubject, everyMap: everyMap)
    do {
      try await read(into: &tree, progress: progress)
      return try await tree.verdict()
    } catch .missing(let path) {
      return tree.verdict(missing: path)
    } catch {
      return .couldNotCheck("\(error)")
    }
  }

  private struct Rejection: Error { let reason: String }

  private func openCheckpoints(
    _ note: [UInt8]
  ) -> Result<(signed: TreeHead, old: TreeHead?), Rejection> {
    do {
      let signed = try Checkpoint.open(note, log: log, witnesses: witnesses).head
      let old = try earlier.map { bytes throws(TransparencyError) in
        try Checkpoint.open(bytes, log: log).head
      }
      return .success((signed, old))
    } catch {
      return .failure(Rejection(reason: "\(error)"))
    }
  }

  private func broken(_ reason: String) -> Verdict {
    .broken(Defect(leafIndex: nil, reason: reason, computed: nil, signed: nil))
  }

  /// What one task read before it ended or failed.
  private struct Reading: Sendable {
    var reports: [BundleCheck.Report] = []
    var failure: TransparencyError?
  }

  /// Judges bundles side by side and hands the reports over in order.
  private func read(
    into tree: inout TreeCheck, progress: @Sendable (Int) -> Void
  ) async throws(TransparencyError) {
    let size = tree.signed.size
    let bundles = (size + Bounds.tileWidth - 1) / Bounds.tileWidth
    let tasks = (bundles + Bounds.bundlesPerTask - 1) / Bounds.bundlesPerTask
    let window = ReportWindow { [self] number in
      await reading(task: number, bundles: bundles, size: size)
    }
    var failure: TransparencyError?
    await window.run(tasks) { reading in
      failure = await tree.add(reading.reports) ?? reading.failure
      progress(tree.size)
      return failure == nil && !tree.isCut
    }
    if let failure { throw failure }
  }

  private func reading(task: Int, bundles: Int, size: Int) async -> Reading {
    var reading = Reading()
    let first = task * Bounds.bundlesPerTask
    for number in first..<min(first + Bounds.bundlesPerTask, bundles) {
      do {
        reading.reports.append(try await report(bundle: number, size: size))
      } catch {
        reading.failure = error
        break
      }
    }
    return reading
  }

  private func report(
    bundle number: Int, size: Int
  ) async throws(TransparencyError) -> BundleCheck.Report {
    let firstIndex = number * Bounds.tileWidth
    let width = min(Bounds.tileWidth, size - firstIndex)
    let check = BundleCheck(
      firstIndex: firstIndex, width: width, readsEntries: contents == .entries,
      mapSubject: mapSubject)
    let bundle = try await source.fetch(TilePath(.entries, index: number, width: width))
    let tile = try await source.fetch(TilePath(.hashes(level: 0), index: number, width: width))
    return check.report(bundle: bundle, tile: tile)
  }
}
