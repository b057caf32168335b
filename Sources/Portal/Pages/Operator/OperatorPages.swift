internal import HTTPServer
internal import Transparency
internal import Workflow

/// The pages of those who run the compute.
enum OperatorPages {
  static let pages = {
    var pages = Pages(for: .operator)
    CalendarPage.pages(&pages)
    CalendarPage.acts(&pages)
    pages.on(.get, "/floor") { visit in try await FloorPage.show(visit) }
    pages.on(.post, "/floor/jobs/{id}/{event}") { (visit, id: String, event: String) in
      try await FloorPage.act(event, onJob: id, visit)
    }
    pages.on(.get, "/applications/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await SheetAct.form(event, reference, visit).page(visit)
    }
    pages.on(.post, "/applications/{reference}/act/{event}") {
      (visit, reference: String, event: String) in
      try await SheetAct.form(event, reference, visit).send(visit)
    }
    return pages
  }()
}

/// The page of an operator's act on a case, of which only the compute sheet is seen.
enum SheetAct {
  static func form(
    _ event: String, _ reference: String, _ visit: Visit
  ) async throws -> ActForm {
    let floor = try await visit.sandbox.floor(as: visit.caller)
    guard let sheet = floor.sheets.first(where: { $0.reference == reference }) else {
      throw Problem.nothingHere
    }
    if let named = visit.request.query["subject"] {
      return try confirmation(of: named, event, sheet, visit)
    }
    let questions = ActTable.questions("application", event)
    let isProposal = ActPage.isCollective("application", event)
    let words = EventWording.words("application", event)
    var form = ActForm(
      table: isProposal ? "proposal" : "application", event: isProposal ? "propose" : event,
      subject: sheet.subject, version: nil, path: "/applications/\(reference)/act/\(event)",
      back: Page.Step(path: "/floor", label: FloorWording.title))
    form.wording = isProposal ? ActWording.proposing(words) : words
    form.explanation = isProposal ? ActWording.severalPersons : nil
    let vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
    let view = SheetView(sheet: sheet, context: visit.context)
    form.preface = "\(view.asked(vocabulary))\(view.summary)"
    form.fields = questions.map { $0.field([]) }
    form.act = { form, answers, _ in
      var detail: [String: CanonicalJSON] = [:]
      for question in questions {
        detail[question.name] = question.json(answers.values[question.name])
      }
      guard isProposal else { return Act(form.subject, event, detail: detail) }
      return Act(
        "proposal/new", "propose", detail: ["event": .string(event)],
        payload: ["parent": .string(form.subject), "detail": .object(detail), "payload": [:]])
    }
    return form
  }

  /// The page on which a second person confirms what a first one proposed.
  private static func confirmation(
    of proposal: String, _ event: String, _ sheet: ComputeSheet, _ visit: Visit
  ) throws -> ActForm {
    guard event == "confirm", let waiting = sheet.waiting?.first(where: { $0.subject == proposal })
    else { throw Problem.nothingHere }
    let query = Parameters([("subject", proposal)]).encoded
    let words = EventWording.words("application", waiting.event).act
    var form = ActForm(
      table: "proposal", event: "confirm", subject: proposal, version: nil,
      path: "/applications/\(sheet.reference)/act/confirm?\(query)",
      back: Page.Step(path: "/floor", label: FloorWording.title))
    form.preface = """
      <section><h2>\(ActWording.proposed, visit.language)</h2><p>\(words, visit.language)</p></section>
      \(SheetView(sheet: sheet, context: visit.context).summary)
      """
    return form
  }
}
