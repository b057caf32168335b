internal import HTTPServer
internal import Workflow

/// The pages of the panel.
enum PanelPages {
  static let pages = {
    var pages = Pages(for: .panel)
    pages.on(.get, "/panel") { visit in try await PanelList.show(visit) }
    pages.on(.get, "/panel/{reference}") { (visit, reference: String) in
      try await PanelCasePage.show(reference, visit)
    }
    pages.on(.get, "/panel/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await PanelCasePage.form(event, reference, visit).page(visit)
    }
    pages.on(.post, "/panel/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await PanelCasePage.form(event, reference, visit).send(visit)
    }
    return pages
  }()
}

/// The cases that a member scores; those that the member has not finished come first.
enum PanelList {
  static func show(_ visit: Visit) async throws -> Response {
    let cases = try await visit.sandbox.panelCases(as: visit.caller)
    visit.showing.note("panel", of: cases.map(\.reference))
    let language = visit.language
    let list: HTML =
      cases.isEmpty
      ? EmptyState(what: PanelWording.empty, how: PanelWording.emptyHow).html(language)
      : table(cases).html(language)
    return visit.answer(
      Page(
        title: PanelWording.title, width: .working, notice: DoneNotice.of(visit.context),
        body: list))

    func table(_ cases: [PanelCase]) -> DataTable {
      DataTable(
        caption: PanelWording.title,
        columns: [
          .init(heading: DeskWording.case_), .init(heading: DeskWording.state),
          .init(heading: DeskWording.cohort), .init(heading: PanelWording.scored),
        ],
        rows: cases.map { row($0) })
    }

    func row(_ item: PanelCase) -> DataTable.Row {
      // Before the declaration no more is shown than whose case it is.
      let firm = DeskWording.text(item.firmEn, item.firmZh)
      let isOpen = item.conflict == false
      let title = isOpen ? DeskWording.text(item.titleEn, item.titleZh) : firm
      let under = isOpen ? firm : InboxWording.undeclared(item.conflict)
      let scored = PanelWording.ofFive.filled(
        with: "\(item.scores.count)", "\(PanelWording.criteria.count)")
      return DataTable.Row(
        path: "/panel/\(item.reference)",
        cells: [
          "\(title, language)<br><span class=\"faint\">\(under, language)</span>",
          StateTag("application", item.state).html(language),
          "\(DeskWording.text(item.cohortEn, item.cohortZh), language)", "\(scored, language)",
        ])
    }
  }
}
