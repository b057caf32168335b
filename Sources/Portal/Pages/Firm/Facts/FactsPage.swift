internal import HTTPServer
internal import Policies
internal import Workflow

/// The facts of an application, one page a section.
enum FactsPage {
  /// States in which a change can still count.
  private static let open: Set<String> = [
    "draft", "returned", "in_review", "consolidation", "deferred",
  ]
  private static let revisionField = "revision"

  /// A draft as these pages work on it.
  private struct Work {
    let draft: Draft
    let vocabulary: Vocabulary
    let sections: [FactsForm.Section]
    let facts: Facts
    let evidence: FactEvidence

    var path: String { "/applications/\(draft.reference)" }
    var isOpen: Bool { FactsPage.open.contains(draft.state) }
    var isUnderReview: Bool { !["draft", "returned"].contains(draft.state) }

    init(_ reference: String, _ visit: Visit) async throws(Refusal) {
      draft = try await visit.sandbox.draft(reference, as: visit.caller)
      vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
      sections = FactsForm.sections(vocabulary)
      facts = Facts.read(json: draft.facts, vocabulary).facts
      let papers = vocabulary.papers
      let list = DocumentList(
        reference: reference,
        documents: try await visit.sandbox.documents(of: reference, as: visit.caller),
        context: visit.context, vocabulary: vocabulary,
        paper: { FirmActWording.paper($0, of: papers) })
      let mayAdd = FactsPage.open.contains(draft.state)
      evidence = FactEvidence(
        list: list,
        adding: mayAdd ? "/applications/\(draft.reference)/acts/document_added" : nil)
    }

    func steps() -> [Page.Step] {
      [FirmWording.listStep, Page.Step(path: path, label: .same(draft.reference))]
    }
  }

  // MARK: All sections

  static func overview(_ visit: Visit, _ reference: String) async throws -> Response {
    let work = try await Work(reference, visit)
    let language = visit.language
    let tasks = work.sections.map { section in
      TaskList.Task(
        label: section.label, path: "\(work.path)/facts/\(section.name)",
        progress: progress(section, work))
    }
    return visit.answer(
      Page(
        title: FirmWording.facts, steps: work.steps(), notice: DoneNotice.of(visit.context),
        body: """
          <p>\(remark(work), language)</p>
          \(TaskList(tasks: tasks).html(language))
          <p class="buttons"><a class="button" href="\(work.path)/check">\
          \(FactsWording.check, language)</a></p>
          """))
  }

  private static func progress(_ section: FactsForm.Section, _ work: Work) -> TaskList.Progress {
    let stated = section.attributes.count {
      work.facts.value(of: $0.name, in: work.vocabulary) != nil
    }
    return stated == section.attributes.count ? .done : stated == 0 ? .notBegun : .begun
  }

  private static func remark(_ work: Work) -> Phrase {
    if !work.isOpen { return FactsWording.readOnly }
    return work.isUnderReview ? FactsWording.afterSubmission : FactsWording.intro
  }

  // MARK: One section

  static func section(_ visit: Visit, _ reference: String, _ name: String) async throws -> Response
  {
    let work = try await Work(reference, visit)
    let section = try find(name, work)
    guard work.isOpen else {
      return show(visit, work, section, rows(section, work, visit.language))
    }
    let typed = TypedFacts.of(work.facts, section.attributes, work.vocabulary)
    return show(visit, work, section, form(visit, work, section, typed))
  }

  /// Saves the answers of a section; what is typed is kept whatever happens.
  static func save(_ visit: Visit, _ reference: String, _ name: String) async throws -> Response {
    let sent = try visit.sentForm()
    let work = try await Work(reference, visit)
    let section = try find(name, work)
    if let edited = RecordList.edited(sent.typed, lists: section.fields) {
      return show(visit, work, section, form(visit, work, section, edited))
    }
    var reader = FieldReader(sent.typed)
    let values = reader.read(section.fields)
    // A draft may be incomplete: what is missing is told by the check.
    var errors = reader.errors.filter { !FieldWording.isMissing($0.message) }
    let text = FactsText.setting(section.attributes, to: values, in: work.draft.facts)
    if errors.isEmpty { errors = unreadable(text ?? "", section, work.vocabulary) }
    guard errors.isEmpty, let text else {
      return show(visit, work, section, form(visit, work, section, sent.typed, errors), errors)
    }
    let revision = sent[revisionField].flatMap { Int($0) } ?? work.draft.revision
    do throws(Refusal) {
      try await visit.sandbox.saveDraft(text, of: reference, revision: revision, as: visit.caller)
    } catch {
      guard error.kind == .conflict else { throw error }
      guard !isSaved(text, section, work) else { return next(section, work) }
      return show(
        visit, work, section,
        """
        <section><h2>\(FactsWording.standsSaved, visit.language)</h2>
        \(rows(section, work, visit.language))</section>
        \(form(visit, work, section, sent.typed))
        """, notice: conflict)
    }
    return next(section, work)
  }

  private static let conflict = Notice(
    kind: .attention, title: FactsWording.savedByOthers, detail: FactsWording.savedByOthersDetail)

  private static func find(_ name: String, _ work: Work) throws -> FactsForm.Section {
    guard let section = work.sections.first(where: { $0.name == name }) else {
      throw Problem.nothingHere
    }
    return section
  }

  /// Whether the same answers stand saved already: the form was sent twice.
  private static func isSaved(_ text: String, _ section: FactsForm.Section, _ work: Work) -> Bool {
    let sent = Facts.read(json: text, work.vocabulary).facts
    return section.attributes.allSatisfy {
      sent.value(of: $0.name, in: work.vocabulary)
        == work.facts.value(of: $0.name, in: work.vocabulary)
    }
  }

  private static func next(_ section: FactsForm.Section, _ work: Work) -> Response {
    let index = work.sections.firstIndex { $0.name == section.name } ?? 0
    guard index + 1 < work.sections.count else { return .redirect(to: "\(work.path)/check") }
    return .redirect(to: "\(work.path)/facts/\(work.sections[index + 1].name)")
  }

  /// What only the vocabulary's own reader finds, such as a digest that is none.
  private static func unreadable(
    _ text: String, _ section: FactsForm.Section, _ vocabulary: Vocabulary
  ) -> [FieldError] {
    Facts.read(json: text, vocabulary).problems.compactMap { problem in
      let name = String(problem.path.prefix { $0 != "[" })
      guard let field = section.fields.first(where: { $0.name == name }) else { return nil }
      return FieldError(field, FactsWording.unreadable)
    }
  }

  // MARK: Showing

  private static func show(
    _ visit: Visit, _ work: Work, _ section: FactsForm.Section, _ content: HTML,
    _ errors: [FieldError] = [], notice: Notice? = nil
  ) -> Response {
    let facts = Page.Step(path: "\(work.path)/facts", label: FirmWording.facts)
    let isRemarkable = !work.isOpen || work.isUnderReview
    let remark: HTML = isRemarkable ? "<p>\(remark(work), visit.language)</p>" : ""
    return visit.answer(
      Page(
        title: section.label, status: errors.isEmpty ? .ok : .unprocessableContent,
        steps: work.steps() + [facts], notice: notice, errors: errors,
        body: "\(remark)\(content)"))
  }

  private static func form(
    _ visit: Visit, _ work: Work, _ section: FactsForm.Section, _ typed: Parameters,
    _ errors: [FieldError] = []
  ) -> HTML {
    let views = section.attributes.compactMap { attribute -> HTML? in
      guard let field = FactsForm.field(attribute) else { return nil }
      let view = FieldView(field: field, typed: typed, errors: errors)
      return "\(view.html(visit.language))\(work.evidence.below(attribute))"
    }
    let revision: HTML = """
      <input type="hidden" name="\(revisionField)" value="\(work.draft.revision)">
      """
    return FormView(
      action: "\(work.path)/facts/\(section.name)", button: FactsWording.saveAndGoOn,
      content: "\(revision)\(views)", typed: typed
    ).html(visit.context)
  }

  private static func rows(
    _ section: FactsForm.Section, _ work: Work, _ language: Language
  ) -> HTML {
    FactRows.html(
      section, work.facts, work.vocabulary, change: nil, evidence: work.evidence, language)
  }
}

/// The answers of a section, read.
enum FactRows {
  static func html(
    _ section: FactsForm.Section, _ facts: Facts, _ vocabulary: Vocabulary, change: String?,
    evidence: FactEvidence? = nil, _ language: Language
  ) -> HTML {
    SummaryList(
      rows: section.attributes.map { attribute in
        let anchor = FactsForm.field(attribute)?.firstControl ?? ""
        return SummaryList.Row(
          name: FactsForm.phrase(attribute.label),
          value: """
            \(FactView.html(facts.value(of: attribute.name, in: vocabulary), attribute, language))\
            \(evidence.map { $0.html(for: attribute.name) })
            """,
          change: change.map { "\($0)#\(anchor)" })
      }
    ).html(language)
  }
}
