internal import HTTPServer
internal import Policies
internal import Workflow

/// One case as a member of the panel scores it: the criteria beside what the firm states.
enum PanelCasePage {
  static func show(_ reference: String, _ visit: Visit) async throws -> Response {
    let item = try await visit.sandbox.panelCase(reference, as: visit.caller)
    let isOpen = item.conflict == false
    visit.showing.note(isOpen ? "panel" : "parties", of: [reference])
    guard isOpen else { return closed(item, visit) }
    let vocabulary = try await visit.sandbox.applicationVocabulary(as: visit.caller)
    let facts = CaseFacts(
      vocabulary: vocabulary, document: item.document, content: item.content,
      language: visit.language)
    return visit.answer(
      Page(
        title: DeskWording.text(item.titleEn, item.titleZh), width: .working, steps: [step],
        summary: summary(item, visit.language), notice: DoneNotice.of(visit.context),
        body: """
          \(scores(item, visit))
          <section><h2>\(PanelWording.evidence, visit.language)</h2>\(facts.html)</section>
          \(documents(item, vocabulary, visit))
          """))
  }

  /// The page of an act in the panel's compartment: to declare, or to score.
  ///
  /// - Throws: `Problem` 404 for an event that members have no page for.
  static func form(
    _ event: String, _ reference: String, _ visit: Visit
  ) async throws -> ActForm {
    let item = try await visit.sandbox.panelCase(reference, as: visit.caller)
    guard ["conflict_declared", "score_entered"].contains(event) else {
      throw Problem.nothingHere
    }
    let questions = ActTable.questions("supervision", event)
    let isOpen = item.conflict == false
    var form = ActForm(
      table: "supervision", event: event, subject: item.compartment.subject,
      version: item.compartment.version, path: "/panel/\(reference)/act/\(event)",
      back: Page.Step(
        path: "/panel/\(reference)",
        label: isOpen
          ? DeskWording.text(item.titleEn, item.titleZh)
          : DeskWording.text(item.firmEn, item.firmZh)))
    form.fields = questions.map { $0.field([]) }
    form.initial = initial(item, visit.request.query)
    form.act = { form, answers, _ in
      let (detail, payload) = ActQuestion.parts(questions, answers.values)
      // Another member's score moves the compartment on and takes nothing from this one.
      return Act(form.subject, form.event, detail: detail, payload: payload)
    }
    return form
  }

  private static let step = Page.Step(path: "/panel", label: PanelWording.title)

  /// The papers of the application itself: no evidence for conditions, no reports of a trial.
  private static func documents(
    _ item: PanelCase, _ vocabulary: Vocabulary, _ visit: Visit
  ) -> HTML {
    let papers = vocabulary.papers
    let list = DocumentList(
      reference: item.reference, documents: item.documents, context: visit.context,
      vocabulary: vocabulary, paper: { FirmActWording.paper($0, of: papers) })
    return MatterList(
      title: DeskWording.documents, empty: MatterWording.noDocuments,
      items: list.current.map {
        MatterList.Item(remarks: list.remarks($0), detail: list.predecessors(of: $0))
      }
    ).html(visit.language)
  }

  /// A score that is changed begins with what it was.
  private static func initial(_ item: PanelCase, _ query: Parameters) -> Parameters {
    guard let score = item.scores.first(where: { $0.criterion == query["criterion"] }) else {
      return query
    }
    return Parameters([
      ("criterion", score.criterion), ("points", "\(score.points)"), ("reason", score.reason),
    ])
  }

  private static func summary(_ item: PanelCase, _ language: Language) -> HTML {
    """
    <div class="facts-top"><span><code>\(item.reference)</code></span>
    <span>\(DeskWording.text(item.firmEn, item.firmZh), language)</span>
    \(StateTag("application", item.state).html(language))
    <span>\(DeskWording.text(item.cohortEn, item.cohortZh), language)</span></div>
    """
  }

  private static func scores(_ item: PanelCase, _ visit: Visit) -> HTML {
    let language = visit.language
    let act = item.compartment.acts.first { $0.event == "score_entered" }
    let mayScore = act != nil && act?.lacking == nil
    let rows = PanelWording.criteria.map { criterion -> DataTable.Row in
      let score = item.scores.first { $0.criterion == criterion.name }
      let query = Parameters([("criterion", criterion.name)]).encoded
      let label = score == nil ? PanelWording.score : Words.change
      let link: HTML =
        mayScore
        ? """
        <a href="/panel/\(item.reference)/act/score_entered?\(query)">\(label, language)\
        <span class="unseen"> \(criterion.label, language)</span></a>
        """ : "–"
      return DataTable.Row(cells: [
        "\(criterion.label, language)", "\(score.map { "\($0.points)" } ?? "–")",
        "<span class=\"typed\">\(score?.reason ?? "–")</span>", link,
      ])
    }
    let table = DataTable(
      caption: PanelWording.scores,
      columns: [
        .init(heading: PanelWording.criterion),
        .init(heading: PanelWording.points, isNumeric: true),
        .init(heading: ActWording.reason), .init(heading: PanelWording.score),
      ], rows: rows)
    return """
      <section><h2>\(PanelWording.scores, language)</h2>
      <p class="faint">\(PanelWording.scoresWhy, language)</p>\(table.html(language))</section>
      """
  }

  /// Before the declaration, or after one of a conflict: only whose case it is.
  private static func closed(_ item: PanelCase, _ visit: Visit) -> Response {
    let language = visit.language
    let isConflicted = item.conflict == true
    let declare: HTML =
      isConflicted
      ? "<p>\(DeskWording.conflicted, language)</p>"
      : """
      <p>\(DeskWording.declareWhy, language)</p>
      <p><a class="button" href="/panel/\(item.reference)/act/conflict_declared">\
      \(EventWording.words("supervision", "conflict_declared").act, language)</a></p>
      """
    return visit.answer(
      Page(
        title: isConflicted ? DeskWording.declaredConflictTitle : DeskWording.declareTitle,
        steps: [step], notice: DoneNotice.of(visit.context),
        body: """
          \(SummaryList(rows: [
            .init(
              name: DeskWording.firm,
              value: "\(DeskWording.text(item.firmEn, item.firmZh), language)")
          ]).html(language))
          \(declare)
          """))
  }
}
