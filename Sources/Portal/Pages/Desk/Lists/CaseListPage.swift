internal import HTTPServer
internal import Workflow

/// Every case that the reader may see, newest change first.
enum CaseListPage {
  static func show(_ visit: Visit) async throws -> Response {
    let query = visit.request.query
    let items = try await visit.sandbox.applications(
      state: query["state"], before: query["before"], as: visit.caller)
    visit.showing.note("applications", of: items.map(\.reference))
    let language = visit.language
    let next =
      items.count == Sandbox.listLength
      ? items.last.map { "/applications?\(query.setting("before", to: $0.changedAt).encoded)" }
      : nil
    let list: HTML =
      items.isEmpty
      ? EmptyState(what: InboxWording.noCases, how: InboxWording.noCasesHow).html(language)
      : table(items, visit).html(language)
    return visit.answer(
      Page(
        title: InboxWording.cases, width: .working,
        body: "\(list)\(Pagination(previous: nil, next: next).html(language))"))
  }

  /// Firms and states: titles are for those who have opened the case.
  private static func table(_ items: [ApplicationItem], _ visit: Visit) -> DataTable {
    let language = visit.language
    let isAuditor = visit.caller.audience == .auditor
    return DataTable(
      caption: InboxWording.cases,
      columns: [
        .init(heading: DeskWording.case_), .init(heading: DeskWording.state),
        .init(heading: DeskWording.desk), .init(heading: DeskWording.due),
        .init(heading: InboxWording.changed),
      ],
      rows: items.map { item in
        let firm = DeskWording.text(item.firmEn, item.firmZh)
        let title = isAuditor ? DeskWording.text(item.titleEn, item.titleZh) : firm
        let under = isAuditor ? firm.text(in: language) : item.reference
        return DataTable.Row(
          path: "/applications/\(item.reference)",
          cells: [
            "\(title, language)<br><span class=\"faint\">\(under)</span>",
            StateTag("application", item.state).html(language),
            item.remits.map { RemitMark(remit: $0).html(language) }.joined(separator: " "),
            Moment.due(item.dueAt, visit.context), Moment.html(item.changedAt, visit.context),
          ])
      })
  }
}
