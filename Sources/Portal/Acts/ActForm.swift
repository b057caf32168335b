internal import HTTPServer
internal import Transparency
internal import Workflow

/// The page of one act: what it asks, its button, and what comes back when it is refused.
///
/// It is shown by GET and sent by POST to the same address. Refused, it comes back filled in, says
/// why in both languages, and shows what is new where the case has moved on.
struct ActForm: Sendable {
  /// The table of the lifecycle that has the event.
  let table: String
  let event: String
  /// What it is fired at.
  let subject: String
  /// The version that the sender sees; nil for an act that names what it is about.
  let version: Int?
  /// The page's own address.
  private(set) var path: String
  /// The page that leads here and to which it leads back.
  var back: Page.Step
  /// What the act brings about.
  var explanation: Phrase?
  /// Shown above the fields: the question, the offer.
  var preface = HTML()
  var fields: [Field] = []
  /// What the page was opened with, such as the facts that a link asks for.
  var initial = Parameters()
  /// What the sender saw and the act must name, carried unseen.
  var carried: [(name: String, value: String)] = []
  /// The words of the page, where they are not the event's own.
  var wording: EventWording.Words?
  /// Whether it ends something.
  var isGrave = false
  /// The case's entries, newest first: what is new when the case has moved on.
  var timeline: [TimelineEntry] = []
  /// The act of the answers; the usual one carries every answer in its detail, by its name.
  var act: @Sendable (ActForm, Answers, Visit) async throws -> Act = { form, answers, _ in
    Act(
      form.subject, form.event, expected: answers.expected,
      detail: answers.values.compactMapValues(ActForm.json))
  }
  /// Does it once; only what is no single act of this page's subject does otherwise.
  var perform: @Sendable (ActForm, Answers, Visit) async throws -> Void = {
    form, answers, visit in
    let act = try await form.act(form, answers, visit)
    _ = try await visit.sandbox.fire(act, once: answers.key, as: visit.caller)
  }

  /// What was typed, read.
  struct Answers: Sendable {
    let values: [String: FieldValue]
    let files: [Form.File]
    /// The version that the sender saw.
    let expected: Int?
    /// The key under which it is done once.
    let key: String
    /// All that was sent, what was carried included.
    var typed = Parameters()

    /// The text under a name; empty where there is none.
    func text(_ name: String) -> String {
      switch values[name] {
      case .text(let text), .member(let text): text
      default: ""
      }
    }
  }

  var words: EventWording.Words {
    wording ?? EventWording.words(table, event)
  }

  /// An answer as an act's detail says it.
  static func json(_ value: FieldValue) -> CanonicalJSON? {
    switch value {
    case .text(let text), .member(let text): .string(text)
    case .bool(let truth): .boolean(truth)
    case .members(let names): .array(names.map { .string($0) })
    case .date(let day): .string(day.text)
    case .number(let number): .integer(Int(number))
    case .none, .list: nil
    }
  }
}

extension ActForm {
  /// The same form at another address.
  func at(_ path: String) -> ActForm {
    var other = self
    other.path = path
    return other
  }

  /// The page as it is first shown.
  func page(_ visit: Visit) -> Response { show(visit, initial) }

  /// Does the act once and leads back; refused, shows the page again with what was typed.
  func send(_ visit: Visit) async throws -> Response {
    let sent = try visit.sentForm()
    var reader = FieldReader(sent.typed)
    let values = reader.read(fields)
    let errors = try reader.errors + missingFiles(sent) + refusedFiles(sent)
    guard errors.isEmpty else { return show(visit, sent.typed, errors) }
    let expected = try sent.expected(where: version != nil)
    do {
      let answers = Answers(
        values: values, files: sent.files, expected: expected, key: sent.key,
        typed: sent.typed)
      try await perform(self, answers, visit)
      return visit.done(table, event, at: back.path)
    } catch let refusal as Refusal where refusal.isAboutTheAct {
      return show(visit, sent.typed, refusal: refusal, seen: expected)
    }
  }

  /// A file field sends no text, so its absence is looked for by itself.
  private func missingFiles(_ sent: SentForm) -> [FieldError] {
    fields.compactMap { field in
      guard case .file = field.kind, field.isRequired,
        !sent.files.contains(where: { $0.field == field.name && !$0.isEmpty })
      else { return nil }
      return FieldError(field, FieldWording.missing(field))
    }
  }

  /// What was not taken while it came in; the rest of the form was.
  private func refusedFiles(_ sent: SentForm) throws -> [FieldError] {
    try sent.files.compactMap { file in
      guard case .refused(let error) = file.content else { return nil }
      // Also where the store is full: what was typed comes back.
      guard let refusal = error as? Refusal, refusal.kind != .notSignedIn,
        let field = fields.first(where: { $0.name == file.field })
      else { throw error }
      return FieldError(field, RefusalWording.phrase(refusal))
    }
  }

  private func show(
    _ visit: Visit, _ typed: Parameters = Parameters(), _ errors: [FieldError] = [],
    refusal: Refusal? = nil, seen: Int? = nil
  ) -> Response {
    let language = visit.language
    let views = fields.map {
      FieldView(field: $0, typed: typed, errors: errors).html(language)
    }
    let unseen = carried.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML
    }
    let form = FormView(
      action: path, button: words.act,
      content: "\(version.map { SentForm.hidden(version: $0) })\(unseen)\(views)", typed: typed,
      hasFiles: fields.contains { if case .file = $0.kind { true } else { false } },
      isGrave: isGrave)
    let explanation = explanation.map { "<p>\($0, language)</p>" as HTML }
    return visit.answer(
      Page(
        title: words.act, status: refusal?.problem.status ?? .ok, steps: [back],
        notice: refusal.map { ActForm.notice($0) }, errors: errors,
        body: """
          \(refusal.map { whatIsNew($0, since: seen, visit) })
          \(explanation)
          \(preface)
          <div class="narrow">\(form.html(visit.context))</div>
          """))
  }

  /// What was refused and why.
  static func notice(_ refusal: Refusal) -> Notice {
    refusal.kind == .conflict
      ? Notice(
        kind: .attention, title: RefusalWording.changedMeanwhile,
        detail: RefusalWording.lookAndDecide)
      : Notice(
        kind: .attention, title: RefusalWording.nothingChanged,
        detail: RefusalWording.phrase(refusal))
  }

  private func whatIsNew(_ refusal: Refusal, since seen: Int?, _ visit: Visit) -> HTML {
    guard refusal.kind == .conflict, let seen else { return "" }
    let entries = timeline.filter { $0.seq > seen }
    return """
      <section><h2>\(RefusalWording.whatIsNew, visit.language)</h2>
      \(CaseTimeline(entries: entries).html(visit.context))</section>
      """
  }
}

extension Refusal {
  /// Whether the person can do something about it on the page that sent the act.
  var isAboutTheAct: Bool {
    switch kind {
    case .malformed, .forbidden, .wrongState, .conflict, .unmet: true
    case .notSignedIn, .notFound, .unavailable, .fault: false
    }
  }
}
