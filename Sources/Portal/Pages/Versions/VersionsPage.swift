internal import HTTPServer
internal import Policies
internal import Transparency
internal import Workflow

/// The frozen versions of an application, and two of them side by side: firms and desks read the same.
enum VersionsPage {
  private static let fromField = "from"
  private static let toField = "to"

  /// For its firm.
  static func firm(_ visit: Visit, _ reference: String) async throws -> Response {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    let vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
    return try await show(
      reference, view.head.content, vocabulary, back: FirmCasePage.step(view), visit)
  }

  /// For regulators and auditors, once they have declared.
  static func desk(_ visit: Visit, _ reference: String) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: "versions") {
    case .partiesOnly(let closed): return DeclarationPage.response(closed, visit)
    case .open(let file):
      return try await show(
        reference, file.view.head.content, file.vocabulary,
        back: Page.Step(path: file.address(.facts), label: file.title), visit)
    }
  }

  /// The list, and two versions compared: those that the address names, else the last two.
  private static func show(
    _ reference: String, _ content: Int, _ vocabulary: Vocabulary?, back: Page.Step, _ visit: Visit
  ) async throws -> Response {
    let query = visit.request.query
    let after = query[toField].flatMap { Int($0) } ?? content
    let before = query[fromField].flatMap { Int($0) } ?? after - 1
    let versions = try await visit.sandbox.versions(
      of: reference, contents: [before, after], as: visit.caller)
    let language = visit.language
    let papers = vocabulary?.papers ?? []
    let evidence = FactEvidence(
      list: DocumentList(
        reference: reference,
        documents: try await visit.sandbox.documents(of: reference, as: visit.caller),
        context: visit.context, vocabulary: vocabulary,
        paper: { FirmActWording.paper($0, of: papers) }))
    let body: HTML =
      versions.isEmpty
      ? EmptyState(what: VersionWording.none, how: VersionWording.noneHow).html(language)
      : """
      \(list(versions, reference, vocabulary, visit))
      \(compared(versions, before, after, vocabulary, evidence, language))
      """
    return visit.answer(
      Page(title: VersionWording.title, width: .working, steps: [back], body: body))
  }

  private static func compared(
    _ versions: [VersionView], _ before: Int, _ after: Int, _ vocabulary: Vocabulary?,
    _ evidence: FactEvidence, _ language: Language
  ) -> HTML {
    let document = { (number: Int) in
      versions.first { $0.version == number }?.document.flatMap {
        try? CanonicalJSON(Array($0.utf8))
      }
    }
    guard let vocabulary, let earlier = document(before), let later = document(after) else {
      return ""
    }
    var changes = VersionChanges(
      vocabulary: vocabulary, before: earlier, after: later,
      names: (VersionWording.named(before), VersionWording.named(after)))
    let frozen = { (number: Int) in versions.first { $0.version == number }?.frozenAt ?? "" }
    changes.evidence = (evidence, frozen(before), frozen(after))
    return """
      <section><h2>\(VersionWording.between.filled(with: "\(before)", "\(after)"), language)</h2>
      \(changes.html(language))</section>
      """
  }

  private static func list(
    _ versions: [VersionView], _ reference: String, _ vocabulary: Vocabulary?, _ visit: Visit
  ) -> HTML {
    let language = visit.language
    let label = { (name: String) -> Phrase in
      guard let vocabulary, let place = vocabulary.index(of: name) else { return .same(name) }
      let label = vocabulary.attributes[place].label
      return Phrase(label.en, label.zh)
    }
    return DataTable(
      caption: VersionWording.title,
      columns: [
        .init(heading: DeskWording.version), .init(heading: VersionWording.frozen),
        .init(heading: VersionWording.submitter), .init(heading: VersionWording.changes),
      ],
      rows: versions.map { version in
        let changed = version.changed.map { label($0).text(in: language) }
          .joined(separator: language == .english ? "; " : "；")
        let query = Parameters([
          (fromField, "\(version.version - 1)"), (toField, "\(version.version)"),
        ])
        return DataTable.Row(
          path: version.version > 1
            ? "/applications/\(reference)/versions?\(query.encoded)" : nil,
          cells: [
            "\(VersionWording.version.filled(with: "\(version.version)"), language)",
            Moment.html(version.frozenAt, visit.context),
            "\(version.submitter.map { DeskWording.text($0, version.submitterZh ?? $0) } ?? .same("–"), language)",
            version.version == 1 ? "\(VersionWording.first, language)" : "\(changed)",
          ])
      }
    ).html(language)
  }
}
