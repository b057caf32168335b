internal import HTTPServer
internal import Workflow

/// The pages of firms.
enum FirmPages {
  static let pages = {
    var pages = Pages(for: .firm)
    addLists(&pages)
    addFacts(&pages)
    addActs(&pages)
    return pages
  }()

  private static func addLists(_ pages: inout Pages) {
    pages.on(.get, "/applications") { visit in try await ApplicationsPage.response(visit) }
    pages.on(.get, "/applications/new") { visit in try await NewApplicationPage.response(visit) }
    pages.on(.post, "/applications/new") { visit in try await NewApplicationPage.start(visit) }
    pages.on(.get, "/applications/{reference}") { visit, reference in
      try await FirmCasePage.response(visit, reference)
    }
  }

  private static func addFacts(_ pages: inout Pages) {
    pages.on(.get, "/applications/{reference}/facts") { visit, reference in
      try await FactsPage.overview(visit, reference)
    }
    pages.on(.get, "/applications/{reference}/facts/{section}") {
      (visit, reference: String, section: String) in
      try await FactsPage.section(visit, reference, section)
    }
    pages.on(.post, "/applications/{reference}/facts/{section}") {
      (visit, reference: String, section: String) in
      try await FactsPage.save(visit, reference, section)
    }
    pages.on(.get, "/applications/{reference}/versions") { visit, reference in
      try await VersionsPage.firm(visit, reference)
    }
    pages.on(.get, "/applications/{reference}/clocks") { visit, reference in
      try await ClocksPage.firm(visit, reference)
    }
    CalendarPage.pages(&pages)
    pages.on(.get, "/applications/{reference}/check") { visit, reference in
      try await CheckPage.response(visit, reference)
    }
  }

  private static func addActs(_ pages: inout Pages) {
    pages.on(.get, "/applications/{reference}/acts/{event}") {
      (visit, reference: String, event: String) in
      try await FirmActs.form(event, reference, visit).page(visit)
    }
    pages.on(.post, "/applications/{reference}/acts/{event}", takesFiles: true) {
      (visit, reference: String, event: String) in
      try await FirmActs.form(event, reference, visit).send(visit)
    }
    pages.on(.get, "/applications/{reference}/questions/{question}") {
      (visit, reference: String, question: String) in
      try await FirmActs.answer(question, reference, visit).page(visit)
    }
    pages.on(.post, "/applications/{reference}/questions/{question}") {
      (visit, reference: String, question: String) in
      try await FirmActs.answer(question, reference, visit).send(visit)
    }
    pages.on(.get, "/applications/{reference}/conditions/{condition}") {
      (visit, reference: String, condition: String) in
      try await FirmActs.evidence(condition, reference, visit).page(visit)
    }
    pages.on(
      .post, "/applications/{reference}/conditions/{condition}", takesFiles: true
    ) { (visit, reference: String, condition: String) in
      try await FirmActs.evidence(condition, reference, visit).send(visit)
    }
    pages.on(.get, "/applications/{reference}/jobs/new") { visit, reference in
      try await FirmJobs.form(reference, visit).page(visit)
    }
    pages.on(.post, "/applications/{reference}/jobs/new", takesFiles: true) {
      visit, reference in
      try await FirmJobs.form(reference, visit).send(visit)
    }
  }
}
