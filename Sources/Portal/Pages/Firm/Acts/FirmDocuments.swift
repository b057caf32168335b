internal import HTTPServer
internal import Policies
internal import Workflow

/// What the pages ask on which a firm sends a document.
enum FirmDocuments {
  /// The query that names the document that is superseded.
  static let documentField = "document"
  /// The query that names the fact for which a document is evidence.
  static let attributeField = "attribute"

  private static let title = Field(
    name: "title", label: FirmActWording.title, kind: .text(limit: 200))

  private static func file(_ kind: String, _ visit: Visit) async throws -> Field {
    let form = try await visit.sandbox.fileForm(of: kind, as: visit.caller)
    return Field(
      name: "file", label: FirmActWording.file,
      hint: DocumentWording.hint(form, forAllKinds: kind.isEmpty), kind: .file)
  }

  /// Fills the page of an act of the case that brings a document.
  ///
  /// - Throws: `Problem` 404 for a document that is not the case's, or not the current one.
  static func fill(_ form: inout ActForm, _ view: CaseView, _ visit: Visit) async throws {
    switch form.event {
    case "final_report_received": try await ask(&form, for: "final_report", visit)
    case "periodic_report_received": try await ask(&form, for: "periodic_report", visit)
    case "representations_made": try await ask(&form, for: "representations", visit)
    case "document_superseded":
      let named = visit.request.query[documentField]
      guard let old = view.documents.first(where: { $0.id == named }) else {
        throw Problem.nothingHere
      }
      try await supersede(&form, old, visit)
    default:
      let vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
      form.fields = [kind(vocabulary.papers), title, try await file("", visit)]
      form.initial.add("kind", visit.request.query["kind"] ?? "")
      evidence(&form, visit.request.query[attributeField], vocabulary, visit.language)
      form.act = adding(nil, for: evidenced(visit.request.query[attributeField], vocabulary))
    }
  }

  /// Asks for a document of one kind.
  static func ask(_ form: inout ActForm, for kind: String, _ visit: Visit) async throws {
    form.fields = [title, try await file(kind, visit)]
    form.carried.append(("kind", kind))
    form.act = adding(kind)
  }

  // MARK: In another's place

  private static func supersede(
    _ form: inout ActForm, _ old: DocumentView, _ visit: Visit
  ) async throws {
    let query = Parameters([(documentField, old.id)])
    form = form.at("\(form.path)?\(query.encoded)")
    form.fields = [title, try await file(old.kind, visit)]
    form.initial.add("title", old.title)
    form.carried.append(("kind", old.kind))
    form.explanation = DocumentWording.superseding
    form.preface = """
      <p>\(DocumentWording.inPlaceOf, visit.language): <strong>\(old.title)</strong> · \
      \(Moment.html(old.addedAt, visit.context))</p>
      """
    form.act = { form, answers, visit in
      let kept = try await keep(answers, as: old.kind, visit)
      return .superseding(
        old.id, with: kept, title: answers.text("title"), of: form.subject,
        expected: answers.expected)
    }
  }

  // MARK: Evidence for a fact

  /// The fact that a page was opened for, of those that a firm states.
  private static func evidenced(_ name: String?, _ vocabulary: Vocabulary) -> Attribute? {
    guard let name, let index = vocabulary.index(of: name) else { return nil }
    let attribute = vocabulary.attributes[index]
    return FactsForm.isAsked(attribute) ? attribute : nil
  }

  private static func evidence(
    _ form: inout ActForm, _ name: String?, _ vocabulary: Vocabulary, _ language: Language
  ) {
    guard let attribute = evidenced(name, vocabulary) else { return }
    let query = Parameters([(attributeField, attribute.name)])
    form = form.at("\(form.path)?\(query.encoded)")
    form.explanation = DocumentWording.evidencing
    form.preface = """
      <p>\(DocumentWording.evidenceFor, language): \
      <strong>\(FactsForm.phrase(attribute.label), language)</strong></p>
      """
  }

  // MARK: Keeping

  private static func kind(_ papers: [Named]) -> Field {
    let all =
      papers.map { Field.Choice(name: $0.name, label: Phrase($0.label.en, $0.label.zh)) }
      + [Field.Choice(name: "supporting_paper", label: DocumentWording.supportingPaper)]
    return Field(name: "kind", label: FirmWording.kind, kind: .choice(all))
  }

  private static func adding(
    _ kind: String?, for attribute: Attribute? = nil
  ) -> @Sendable (ActForm, ActForm.Answers, Visit) async throws -> Act {
    let name = attribute?.name
    return { form, answers, visit in
      let kind = kind ?? answers.text("kind")
      let kept = try await keep(answers, as: kind, visit)
      let document = NewDocument(kind: kind, title: answers.text("title"), attribute: name)
      return Act(
        form.subject, form.event, expected: answers.expected, payload: document.payload(kept))
    }
  }

  private static func keep(
    _ answers: ActForm.Answers, as kind: String, _ visit: Visit
  ) async throws -> KeptFile {
    try await ArrivingFiles.keep(answers.files.first, as: kind, visit)
  }
}
