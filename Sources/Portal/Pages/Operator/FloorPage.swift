internal import HTTPServer
internal import Policies
internal import Workflow

/// Nodes, grants and jobs; what runs can be stopped from here at once.
enum FloorPage {
  static func show(_ visit: Visit, refusal: Refusal? = nil) async throws -> Response {
    let floor = try await visit.sandbox.floor(as: visit.caller)
    visit.showing.note("floor", of: floor.sheets.map(\.reference))
    let language = visit.language
    return visit.answer(
      Page(
        title: FloorWording.title, status: refusal?.problem.status ?? .ok, width: .working,
        notice: refusal.map { ActForm.notice($0) } ?? DoneNotice.of(visit.context),
        body: """
          <section><h2>\(FloorWording.jobs, language)</h2>\(jobs(floor.jobs, visit))</section>
          <section><h2>\(FloorWording.grants, language)</h2>\(sheets(floor.sheets, visit))</section>
          <section><h2>\(FloorWording.nodes, language)</h2>\(nodes(floor.nodes, visit))</section>
          """))
  }

  /// Does it once and shows the floor again; refused, the floor says why.
  static func act(_ event: String, onJob id: String, _ visit: Visit) async throws -> Response {
    let sent = try visit.sentForm()
    do throws(Refusal) {
      _ = try await visit.sandbox.fire(Act("job/\(id)", event), once: sent.key, as: visit.caller)
    } catch {
      guard error.isAboutTheAct else { throw error }
      return try await show(visit, refusal: error)
    }
    return visit.done("job", event, at: "/floor")
  }

  private static func jobs(_ jobs: [FloorJob], _ visit: Visit) -> HTML {
    let language = visit.language
    guard !jobs.isEmpty else {
      return EmptyState(what: FloorWording.noJobs, how: FloorWording.noJobsHow).html(language)
    }
    return DataTable(
      caption: FloorWording.jobs,
      columns: [
        .init(heading: FloorWording.job), .init(heading: DeskWording.case_),
        .init(heading: FloorWording.part), .init(heading: DeskWording.state),
        .init(heading: FloorWording.worker),
        .init(heading: FloorWording.attempts, isNumeric: true),
        .init(heading: FloorWording.seconds, isNumeric: true),
        .init(heading: FloorWording.requested), .init(heading: FloorWording.act),
      ],
      rows: jobs.map { job in
        DataTable.Row(cells: [
          "<code>\(job.reference)</code>", "\(job.application ?? "–")",
          "\(DeskWording.named(DeskWording.parts, job.part), language)", state(job, language),
          "\(job.worker ?? "–")", "\(job.attempts)", "\(Quantity.grouped(job.seconds))",
          Moment.html(job.requestedAt, visit.context), buttons(job, visit),
        ])
      }
    ).html(language)
  }

  private static func state(_ job: FloorJob, _ language: Language) -> HTML {
    """
    \(StateTag("job", job.state).html(language))\
    \(JobActs.hasEnded(job.state) ? "" : ActWording.stopMark(job.stopMark, language))
    """
  }

  private static func buttons(_ job: FloorJob, _ visit: Visit) -> HTML {
    let forms = JobActs.events(
      in: job.state, stopMark: job.stopMark, for: JobActs.roles(of: visit.person)
    ).map { event -> HTML in
      let kind = ["stop", "cancel"].contains(event) ? "secondary grave small" : "secondary small"
      return """
        <form method="post" action="/floor/jobs/\(job.id)/\(event)">\(FormView.hidden(visit.context))\
        <button class="\(kind)">\(FloorWording.events[event] ?? .same(event), visit.language)\
        <span class="unseen"> \(job.reference)</span></button></form>
        """
    }
    return forms.isEmpty ? "–" : "<div class=\"row\">\(forms)</div>"
  }

  private static func sheets(_ sheets: [ComputeSheet], _ visit: Visit) -> HTML {
    guard !sheets.isEmpty else {
      return EmptyState(what: FloorWording.noGrants, how: FloorWording.noGrantsHow)
        .html(visit.language)
    }
    return "\(sheets.map { SheetView(sheet: $0, context: visit.context).html })"
  }

  private static func nodes(_ nodes: [NodeView], _ visit: Visit) -> HTML {
    let language = visit.language
    guard !nodes.isEmpty else {
      return EmptyState(what: FloorWording.noNodes, how: FloorWording.noNodesHow).html(language)
    }
    return DataTable(
      caption: FloorWording.nodes,
      columns: [
        .init(heading: FloorWording.node), .init(heading: FloorWording.engine),
        .init(heading: FloorWording.slots, isNumeric: true), .init(heading: DeskWording.state),
        .init(heading: FloorWording.seen),
      ],
      rows: nodes.map { node in
        DataTable.Row(cells: [
          "\(node.name)", "\(node.engine)", "\(node.slots)",
          StateTag(node.draining ? FloorWording.draining : FloorWording.taking).html(language),
          Moment.html(node.seenAt, visit.context),
        ])
      }
    ).html(language)
  }
}

/// A compute sheet: all that an operator sees of an application.
struct SheetView {
  let sheet: ComputeSheet
  let context: PageContext

  /// What the sheet offers, in this order.
  private static let events = [
    "grant_provisioned", "grant_changed", "erasure_attested", "grant_released",
  ]

  var html: HTML {
    let language = context.language
    let links = SheetView.events.compactMap { event in
      sheet.acts.first { $0.event == event && $0.lacking == nil && isOffered(event) }
    }.map { act -> HTML in
      var words = EventWording.words("application", act.event)
      if act.way == "propose" { words = ActWording.proposing(words) }
      return """
        <a href="/applications/\(sheet.reference)/act/\(act.event)">\(words.act, language)</a>
        """
    }
    let waiting = (sheet.waiting ?? []).map { proposal -> HTML in
      let query = Parameters([("subject", proposal.subject)]).encoded
      return """
        <a href="/applications/\(sheet.reference)/act/confirm?\(query)">\
        \(EventWording.words("proposal", "confirm").act, language): \
        \(EventWording.words("application", proposal.event).act, language)</a>
        """
    }
    return """
      <article class="sheet"><h3><code>\(sheet.reference)</code> \
      \(DeskWording.text(sheet.firmEn, sheet.firmZh), language) \
      \(StateTag("application", sheet.state).html(language))</h3>
      \(summary)
      <p class="row">\((waiting + links).joined(separator: " · "))</p></article>
      """
  }

  /// The table lets these happen in any state; the sheet offers them where they mean something.
  private func isOffered(_ event: String) -> Bool {
    switch event {
    case "grant_provisioned": sheet.state == "onboarding"
    case "grant_changed": ["trial", "paused", "suspended"].contains(sheet.state)
    default: true
    }
  }

  /// What the firm asks for, in the words of the vocabulary.
  func asked(_ vocabulary: Vocabulary) -> HTML {
    let language = context.language
    let rows = (sheet.asked ?? []).compactMap { fact -> SummaryList.Row? in
      guard let place = vocabulary.index(of: fact.name) else { return nil }
      let attribute = vocabulary.attributes[place]
      let unit: HTML? = attribute.unit.map { " \(FactsForm.phrase($0), language)" }
      let value: HTML =
        switch fact.value {
        case "true": "\(Words.yes, language)"
        case "false": "\(Words.no, language)"
        default: "\(fact.value)\(unit)"
        }
      return SummaryList.Row(name: FactsForm.phrase(attribute.label), value: value)
    }
    guard !rows.isEmpty else { return "" }
    return """
      <section><h2>\(FloorWording.asked, language)</h2>
      \(SummaryList(rows: rows).html(language))</section>
      """
  }

  var summary: HTML {
    let language = context.language
    guard let quota = sheet.quota else { return "<p>\(DeskWording.noGrant, language)</p>" }
    return GrantSummary(
      isOpen: sheet.open, quota: quota, used: sheet.used ?? 0, reserved: sheet.reserved ?? 0,
      slots: sheet.slots ?? 0, start: sheet.trialStart, last: sheet.trialLast
    ).html(language)
  }
}
