internal import HTTPServer
internal import Workflow

/// One entry of the trail: what was hashed, and the proof that it stands in the log.
enum EntryPage {
  /// An entry of a case, for who has opened the case.
  static func show(
    _ leaf: Int, of reference: String, _ visit: Visit
  ) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: "entry") {
    case .partiesOnly(let closed): return DeclarationPage.response(closed, visit)
    case .open(let file):
      let entry = try await read(leaf, of: reference, visit)
      return try await page(
        entry, back: Page.Step(path: file.address(.trail), label: file.title), visit)
    }
  }

  /// Any entry, for an auditor.
  static func show(_ leaf: Int, _ visit: Visit) async throws -> Response {
    let entry = try await read(leaf, visit)
    return try await page(
      entry, back: Page.Step(path: "/audit", label: AuditWording.title), visit)
  }

  private static func page(
    _ entry: TrailEntry, back: Page.Step, _ visit: Visit
  ) async throws(Refusal) -> Response {
    let leaf = entry.leafIndex
    let words = try await visit.sandbox.words(in: entry.entry, as: visit.caller)
    let language = visit.language
    let isAuditor = visit.caller.audience == .auditor
    let downloads: HTML =
      isAuditor
      ? """
      <p class="row"><a href="/audit/entries/\(leaf)/bytes">\(AuditWording.download, language)</a> · \
      <a href="/audit/entries/\(leaf)/proof">\(AuditWording.proof, language)</a></p>
      """ : ""
    return visit.answer(
      Page(
        title: AuditWording.entry.filled(with: Quantity.grouped(leaf)), width: .working,
        steps: [back],
        body: """
          <p><code>\(entry.type)</code> · <code>\(entry.subject)</code> · \
          \(Moment.html(entry.at, now: visit.context.now, language))</p>
          <h2>\(AuditWording.bytes, language)</h2>
          <p class="faint">\(AuditWording.bytesHow, language)</p>
          <pre class="bytes"><code>\(entry.entry)</code></pre>
          \(downloads)
          \(words == entry.entry ? "" : said(words, language))
          """))
  }

  /// The entry with the texts that its marks commit to, which are kept elsewhere.
  private static func said(_ words: String, _ language: Language) -> HTML {
    """
    <h2>\(AuditWording.said, language)</h2>
    <p class="faint">\(AuditWording.saidHow, language)</p>
    <pre class="bytes"><code>\(words)</code></pre>
    """
  }

  /// The bytes, or the `.tlog-proof`.
  static func download(_ form: String, of leaf: Int, _ visit: Visit) async throws -> Response {
    let entry = try await read(leaf, visit)
    switch form {
    case "bytes":
      return Response(
        contentType: "application/json", body: .bytes(Array(entry.entry.utf8))
      ).offered(as: "entry-\(leaf).json")
    case "proof":
      guard let log = visit.site.log else { throw Problem.nothingHere }
      return Response(
        contentType: "application/octet-stream", body: .bytes(try log.proof(ofLeaf: leaf).proof)
      ).offered(as: "entry-\(leaf).tlog-proof")
    default: throw Problem.nothingHere
    }
  }

  /// Reads an entry that the person may see, and records that it was read.
  private static func read(
    _ leaf: Int, of reference: String? = nil, _ visit: Visit
  ) async throws(Refusal) -> TrailEntry {
    var filter = TrailFilter()
    filter.firstLeaf = leaf
    filter.lastLeaf = leaf
    filter.application = reference
    guard
      let entry = try await visit.sandbox.latestTrail(filter, limit: 1, as: visit.caller).first
    else { throw Refusal(.notFound, "There is no such entry, or it is not yours to see.") }
    visit.showing.note("entry/\(leaf)", of: reference.map { [$0] } ?? [])
    return entry
  }
}
