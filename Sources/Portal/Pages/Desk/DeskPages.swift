internal import HTTPServer
internal import Workflow

/// The pages of the regulators: officers, approvers, supervisors, coordinators.
enum DeskPages {
  static let pages = {
    var pages = Pages(for: .officer)
    pages.on(.get, "/inbox") { visit in try await InboxPage.show(visit) }
    cases(&pages)
    pages.on(.get, "/applications/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await ActPage.show(reference, event, visit)
    }
    pages.on(.post, "/applications/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await ActPage.send(reference, event, visit)
    }
    policies(&pages)
    proposals(&pages)
    return pages
  }()

  /// A case and its sections; auditors read the same.
  static func cases(_ pages: inout Pages) {
    pages.on(.get, "/applications") { visit in try await CaseListPage.show(visit) }
    pages.on(.get, "/applications/{reference}") { (visit, reference: String) in
      try await CasePage.show(.overview, reference, visit)
    }
    pages.on(.get, "/applications/{reference}/entries/{leaf}") {
      (visit, reference: String, leaf: Int) in
      try await EntryPage.show(leaf, of: reference, visit)
    }
    pages.on(.get, "/applications/{reference}/versions") { visit, reference in
      try await VersionsPage.desk(visit, reference)
    }
    pages.on(.get, "/applications/{reference}/clocks") { visit, reference in
      try await ClocksPage.desk(visit, reference)
    }
    CalendarPage.pages(&pages)
    for section in CaseFile.Section.allCases where section != .overview {
      pages.on(.get, "/applications/{reference}/\(section.rawValue)") {
        (visit, reference: String) in
        try await CasePage.show(section, reference, visit)
      }
    }
  }

  /// Acts of several persons on what is no case.
  private static func proposals(_ pages: inout Pages) {
    pages.on(.get, "/proposals/{id}") { (visit, id: String) in
      try await ProposalPage.show(id, visit)
    }
    pages.on(.get, "/proposals/{id}/{event}") { (visit, id: String, event: String) in
      try await ProposalPage.form(event, id, visit).page(visit)
    }
    pages.on(.post, "/proposals/{id}/{event}") { (visit, id: String, event: String) in
      try await ProposalPage.form(event, id, visit).send(visit)
    }
  }

  /// What is in force; auditors read the same.
  static func policies(_ pages: inout Pages) {
    pages.on(.get, "/policies") { visit in try await PoliciesPage.show(visit) }
    pages.on(.get, "/policies/{name}") { (visit, name: String) in
      try await PoliciesPage.show(name, visit)
    }
  }
}
