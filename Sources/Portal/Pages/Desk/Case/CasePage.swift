internal import HTTPServer
internal import Workflow

/// A case as its regulators and auditors see it.
enum CasePage {
  static func show(
    _ section: CaseFile.Section, _ reference: String, _ visit: Visit
  ) async throws -> Response {
    switch try await CaseFile.open(reference, visit, viewing: section.name) {
    case .partiesOnly(let closed): return DeclarationPage.response(closed, visit)
    case .open(let file): return visit.answer(page(file, section))
    }
  }

  private static func page(_ file: CaseFile, _ section: CaseFile.Section) -> Page {
    let content: HTML
    switch section {
    case .overview: content = CaseOverview(file: file).html
    case .checklist: content = CaseChecklist(file: file).whole
    case .facts:
      content =
        CaseFacts(
          vocabulary: file.vocabulary, document: file.desk.document,
          content: file.view.head.content, language: file.language,
          versions: "/applications/\(file.reference)/versions", evidence: file.evidence
        ).html
    case .conditions:
      let matters = file.matters
      content = """
        \(matters.conditions)\(matters.variations)\(matters.reliefs)\(matters.incidents)\
        \(matters.holds)
        """
    case .documents: content = "\(CaseChecklist(file: file).outstanding)\(file.matters.documents)"
    case .trial: content = CaseTrial(file: file).html
    case .notes: content = CaseNotes(file: file).html
    case .trail:
      content = CaseTimeline(entries: file.view.timeline, entriesPath: file.entriesPath).html(
        file.context)
    }
    return Page(
      title: file.title, width: .working, steps: steps(file), summary: summary(file),
      notice: DoneNotice.of(file.context),
      body: """
        \(sections(file, section))
        <div class="case">
        \(CaseWay.of(file).html(file.language))
        <div class="section">
        \(content)
        </div>
        \(CaseDecisions(file: file).html)
        </div>
        """)
  }

  private static func steps(_ file: CaseFile) -> [Page.Step] {
    file.visit.caller.audience == .auditor
      ? [Page.Step(path: "/audit", label: Phrase("Audit trail", "審計追蹤"))]
      : [Page.Step(path: "/inbox", label: DeskWording.inbox)]
  }

  private static func summary(_ file: CaseFile) -> HTML {
    let head = file.view.head
    let language = file.language
    let firm = DeskWording.text(head.firmEn, head.firmZh)
    let lead = head.lead.map {
      "<span>\(DeskWording.lead, language) \(RemitMark(remit: $0).html(language))</span>" as HTML
    }
    let due = file.view.clocks.first { $0.dueAt != nil }.map { clock -> HTML in
      let name = DeskWording.named(DeskWording.clockNames, clock.name)
      return """
        <span>\(name, language): \(Moment.due(clock.dueAt, file.context))</span>
        """
    }
    return """
      <div class="facts-top">
      <span><code>\(head.reference)</code></span>
      <span>\(firm, language)</span>
      \(StateTag("application", head.state).html(language))
      \(lead)
      <span>\(DeskWording.version, language) \(head.content)</span>
      <span>\(DeskWording.text(head.cohortEn, head.cohortZh), language)</span>
      \(due)
      </div>
      """
  }

  private static func sections(_ file: CaseFile, _ here: CaseFile.Section) -> HTML {
    let links = CaseFile.Section.allCases.map { section -> HTML in
      """
      <li><a href="\(file.address(section))"\
      \(attribute: "aria-current", section == here ? "page" : nil)>\
      \(section.label, file.language)</a></li>
      """
    }
    return """
      <nav class="places within" aria-label="\(DeskWording.sections, file.language)">\
      <ul>\(links)</ul></nav>
      """
  }
}

/// The states that a case has passed, is in, and has before it.
enum CaseWay {
  private static let usual = [
    "draft", "submitted", "in_review", "consolidation", "offered", "onboarding", "trial",
    "exit_review", "closed",
  ]

  static func of(_ file: CaseFile) -> Way {
    let here = file.view.head.state
    var passed: [String] = []
    for state in file.view.timeline.reversed().compactMap(\.to)
    where state != here && passed.last != state {
      passed.removeAll { $0 == state }
      passed.append(state)
    }
    if passed.first != "draft", here != "draft" { passed.insert("draft", at: 0) }
    let toCome = usual.firstIndex(of: here).map { Array(usual[($0 + 1)...]) } ?? []
    return Way(passed: passed.map(words), here: words(here), toCome: toCome.map(words))
  }

  private static func words(_ state: String) -> Phrase {
    StateWording.application[state]?.phrase ?? .same(state)
  }
}

/// What the reader may do on a case and its reviews.
struct CaseDecisions {
  let file: CaseFile

  /// Acts that end something or stop somebody.
  static let grave: Set<String> = [
    "find_ineligible", "decline", "revoke_offer", "terminate", "suspend",
  ]
  /// What the case waits for stands before what is done with it otherwise.
  private static let first: Set<String> = [
    "accept_complete", "recommend", "countersign", "offer", "start_trial", "sign_exit_report",
  ]
  /// The table lets these happen in any state; they are named only where nothing stands against them.
  private static let standing: Set<String> = [
    "legal_hold_released", "termination_notified", "publication_agreed", "publication_withdrawn",
  ]
  /// What stands elsewhere on the page, or on a page of its own.
  private static let elsewhere: Set<String> = ["score_entered"]
  /// What is seldom done is folded away.
  private static let seldom: Set<String> = [
    "rules_run", "feedback_given", "clock_corrected", "fact_found", "conflict_declared",
    "note_added", "joint_note_added", "disclosed", "alternate_appointed", "rule_overridden",
    "rule_waived", "lead_reassigned", "publication_agreed", "publication_withdrawn",
    "legal_hold_set", "amendment_invited", "reassign", "recuse", "words_erased",
  ]
  /// Gates are judged on what a trial measured.
  private static let afterStart: Set<String> = ["trial", "paused", "suspended", "exit_review"]

  var html: HTML {
    var all: [(possible: PossibleAct, act: DecisionPanel.Act)] = []
    for review in file.desk.reviews {
      all += review.acts.map { ($0, act($0, "review", review.subject, review.remit)) }
    }
    all += file.view.acts.map { ($0, act($0, "application", file.view.head.subject, nil)) }
    if let inside = file.desk.compartment {
      all += inside.acts.map { ($0, act($0, "supervision", inside.subject, nil)) }
    }
    all.removeAll { possible, _ in
      CaseDecisions.elsewhere.contains(possible.event)
        || possible.event == "gates_judged"
          && !CaseDecisions.afterStart.contains(file.view.head.state)
        || possible.lacking != nil && CaseDecisions.standing.contains(possible.event)
    }
    all =
      all.filter { CaseDecisions.first.contains($0.possible.event) }
      + all.filter { !CaseDecisions.first.contains($0.possible.event) }
    let usual = all.filter { !CaseDecisions.seldom.contains($0.possible.event) }.map(\.act)
    return DecisionPanel(
      acts: usual.filter { !$0.isGrave } + usual.filter(\.isGrave),
      seldom: all.filter { CaseDecisions.seldom.contains($0.possible.event) }.map(\.act)
    ).html(file.language)
  }

  private func act(
    _ possible: PossibleAct, _ machine: String, _ subject: String, _ remit: String?
  ) -> DecisionPanel.Act {
    var words = EventWording.words(machine, possible.event)
    if possible.way == "propose" { words = ActWording.proposing(words) }
    if let remit, file.desk.reviews.count(where: { !$0.acts.isEmpty }) > 1,
      let desk = RemitWording.all[remit]?.short
    {
      words = EventWording.Words(
        "\(words.act.english): \(desk.english)", "\(words.act.chinese)：\(desk.chinese)",
        words.done.english, words.done.chinese)
    }
    return DecisionPanel.Act(
      words: words, path: file.act(possible.event, on: subject),
      reason: possible.lacking.map { RefusalWording.phrase($0) },
      isGrave: CaseDecisions.grave.contains(possible.event))
  }
}
