internal import Foundation
internal import HTTPServer
internal import Workflow

/// A firm's applications: where each stands, who has the next move, what is due when.
enum ApplicationsPage {
  private static let beforeField = "before"

  static func response(_ visit: Visit) async throws -> Response {
    let language = visit.language
    let items = try await visit.sandbox.applications(
      before: visit.request.query[beforeField], as: visit.caller)
    let others = try await visit.sandbox.partySheet(as: visit.caller)
    let mayStart = visit.person.holds("firm_preparer")
    let begin: HTML =
      mayStart
      ? """
      <p><a class="button" href="/applications/new">\(FirmWording.startOne, language)</a></p>
      """ : ""
    let body: HTML =
      items.isEmpty
      ? EmptyState(
        what: FirmWording.noApplications, how: FirmWording.howTheyCome,
        act: mayStart ? ("/applications/new", FirmWording.startOne) : nil
      ).html(language)
      : "\(begin)\(table(items, visit))\(further(items, visit))"
    return visit.answer(
      Page(
        title: FirmWording.applications, width: .working, notice: DoneNotice.of(visit.context),
        body: "\(body)\(PartyCases.table(others, visit))"))
  }

  private static func table(_ items: [ApplicationItem], _ visit: Visit) -> HTML {
    DataTable(
      caption: FirmWording.applications,
      columns: [
        .init(heading: FirmWording.application), .init(heading: Words.status),
        .init(heading: FirmWording.nextMove), .init(heading: FirmWording.due),
        .init(heading: FirmWording.desks),
      ], rows: items.map { row($0, visit) }
    ).html(visit.language)
  }

  private static func row(_ item: ApplicationItem, _ visit: Visit) -> DataTable.Row {
    let language = visit.language
    let title = FirmWording.title(item.titleEn, item.titleZh)
    let due = Stamp.date(item.dueAt).map {
      Moment.dayHTML($0, now: visit.context.now, language)
    }
    return DataTable.Row(
      path: "/applications/\(item.reference)",
      cells: [
        "\(title, language) <code class=\"reference\">\(item.reference)</code>",
        StateTag("application", item.state).html(language),
        "\(NextMove.brief(item), language)", due ?? "–",
        "\(item.remits.map { RemitMark(remit: $0).html(language) + " " })",
      ])
  }

  /// A full page may not be the last.
  private static func further(_ items: [ApplicationItem], _ visit: Visit) -> HTML {
    guard items.count == Sandbox.listLength, let last = items.last else { return "" }
    let query = Parameters([(beforeField, last.changedAt)]).encoded
    return Pagination(previous: nil, next: "/applications?\(query)").html(visit.language)
  }
}
