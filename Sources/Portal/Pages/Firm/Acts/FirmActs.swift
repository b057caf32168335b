internal import HTTPServer
internal import Policies
internal import Transparency
internal import Workflow

/// The pages of a firm's acts on a case.
enum FirmActs {
  // MARK: Pages of acts

  /// The page of an event.
  ///
  /// - Throws: `Problem` 404 for an event that firms have no page for.
  static func form(
    _ event: String, _ reference: String, _ visit: Visit
  ) async throws -> ActForm {
    if event == "party_joined" { return try await joining(reference, visit) }
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    if let named = visit.request.query["subject"], named != view.head.subject {
      return try await FirmMatters.form(event, on: named, of: view, visit)
    }
    var form = ActForm(
      table: "application", event: event, subject: view.head.subject, version: view.head.version,
      path: "\(FirmCasePage.path(view))/acts/\(event)", back: FirmCasePage.step(view),
      explanation: FirmActWording.explanations[event], isGrave: FirmPanel.grave.contains(event),
      timeline: view.timeline)
    switch event {
    case "submit", "amend", "pause", "resume", "end_trial", "withdraw", "version_signed",
      "withdraw_reconsideration", "production_reported", "content_confirmed", "party_left",
      "publication_agreed":
      break
    case "consent_given", "consent_withdrawn":
      form.fields = [consent]
      // Who readies a draft gives one after the other and stays on the page that asks for them.
      if ["draft", "returned"].contains(view.head.state) {
        form.back = Page.Step(
          path: "\(FirmCasePage.path(view))/check", label: FactsWording.check)
      }
    case "accept_offer": accept(&form, view, visit.language)
    case "request_change", "request_reconsideration", "guidance_asked", "publication_withdrawn":
      form.fields = [reason]
    case "party_invited": form.fields = [firm, part]
    case "document_added", "document_superseded", "final_report_received",
      "periodic_report_received", "representations_made":
      try await FirmDocuments.fill(&form, view, visit)
    default: throw Problem.nothingHere
    }
    return form
  }

  /// The page on which an invited firm takes its part: it does not see the case before.
  private static func joining(_ reference: String, _ visit: Visit) async throws -> ActForm {
    let item = try await PartyCases.item(reference, visit)
    return ActForm(
      table: "application", event: "party_joined", subject: item.subject, version: item.version,
      path: "/applications/\(reference)/acts/party_joined", back: FirmWording.listStep,
      explanation: FirmActWording.explanations["party_joined"],
      preface: PartyCases.summary(item, visit.language))
  }

  /// The page on which a question is answered.
  static func answer(
    _ question: String, _ reference: String, _ visit: Visit
  ) async throws -> ActForm {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    guard let asked = view.questions.first(where: { $0.id == question }) else {
      throw Problem.nothingHere
    }
    let vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
    var form = ActForm(
      table: "review", event: "supply_information", subject: "", version: nil,
      path: "\(FirmCasePage.path(view))/questions/\(question)", back: FirmCasePage.step(view),
      explanation: FirmActWording.answering,
      preface: QuestionView.preface(asked, vocabulary, FirmCasePage.path(view), visit),
      fields: [
        Field(name: "answer", label: FirmWording.yourAnswer, kind: .longText(limit: 8_000))
      ], wording: FirmActWording.answer, timeline: view.timeline)
    form.perform = { _, answers, visit in
      _ = try await visit.sandbox.answerQuestion(
        question, answers.text("answer"), once: answers.key, as: visit.caller)
    }
    return form
  }

  /// The page on which evidence for a condition is sent.
  static func evidence(
    _ condition: String, _ reference: String, _ visit: Visit
  ) async throws -> ActForm {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    guard
      let wanted = view.conditions.first(where: { $0.subject == "condition/\(condition)" })
    else { throw Problem.nothingHere }
    var form = ActForm(
      table: "condition", event: "submit_evidence", subject: wanted.subject,
      version: wanted.version, path: "\(FirmCasePage.path(view))/conditions/\(condition)",
      back: FirmCasePage.step(view), explanation: FirmActWording.evidence,
      preface: """
        <blockquote>\(DeskWording.text(wanted.wording, wanted.wordingZh), visit.language)</blockquote>
        """)
    try await FirmDocuments.ask(&form, for: "evidence", visit)
    return form
  }

  // MARK: What they ask

  private static let reason = Field(
    name: "reason", label: FirmActWording.reason, kind: .longText(limit: 4_000))
  private static let firm = Field(
    name: "firm", label: FirmActWording.firmKey, hint: FirmActWording.firmKeyHint,
    kind: .text(limit: 60))
  private static let part = Field(
    name: "part", label: FirmActWording.part,
    kind: .choice(
      FirmActWording.partiesParts.map { Field.Choice(name: $0.part, label: $0.label) }))
  private static let consent = Field(
    name: "kind", label: FirmActWording.consent,
    kind: .choice(
      FirmActWording.consents.map { Field.Choice(name: $0.kind, label: $0.label) }))

  private static func accept(_ form: inout ActForm, _ view: CaseView, _ language: Language) {
    let conditions = view.conditions.map { condition -> HTML in
      let timing = FirmWording.timings[condition.timing] ?? .same(condition.timing)
      return """
        <li>\(RemitMark(remit: condition.remit).html(language)) \(DeskWording.text(condition.wording, condition.wordingZh), language) \
        <span class="faint">(\(timing, language))</span></li>
        """
    }
    if !conditions.isEmpty {
      form.preface = """
        <h2>\(FirmActWording.conditionsOfOffer, language)</h2><ul class="plain-list">\(conditions)</ul>
        """
    }
    form.carried = [("version", "\(view.head.content)"), ("offer", "\(view.head.offers)")]
    form.act = { form, answers, _ in
      func number(_ name: String) -> CanonicalJSON { .integer(Int(answers.typed[name] ?? "") ?? 0) }
      return Act(
        form.subject, form.event, expected: answers.expected,
        detail: ["version": number("version"), "offer": number("offer")])
    }
  }
}
