/// Reads an export and computes the signed root from its entries and the hashes between them.
///
/// What the file holds in full is checked for form and chain as in a log. What it leaves out it
/// cannot deny: the hashes between must lead to the root. A chain may have gaps only where
/// something was left out. The hash beside each line says which leaf does not fit; whether that
/// hash is the log's, the root says.
public struct ExportVerifier: Sendable {
  let path: String
  let log: VerifierKey
  let witnesses: [VerifierKey]

  /// Prepares the verification of a file whose manifest and hashes stand beside it.
  public init(path: String, log: VerifierKey, witnesses: [VerifierKey] = []) {
    self.path = path
    self.log = log
    self.witnesses = witnesses
  }

  /// Reads the three files and judges them.
  public func verify(progress: (Int) -> Void = { _ in }) -> Verdict {
    let manifest: ExportManifest
    do {
      manifest = try readManifest()
    } catch {
      return .couldNotCheck("\(error)")
    }
    let signed: TreeHead
    do {
      signed = try Checkpoint.open(manifest.checkpoint.bytes, log: log, witnesses: witnesses).head
    } catch {
      return .broken(Defect(leafIndex: nil, reason: "\(error)", computed: nil, signed: nil))
    }
    guard manifest.format == "jsonl" else {
      return .couldNotCheck("only jsonl holds the entries as they were hashed")
    }
    guard manifest.count > 0 else { return .couldNotCheck("the export has no entries") }
    var check = ExportCheck(manifest: manifest, signed: signed)
    do {
      var proof = try FileBytes(ExportManifest.proofPath(of: path))
      var file = try FileBytes(path)
      return try check.run(&file, &proof, progress)
    } catch .malformed(_, let reason) {
      return check.broken(reason)
    } catch {
      return .couldNotCheck("\(error)")
    }
  }

  private func readManifest() throws(TransparencyError) -> ExportManifest {
    let name = ExportManifest.path(of: path)
    let split = name.lastIndex(of: "/")
    let folder = split.map { String(name[..<$0]) } ?? "."
    let file = split.map { String(name[name.index(after: $0)...]) } ?? name
    return try ExportManifest(TileStore(directory: folder).read(file))
  }
}
