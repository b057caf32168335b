internal import Foundation
internal import HTTPServer
internal import Workflow

/// The days that are no business days, each with its source; an administrator changes them here.
enum CalendarPage {
  private static let yearField = "year"
  private static let acts = ["day_closed", "day_opened", "rest_set"]

  /// For who signs in; the calendar is the same for everybody.
  static func pages(_ pages: inout Pages) {
    pages.on(.get, "/calendar") { visit in try await show(visit) }
  }

  /// For who may change it.
  static func acts(_ pages: inout Pages) {
    pages.on(.get, "/calendar/act/{event}") { (visit, event: String) in
      try await form(event, visit).page(visit)
    }
    pages.on(.post, "/calendar/act/{event}") { (visit, event: String) in
      try await form(event, visit).send(visit)
    }
  }

  private static func show(_ visit: Visit) async throws -> Response {
    let language = visit.language
    let current = Moment.year(visit.context.now)
    let year = visit.request.query[yearField].flatMap { Int($0) } ?? current
    guard (2000...2100).contains(year) else { throw Problem.nothingHere }
    let calendar = try await visit.sandbox.calendar(of: year, as: visit.caller)
    let links = acts.filter { name in calendar.acts.contains { $0.event == name } }
      .map { event -> HTML in
        """
        <a class="button secondary" href="/calendar/act/\(event)">\
        \(EventWording.words("calendar", event).act, language)</a>
        """
      }
    let offered: HTML = links.isEmpty ? "" : "<p class=\"row\">\(links.joined(separator: " "))</p>"
    let list: HTML =
      calendar.days.isEmpty
      ? EmptyState(what: ClockWording.noDays, how: ClockWording.noDaysHow).html(language)
      : table(calendar.days, ClockWording.calendarTitle.filled(with: "\(year)"), language)
    let weekly: HTML =
      calendar.weekly.isEmpty
      ? ""
      : """
      <section><h2>\(ClockWording.everyWeek, language)</h2>
      \(table(calendar.weekly, ClockWording.everyWeek, language))</section>
      """
    return visit.answer(
      Page(
        title: ClockWording.calendarTitle.filled(with: "\(year)"), width: .working,
        notice: DoneNotice.of(visit.context),
        body: """
          \(offered)
          \(list)
          \(weekly)
          \(Pagination(previous: "/calendar?\(yearField)=\(year - 1)",
            next: "/calendar?\(yearField)=\(year + 1)").html(language))
          """))
  }

  private static func table(
    _ days: [CalendarDay], _ caption: Phrase, _ language: Language
  ) -> HTML {
    DataTable(
      caption: caption,
      columns: [
        .init(heading: ClockWording.day), .init(heading: ClockWording.what),
        .init(heading: ClockWording.source),
      ],
      rows: days.map { day in
        let mark = Cite.Attestation(rawValue: day.mark) ?? .background
        return DataTable.Row(cells: [
          named(day, language), what(day, language),
          """
          \(day.source) <span class="attested \(mark.rawValue)">(\(mark.phrase, language))</span>
          """,
        ])
      }
    ).html(language)
  }

  private static func named(_ day: CalendarDay, _ language: Language) -> HTML {
    guard let weekday = day.weekday else { return Moment.day(day.day, language) }
    let name = ClockWording.weekdays[weekday - 1]
    return "\(name, language), \(ClockWording.since, language): \(Moment.day(day.day, language))"
  }

  private static func what(_ day: CalendarDay, _ language: Language) -> HTML {
    let kind = DeskWording.named(ClockWording.closures, day.kind)
    let name = day.nameEn.isEmpty ? kind : DeskWording.text(day.nameEn, day.nameZh)
    guard !day.closed else { return "\(name, language)" }
    let open = day.weekday == nil ? ClockWording.isOpen : ClockWording.isNoRest
    return "<s>\(name, language)</s> \(open, language)"
  }

  /// The page of a change.
  ///
  /// - Throws: `Refusal` of kind `wrongState` for who may not change it.
  private static func form(_ event: String, _ visit: Visit) async throws -> ActForm {
    let calendar = try await visit.sandbox.calendar(
      of: Moment.year(visit.context.now), as: visit.caller)
    guard calendar.acts.contains(where: { $0.event == event }) else {
      throw Refusal(.wrongState, "\(event) is not possible now.")
    }
    let questions = ActTable.questions("calendar", event)
    var form = ActForm(
      table: "calendar", event: event, subject: Sandbox.calendar, version: nil,
      path: "/calendar/act/\(event)",
      back: Page.Step(
        path: "/calendar",
        label: ClockWording.calendarTitle.filled(with: "\(Moment.year(visit.context.now))")),
      explanation: ClockWording.counting)
    form.fields = questions.map { $0.field([]) }
    form.act = { form, answers, _ in
      let (detail, payload) = ActQuestion.parts(questions, answers.values)
      return Act(form.subject, form.event, detail: detail, payload: payload)
    }
    return form
  }
}
