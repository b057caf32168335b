internal import Foundation
internal import HTTPServer
internal import Policies
internal import Workflow

/// How the clocks of a case come to their days, line by line: firms and desks read the same, each theirs.
enum ClocksPage {
  /// Names a clock that has ended, which is then shown in full.
  private static let clockField = "clock"

  /// For its firm.
  static func firm(_ visit: Visit, _ reference: String) async throws -> Response {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    let vocabulary = try? await visit.sandbox.applicationVocabulary(as: visit.caller)
    return try await show(
      reference, vocabulary?.timers ?? [], back: FirmCasePage.step(view), visit)
  }

  /// For regulators and auditors, once they have declared.
  static func desk(_ visit: Visit, _ reference: String) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: "clocks") {
    case .partiesOnly(let closed): return DeclarationPage.response(closed, visit)
    case .open(let file):
      return try await show(
        reference, file.vocabulary?.timers ?? [],
        back: Page.Step(path: file.address(.overview), label: file.title), visit)
    }
  }

  private static func show(
    _ reference: String, _ timers: [Named], back: Page.Step, _ visit: Visit
  ) async throws -> Response {
    let clocks = try await visit.sandbox.clocks(of: reference, as: visit.caller)
    let language = visit.language
    let wanted = visit.request.query[clockField]
    let running = clocks.filter { wanted == nil ? !$0.ended : $0.id == wanted }
    let over = wanted == nil ? clocks.filter(\.ended) : []
    let names = { (clock: ClockExplanation) in name(clock, timers) }
    let links = over.map { clock -> HTML in
      let query = Parameters([(clockField, clock.id)]).encoded
      return """
        <li><a href="/applications/\(reference)/clocks?\(query)">\(names(clock), language)</a> \
        \(clock.remit.map { RemitMark(remit: $0).html(language) })</li>
        """
    }
    let body: HTML =
      clocks.isEmpty
      ? EmptyState(what: ClockWording.none, how: ClockWording.noneHow).html(language)
      : "\(running.map { section($0, names($0), visit) })"
    let ended: HTML =
      links.isEmpty
      ? ""
      : "<section><h2>\(ClockWording.over, language)</h2><ul class=\"entries\">\(links)</ul></section>"
    return visit.answer(
      Page(
        title: ClockWording.title, width: .working, steps: [back],
        body: """
          \(body)
          \(ended)
          <p><a href="/calendar">\(ClockWording.calendar, language)</a></p>
          """))
  }

  /// What the policies' vocabulary calls it, else what the portal does.
  private static func name(_ clock: ClockExplanation, _ timers: [Named]) -> Phrase {
    timers.first { $0.name == clock.name }.map { Phrase($0.label.en, $0.label.zh) }
      ?? DeskWording.named(DeskWording.clockNames, clock.name)
  }

  private static func section(
    _ clock: ClockExplanation, _ name: Phrase, _ visit: Visit
  ) -> HTML {
    let language = visit.language
    let table = DataTable(
      caption: name,
      columns: [
        .init(heading: ClockWording.line), .init(heading: ClockWording.from),
        .init(heading: ClockWording.to), .init(heading: ClockWording.amount, isNumeric: true),
        .init(heading: ClockWording.why),
      ],
      rows: clock.lines.map { line in
        DataTable.Row(cells: [
          "\(DeskWording.named(ClockWording.lines, line.kind), language)",
          line.first == nil ? "–" : Moment.day(line.first, language),
          line.last == nil || line.last == line.first ? "–" : Moment.day(line.last, language),
          amount(line, clock.unit, language), why(line, clock, visit.context),
        ])
      })
    return """
      <section><h2>\(name, language) \(clock.remit.map { RemitMark(remit: $0).html(language) })</h2>
      <p>\(ending(clock, visit.context))</p>
      \(table.html(language))</section>
      """
  }

  private static func ending(_ clock: ClockExplanation, _ context: PageContext) -> HTML {
    if clock.ended { return "\(ClockWording.over, context.language)" }
    if clock.dueAt == nil { return "\(ClockWording.stands, context.language)" }
    return "\(DeskWording.due, context.language) \(Moment.due(clock.dueAt, context))"
  }

  /// Days, but of a clock's length and what changes it its own unit.
  private static func amount(
    _ line: ClockLine, _ unit: String, _ language: Language
  ) -> HTML {
    guard let amount = line.amount else { return "–" }
    let isLength = ["length", "extend", "shorten"].contains(line.kind)
    let counted = line.kind == "counted" && unit == "months"
    let words = MoveWording.unit(isLength || counted ? unit : "days")
    let counting = Phrase(
      "\(amount) \(amount == 1 ? String(words.english.dropLast()) : words.english)",
      "\(amount)\(words.chinese)")
    return "\(counting, language)"
  }

  private static func why(
    _ line: ClockLine, _ clock: ClockExplanation, _ context: PageContext
  ) -> HTML {
    let language = context.language
    if line.kind == "length" {
      return "\(clock.rules.map { rule($0, language) }.joined(separator: "<br>"))"
    }
    if let closure = line.closure {
      let name =
        closure.nameEn.isEmpty
        ? DeskWording.named(ClockWording.closures, closure.kind)
        : DeskWording.text(closure.nameEn, closure.nameZh)
      return "\(name, language)"
    }
    guard let reason = line.reason else { return "" }
    let known = ["application", "review", "incident", "calendar"].lazy
      .compactMap { EventWording.known($0, reason) }.first
    let written = line.writtenAt.map { at -> HTML in
      "<span class=\"faint\">\(Moment.html(at, context))</span>"
    }
    return "\(known?.act ?? .same(reason), language) \(written)"
  }

  private static func rule(_ rule: ClockRule, _ language: Language) -> HTML {
    let mark = Cite.Attestation(rawValue: rule.mark) ?? .background
    return """
      <code>\(rule.rule)</code> \(Phrase(rule.sentenceEn, rule.sentenceZh), language) \
      <span class="faint">\(Phrase(rule.sourceEn, rule.sourceZh), language) (\(mark.phrase, language))</span>
      """
  }
}
