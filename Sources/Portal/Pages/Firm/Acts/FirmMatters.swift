internal import HTTPServer
internal import Transparency
internal import Workflow

/// The pages of a firm's acts on what hangs under its case: variations, reliefs, incidents, jobs.
enum FirmMatters {
  /// What a firm begins, by table; the new subject is `<table>/new`.
  private static let beginnings = ["variation": "request", "relief": "ask", "incident": "report"]

  /// The page of an event on a subject of a case.
  ///
  /// - Throws: `Problem` 404 for what is not of the case; `Refusal` of kind `wrongState` where the
  ///   event is not possible now.
  static func form(
    _ event: String, on named: String, of view: CaseView, _ visit: Visit
  ) async throws -> ActForm {
    let machine = String(named.prefix { $0 != "/" })
    if machine == "job" { return try job(event, named, view, visit) }
    let isNew = named == "\(machine)/new"
    var version: Int?
    if isNew {
      guard beginnings[machine] == event else { throw Problem.nothingHere }
    } else {
      let subject = try await visit.sandbox.subject(
        named, of: view.head.reference, as: visit.caller)
      guard subject.acts.contains(where: { $0.event == event }) else {
        throw Refusal(.wrongState, "\(event) is not possible now.")
      }
      version = subject.version
    }
    let questions = ActTable.questions(machine, event)
    var form = page(machine, event, on: named, version: version, view)
    form.fields = questions.map { $0.field(choices($0.offer, view)) }
    form.preface = isNew ? HTML() : preface(named, view, visit.language)
    form.act = { form, answers, _ in
      var (detail, payload) = ActQuestion.parts(questions, answers.values)
      if isNew { payload["parent"] = .string(view.head.subject) }
      // A change of the content goes through an amended version; what is asked for here is time.
      if machine == "variation", isNew { detail["kind"] = "extension" }
      return Act(
        form.subject, form.event, expected: answers.expected, detail: detail, payload: payload)
    }
    return form
  }

  private static func page(
    _ machine: String, _ event: String, on named: String, version: Int?, _ view: CaseView
  ) -> ActForm {
    let query = Parameters([("subject", named)]).encoded
    return ActForm(
      table: machine, event: event, subject: named, version: version,
      path: "\(FirmCasePage.path(view))/acts/\(event)?\(query)", back: FirmCasePage.step(view),
      explanation: MatterWording.explanations["\(machine).\(event)"],
      isGrave: machine == "job" && ["cancel", "stop"].contains(event), timeline: view.timeline)
  }

  private static func job(
    _ event: String, _ named: String, _ view: CaseView, _ visit: Visit
  ) throws -> ActForm {
    guard let job = view.jobs.first(where: { $0.subject == named }) else {
      throw Problem.nothingHere
    }
    let possible = JobActs.events(
      in: job.state, stopMark: job.stopMark, for: JobActs.roles(of: visit.person))
    // A job moves on by itself: a form that was open meanwhile is answered by the act.
    guard possible.contains(event) || visit.request.method == .post else {
      throw Refusal(.wrongState, "\(event) is not possible now.")
    }
    var form = page("job", event, on: named, version: nil, view)
    form.preface = SummaryList(rows: [
      .init(name: FirmWording.job, value: "<code>\(job.reference)</code>"),
      .init(name: Words.status, value: StateTag("job", job.state).html(visit.language)),
    ]).html(visit.language)
    return form
  }

  private static func choices(
    _ offer: ActQuestion.Offer?, _ view: CaseView
  ) -> [Field.Choice] {
    guard case .remits? = offer else { return [] }
    let routed = view.desks.map(\.remit)
    let remits = routed.isEmpty ? RemitWording.all.keys.sorted() : routed
    return remits.map { Field.Choice(name: $0, label: RemitWording.all[$0]?.full ?? .same($0)) }
  }

  private static func preface(_ named: String, _ view: CaseView, _ language: Language) -> HTML {
    guard let matter = view.matters.first(where: { $0.subject == named }),
      let wording = matter.wording
    else { return "" }
    return "<blockquote class=\"typed\">\(wording)</blockquote>"
  }
}
