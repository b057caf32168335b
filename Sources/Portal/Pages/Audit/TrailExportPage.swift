internal import Crypto
internal import Foundation
internal import HTTPServer
internal import Transparency
internal import Workflow

/// An export of the trail: a reason, then the files.
enum TrailExportPage {
  private static let reason = Field(
    name: "reason", label: ActWording.reason, kind: .longText(limit: 2_000))
  private static let format = Field(
    name: "format", label: AuditWording.format, kind: .choice(AuditWording.formats))

  /// The form, carrying the filters of the page that it came from.
  static func form(_ visit: Visit) throws -> ExportForm {
    guard visit.site.log != nil, visit.site.exports != nil else {
      throw Problem(.notFound, AuditWording.noLog.english)
    }
    return ExportForm(typed: visit.request.query, errors: [])
  }

  struct ExportForm {
    var typed: Parameters
    var errors: [FieldError]
    var refusal: Refusal?

    func page(_ visit: Visit) -> Response {
      let language = visit.language
      let fields = [reason, format].map {
        FieldView(field: $0, typed: typed, errors: errors).html(language)
      }
      let carried = TrailPage.filters.compactMap { filter in
        typed[filter.name].flatMap { value -> HTML? in
          value.isEmpty
            ? nil : "<input type=\"hidden\" name=\"\(filter.name)\" value=\"\(value)\">"
        }
      }
      let named = TrailPage.filters.compactMap { filter in
        typed[filter.name].flatMap { value -> SummaryList.Row? in
          value.isEmpty ? nil : SummaryList.Row(name: filter.label, value: "\(value)")
        }
      }
      let form = FormView(
        action: "/audit/export", button: AuditWording.exportAct, content: "\(carried)\(fields)",
        typed: typed)
      return visit.answer(
        Page(
          title: AuditWording.exportTitle, status: refusal?.problem.status ?? .ok,
          steps: [Page.Step(path: "/audit", label: AuditWording.title)],
          notice: refusal.map { ActForm.notice($0) }, errors: errors,
          body: """
            <p>\(AuditWording.exportHow, language)</p>
            \(named.isEmpty ? "" : SummaryList(rows: named).html(language))
            <div class="narrow">\(form.html(visit.context))</div>
            """))
    }
  }

  static func export(_ visit: Visit) async throws -> Response {
    guard let log = visit.site.log, let exports = visit.site.exports else {
      throw Problem.nothingHere
    }
    let sent = try visit.sentForm()
    var reader = FieldReader(sent.typed)
    let values = reader.read([reason, format])
    guard case .text(let reason)? = values["reason"], case .member(let name)? = values["format"],
      let format = TrailExport.Format(rawValue: name)
    else { return ExportForm(typed: sent.typed, errors: reader.errors).page(visit) }
    let identifier = Hexadecimal.encode(Random.bytes(16))
    let folder = try exports.make(identifier, session: session(visit))
    let file = "trail.\(format.rawValue)"
    do throws(Refusal) {
      let manifest = try await visit.sandbox.export(
        TrailExport(format, TrailFilter(sent.typed), reason: reason), of: log,
        to: folder.appending(path: file).path, as: visit.caller)
      return done(identifier, folder, manifest, visit)
    } catch {
      guard error.isAboutTheAct else { throw error }
      return ExportForm(typed: sent.typed, errors: [], refusal: error).page(visit)
    }
  }

  /// A file of an export, for the session that made it.
  static func file(_ name: String, of identifier: String, _ visit: Visit) throws -> Response {
    guard Hexadecimal.decode(identifier)?.count == 16, name.hasPrefix("trail."),
      !name.contains("/"), let exports = visit.site.exports
    else { throw Problem.nothingHere }
    let file = exports.place(identifier, session: session(visit)).appending(path: name).path
    guard FileManager.default.fileExists(atPath: file) else { throw Problem.nothingHere }
    return Response(contentType: "application/octet-stream", body: .file(path: file))
      .offered(as: name)
  }

  private static func session(_ visit: Visit) -> String { "\(visit.person.session)" }

  private static func done(
    _ identifier: String, _ folder: URL, _ manifest: ExportManifest, _ visit: Visit
  ) -> Response {
    let language = visit.language
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let links = names.sorted().map { name -> HTML in
      "<li><a href=\"/audit/exports/\(identifier)/\(name)\">\(name)</a></li>"
    }
    return visit.answer(
      Page(
        title: AuditWording.ready,
        steps: [Page.Step(path: "/audit", label: AuditWording.title)],
        body: """
          <p>\(AuditWording.count.filled(with: Quantity.grouped(manifest.count)), language)</p>
          <ul>\(links)</ul>
          <p class="faint">\(AuditWording.readyHow, language)</p>
          """))
  }
}
