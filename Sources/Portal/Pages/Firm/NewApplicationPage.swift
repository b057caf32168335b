internal import HTTPServer
internal import Workflow

/// Begins an application: its title and its cohort.
enum NewApplicationPage {
  private static let titleEnglish = Field(
    name: "title_en", label: FirmWording.titleInEnglish, hint: FirmWording.titleHint,
    kind: .text(limit: 200))
  private static let titleChinese = Field(
    name: "title_zh", label: FirmWording.titleInChinese, kind: .text(limit: 200), isRequired: false)

  private static func fields(_ cohorts: [CohortItem]) -> [Field] {
    let choices = cohorts.map { cohort in
      Field.Choice(
        name: cohort.key, label: Phrase(cohort.titleEn, cohort.titleZh),
        hint: FirmWording.window.filled(with: cohort.opens, cohort.closes))
    }
    return [
      titleEnglish, titleChinese,
      Field(name: "cohort", label: FirmWording.cohort, kind: .choice(choices)),
    ]
  }

  static func response(_ visit: Visit) async throws -> Response {
    show(visit, try await visit.sandbox.openCohorts(as: visit.caller))
  }

  /// Begins it and leads to its facts.
  static func start(_ visit: Visit) async throws -> Response {
    let sent = try visit.sentForm()
    let cohorts = try await visit.sandbox.openCohorts(as: visit.caller)
    var reader = FieldReader(sent.typed)
    let values = reader.read(fields(cohorts))
    guard reader.errors.isEmpty, case .text(let title)? = values["title_en"],
      case .member(let cohort)? = values["cohort"]
    else { return show(visit, cohorts, sent.typed, reader.errors) }
    let chinese = if case .text(let text)? = values["title_zh"] { text } else { title }
    do throws(Refusal) {
      let draft = try await visit.sandbox.startApplication(
        titleEn: title, titleZh: chinese, cohort: cohort, once: sent.key, as: visit.caller)
      return visit.done("application", "start", at: "/applications/\(draft.reference)/facts")
    } catch {
      guard error.isAboutTheAct else { throw error }
      return show(visit, cohorts, sent.typed, refusal: error)
    }
  }

  private static func show(
    _ visit: Visit, _ cohorts: [CohortItem], _ typed: Parameters = Parameters(),
    _ errors: [FieldError] = [], refusal: Refusal? = nil
  ) -> Response {
    let language = visit.language
    let body: HTML
    if cohorts.isEmpty {
      body = EmptyState(what: FirmWording.noCohort, how: FirmWording.howCohortsCome).html(language)
    } else {
      let views = fields(cohorts).map {
        FieldView(field: $0, typed: typed, errors: errors).html(language)
      }
      body = FormView(
        action: "/applications/new", button: FirmWording.begin, content: "\(views)", typed: typed
      ).html(visit.context)
    }
    return visit.answer(
      Page(
        title: FirmWording.startOne, status: refusal?.problem.status ?? .ok,
        steps: [FirmWording.listStep], notice: refusal.map { ActForm.notice($0) }, errors: errors,
        body: "<div class=\"narrow\">\(body)</div>"))
  }
}
