internal import HTTPServer
internal import Workflow

/// The pages of the auditors.
enum AuditPages {
  static let pages = {
    var pages = Pages(for: .auditor)
    pages.on(.get, "/audit") { visit in try await TrailPage.show(visit) }
    pages.on(.get, "/audit/entries/{leaf}") { (visit, leaf: Int) in
      try await EntryPage.show(leaf, visit)
    }
    pages.on(.get, "/audit/entries/{leaf}/{form}") { (visit, leaf: Int, form: String) in
      try await EntryPage.download(form, of: leaf, visit)
    }
    pages.on(.get, "/audit/export") { visit in try TrailExportPage.form(visit).page(visit) }
    pages.on(.post, "/audit/export") { visit in try await TrailExportPage.export(visit) }
    pages.on(.get, "/audit/exports/{id}/{name}") { (visit, id: String, name: String) in
      try TrailExportPage.file(name, of: id, visit)
    }
    DeskPages.cases(&pages)
    DeskPages.policies(&pages)
    return pages
  }()
}
