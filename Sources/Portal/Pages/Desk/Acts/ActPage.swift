internal import HTTPServer
internal import Policies
internal import Transparency
internal import Workflow

/// The page of any act on a case or on what hangs under it.
enum ActPage {
  static func show(_ reference: String, _ event: String, _ visit: Visit) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: "act") {
    case .partiesOnly(let closed):
      guard let form = form(event, closed, visit) else {
        return DeclarationPage.response(closed, visit)
      }
      return form.page(visit)
    case .open(let file):
      let named = visit.request.query["subject"] ?? file.view.head.subject
      let subject = try await visit.sandbox.subject(named, of: reference, as: visit.caller)
      guard subject.acts.contains(where: { $0.event == event }) else {
        throw Refusal(.wrongState, "\(event) is not possible now.")
      }
      return try await form(event, on: subject, file).page(visit)
    }
  }

  static func send(_ reference: String, _ event: String, _ visit: Visit) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: nil) {
    case .partiesOnly(let closed):
      guard let form = form(event, closed, visit) else {
        return DeclarationPage.response(closed, visit)
      }
      return try await form.send(visit)
    case .open(let file):
      let named = visit.request.query["subject"] ?? file.view.head.subject
      let subject = try await visit.sandbox.subject(named, of: reference, as: visit.caller)
      return try await form(event, on: subject, file).send(visit)
    }
  }

  /// What may be done before a case is open to its reader: declaring, and handing a review back.
  private static func form(_ event: String, _ closed: ClosedCase, _ visit: Visit) -> ActForm? {
    let subject: SubjectView? =
      switch event {
      case "conflict_declared": closed.compartment
      case "recuse": closed.reviews.first { $0.subject == visit.request.query["subject"] }
      default: nil
      }
    guard let subject else { return nil }
    let questions = ActTable.questions(subject.machine, event)
    var form = ActForm(
      table: subject.machine, event: event, subject: subject.subject, version: subject.version,
      path: CaseFile.act(event, on: subject.subject, of: closed.reference),
      back: Page.Step(path: "/applications/\(closed.reference)", label: DeskWording.parties))
    form.fields = questions.map { $0.field([]) }
    form.act = { form, answers, _ in
      let (detail, payload) = ActQuestion.parts(questions, answers.values)
      return Act(
        form.subject, form.event, expected: answers.expected, detail: detail, payload: payload)
    }
    return form
  }

  /// Whether an event happens only when several persons agree.
  static func isCollective(_ machine: String, _ event: String) -> Bool {
    Lifecycle.collectiveActs.contains { $0.machine == machine && $0.event == event }
  }

  static func form(
    _ event: String, on subject: SubjectView, _ file: CaseFile
  ) async throws(Refusal) -> ActForm {
    let questions = ActTable.questions(subject.machine, event)
    let offers = ActOffers(file: file, subject: subject)
    var fields: [Field] = []
    for question in questions {
      let offered =
        if let offer = question.offer { try await offers.choices(offer) } else { [Field.Choice]() }
      // What nothing can answer is not asked, unless the act cannot do without it.
      if question.offer != nil, offered.isEmpty, !question.isRequired { continue }
      fields.append(question.field(offered, folding: offers.folded(question.offer)))
    }
    let isProposal = isCollective(subject.machine, event)
    let words = EventWording.words(subject.machine, event)
    var form = ActForm(
      table: isProposal ? "proposal" : subject.machine, event: isProposal ? "propose" : event,
      subject: subject.subject, version: subject.version,
      path: file.act(event, on: subject.subject),
      back: Page.Step(path: file.address(.overview), label: file.title))
    form.wording = isProposal ? ActWording.proposing(words) : words
    form.explanation = isProposal ? ActWording.severalPersons : nil
    form.preface = ActPreface(file: file, subject: subject, event: event).html
    form.fields = fields
    form.initial = file.visit.request.query
    let review = file.desk.reviews.first { $0.subject == subject.subject }
    form.carried = [("seen", review?.seen ?? "")]
    form.isGrave = CaseDecisions.grave.contains(event)
    form.timeline = file.view.timeline
    form.act = { _, answers, _ in
      try act(event, on: subject, answers, questions, file)
    }
    return form
  }

  /// The act of the answers.
  private static func act(
    _ event: String, on subject: SubjectView, _ answers: ActForm.Answers,
    _ questions: [ActQuestion], _ file: CaseFile
  ) throws(Refusal) -> Act {
    var (detail, payload) = ActQuestion.parts(questions, answers.values)
    switch event {
    case "recommend", "take_over":
      detail["seen"] = .string(answers.typed["seen"] ?? "")
      let isConditional = detail["recommendation"]?.text == "approve_with_conditions"
      payload["conditions"] = .array(
        isConditional ? file.desk.conditionTerms(of: subject.remit ?? "") : [])
    case "countersign": detail["seen"] = .string(answers.typed["seen"] ?? "")
    case "fact_found":
      if let attribute = detail["attribute"]?.text, let text = payload["value"]?.text {
        payload["value"] = file.value(text, of: attribute)
      }
    default: break
    }
    guard isCollective(subject.machine, event) else {
      return Act(
        subject.subject, event, expected: answers.expected, detail: detail, payload: payload)
    }
    guard answers.expected == subject.version else {
      throw Refusal(
        .conflict, "It has changed since you looked.",
        advice: "Look at what changed and decide again.")
    }
    return Act(
      "proposal/new", "propose", detail: ["event": .string(event)],
      payload: [
        "parent": .string(subject.subject), "detail": .object(detail), "payload": .object(payload),
      ])
  }
}

extension CaseFile {
  /// A fact as typed by an officer, as its attribute's type writes it.
  fileprivate func value(_ text: String, of attribute: String) -> CanonicalJSON {
    guard let vocabulary, let place = vocabulary.index(of: attribute) else { return .string(text) }
    switch vocabulary.attributes[place].type {
    case .bool: return .boolean(["yes", "true", "是"].contains(text.lowercased()))
    case .int(_), .length(_, _): return Int(text).map { .integer($0) } ?? .string(text)
    case .set(_):
      return .array(text.split(separator: ",").map { .string(String($0.filter { $0 != " " })) })
    default: return .string(text)
    }
  }
}
