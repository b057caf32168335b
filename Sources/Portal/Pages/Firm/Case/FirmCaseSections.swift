internal import Foundation
internal import HTTPServer
internal import Policies
internal import Workflow

/// The middle of a firm's case page, part by part.
struct FirmCaseSections {
  let view: CaseView
  let context: PageContext
  let person: SignedIn
  /// In which facts are read.
  let vocabulary: Vocabulary?
  /// What a paper is called.
  let paper: (String) -> Phrase
  /// The rules that judged the case, where a decision names some.
  let rules: RuleReading?

  private var language: Language { context.language }
  /// Whether the reader is who answers questions for the firm.
  private var isApprover: Bool { person.holds("firm_approver") }
  private var path: String { FirmCasePage.path(view) }

  var html: HTML {
    """
    \(grounds)
    \(questions)
    \(facts)
    \(desks)
    \(view.conditions.isEmpty ? "" : matters.conditions)
    \(trial)
    \(jobs)
    \(changes)
    \(matters.documents)
    \(section(Words.timeline, CaseTimeline(entries: view.timeline).html(context)))
    """
  }

  private func section(_ title: Phrase, _ content: HTML) -> HTML {
    "<section><h2>\(title, language)</h2>\(content)</section>"
  }

  /// The rules for which the case was found ineligible, in their own words.
  private var grounds: HTML {
    guard !view.grounds.isEmpty else { return "" }
    let items = view.grounds.map { ground -> HTML in
      """
      <li><span class="rule-name">\(ground.rule)</span> \
      \(DeskWording.text(ground.sentenceEn, ground.sentenceZh), language) \
      <span class="faint">\
      \(rules?.cites(ground.rule)?.html(language) ?? "\(ground.source)")</span></li>
      """
    }
    return section(FirmWording.grounds, "<ul class=\"plain-list\">\(items)</ul>")
  }

  // MARK: Questions and facts

  private var questions: HTML {
    guard !view.questions.isEmpty else { return "" }
    return section(FirmWording.questions, "\(view.questions.map(question))")
  }

  private func question(_ question: QuestionView) -> HTML {
    let due = Stamp.date(question.dueAt).map {
      Moment.dayHTML($0, now: context.now, language)
    }
    let state = FirmWording.questionStates[question.state]
    let isAnswerable = question.state == "open" || question.state == "overdue"
    let act: HTML =
      !isAnswerable
      ? ""
      : isApprover
        ? """
        <p><a class="button" href="\(path)/questions/\(question.id)">\
        \(FirmWording.answerNow, language)</a></p>
        """ : "<p class=\"faint\">\(FirmActWording.answersByApprover, language)</p>"
    let answer = question.answer.map {
      "<h4>\(FirmWording.yourAnswer, language)</h4><p>\($0)</p>" as HTML
    }
    return """
      <article class="question">
      <p>\(RemitMark(remit: question.remit).html(language)) \
      \(state.map { StateTag($0).html(language) }) \
      \(question.state == "open" ? due : nil)</p>
      <p>\(question.wording)</p>
      \(answer)
      \(act)
      </article>
      """
  }

  private var facts: HTML {
    let mayChange =
      ["draft", "returned"].contains(view.head.state)
      || view.acts.contains { $0.event == "amend" && $0.lacking == nil }
      || view.questions.contains { $0.state == "open" }
    let links: HTML =
      mayChange
      ? """
      <p><a class="button secondary" href="\(path)/facts">\
      \(FirmWording.changeFacts, language)</a> \
      <a class="button secondary" href="\(path)/check">\(FirmWording.checkAnswers, language)</a></p>
      """
      : "<p><a href=\"\(path)/facts\">\(FirmWording.readFacts, language)</a></p>"
    let versions: HTML =
      view.head.content == 0
      ? "" : "<p><a href=\"\(path)/versions\">\(VersionWording.title, language)</a></p>"
    return section(FirmWording.facts, "\(links)\(versions)")
  }

  // MARK: Desks and conditions

  private var desks: HTML {
    guard !view.desks.isEmpty else { return "" }
    let table = DataTable(
      caption: FirmWording.deskProgress,
      columns: [
        .init(heading: FirmWording.desks), .init(heading: FirmWording.progress),
        .init(heading: FirmWording.due),
      ],
      rows: view.desks.map { desk in
        let progress = RemitWording.deskForFirm[desk.progress] ?? .same(desk.progress)
        let due = Stamp.date(desk.dueAt).map { Moment.dayHTML($0, now: context.now, language) }
        return DataTable.Row(cells: [
          RemitMark(remit: desk.remit).html(language), "\(progress, language)", due ?? "–",
        ])
      })
    return section(FirmWording.deskProgress, table.html(language))
  }

  // MARK: Trial and jobs

  private var trial: HTML {
    guard view.head.trialStart != nil || view.grant != nil else { return "" }
    var rows: [SummaryList.Row] = []
    if let first = Stamp.day(view.head.trialStart), let last = Stamp.day(view.head.trialLast) {
      let days = FirmWording.fromTo.filled(
        with: Moment.date(first, language), Moment.date(last, language))
      rows.append(.init(name: FirmWording.trialDays, value: "\(days, language)"))
    }
    if let grant = view.grant {
      let used = FirmWording.computeUsed.filled(
        with: Quantity.grouped(grant.used), Quantity.grouped(grant.quota),
        Quantity.grouped(grant.reserved))
      let closed: HTML = grant.open ? "" : " \(FirmWording.grantClosed, language)"
      rows.append(.init(name: FirmWording.compute, value: "\(used, language)\(closed)"))
    }
    let gates = view.gates.map { gate -> HTML in
      OutcomeRow(
        identifier: gate.rule, outcome: FirmCaseSections.outcome(gate.result),
        sentence: Phrase(gate.sentenceEn, gate.sentenceZh), source: nil
      ).html(language)
    }
    let judged: HTML =
      gates.isEmpty ? "" : "<h3>\(FirmWording.gates, language)</h3>\(gates)"
    return section(FirmWording.trial, "\(SummaryList(rows: rows).html(language))\(judged)")
  }

  private static func outcome(_ result: String) -> OutcomeRow.Outcome {
    switch result {
    case "met": .met
    case "not_met": .notMet
    default: .unknown
    }
  }

  private var jobs: HTML {
    guard view.grant != nil || !view.jobs.isEmpty else { return "" }
    let act: HTML =
      view.head.state == "trial"
      ? """
      <p><a class="button secondary" href="\(path)/jobs/new">\
      \(FirmWording.requestJob, language)</a></p>
      """ : ""
    guard !view.jobs.isEmpty else {
      let empty = EmptyState(what: FirmWording.noJobs, how: FirmWording.howJobsCome)
      return section(FirmWording.jobs, "\(empty.html(language))\(act)")
    }
    let table = DataTable(
      caption: FirmWording.jobs,
      columns: [
        .init(heading: FirmWording.job), .init(heading: Words.status),
        .init(heading: FirmWording.requested), .init(heading: FirmWording.result),
        .init(heading: FloorWording.act),
      ],
      rows: view.jobs.map { job in
        let part = FirmWording.parts[job.part] ?? .same(job.part)
        let requested = Stamp.date(job.requestedAt).map {
          Moment.html($0, now: context.now, language)
        }
        let sentence = Phrase(job.sentenceEn ?? "–", job.sentenceZh ?? "–")
        return DataTable.Row(cells: [
          "<code>\(job.reference)</code> \(part, language)",
          "\(StateTag("job", job.state).html(language))\(stopMark(job))", requested ?? "–",
          "\(sentence, language)",
          jobActs(job),
        ])
      })
    return section(FirmWording.jobs, "\(act)\(table.html(language))")
  }

  /// What the firm may still do with a job.
  private func jobActs(_ job: JobView) -> HTML {
    let events = JobActs.events(
      in: job.state, stopMark: job.stopMark, for: JobActs.roles(of: person))
    guard !events.isEmpty else { return "–" }
    let links = events.map { event -> HTML in
      """
      <a href="\(FirmCaseSections.page(of: event, on: job.subject, below: path))">\
      \(FloorWording.events[event] ?? .same(event), language)\
      <span class="unseen"> \(job.reference)</span></a>
      """
    }
    return "\(links.joined(separator: " · "))"
  }

  private func stopMark(_ job: JobView) -> HTML {
    JobActs.hasEnded(job.state) ? "" : ActWording.stopMark(job.stopMark, language)
  }

  // MARK: What hangs under it

  private var matters: CaseMatters {
    CaseMatters(
      view: view, context: context,
      page: { [path] event, subject in
        FirmCaseSections.page(of: event, on: subject, below: path)
      }, beginnings: beginnings, vocabulary: vocabulary, paper: paper)
  }

  /// A file is sent from a page of its own; every other act has the page of its event.
  private static func page(of event: String, on subject: String, below path: String) -> String {
    if event == "submit_evidence" {
      return "\(path)/conditions/\(subject.drop { $0 != "/" }.dropFirst())"
    }
    let query = Parameters([("subject", subject)]).encoded
    return "\(path)/acts/\(event)\(subject.hasPrefix("application/") ? "" : "?\(query)")"
  }

  /// What the firm may begin in this state, as the guards of each table say.
  private var beginnings: [String: String] {
    var events: [String: String] = [:]
    let state = view.head.state
    if view.acts.contains(where: { $0.event == "document_added" && $0.lacking == nil }) {
      events["document_added"] = "document_added"
    }
    let hasOpen = view.matters.contains { $0.machine == "variation" && $0.state == "requested" }
    if isApprover, !hasOpen, ["onboarding", "trial", "paused", "suspended"].contains(state) {
      events["variation"] = "request"
    }
    if isApprover, ["draft", "returned", "in_review", "consolidation", "deferred"].contains(state) {
      events["relief"] = "ask"
    }
    if ["trial", "paused", "suspended", "exit_review"].contains(state) {
      events["incident"] = "report"
    }
    return events
  }

  /// Lists that mean nothing yet are left out: nothing is in them and nothing can be begun.
  private var changes: HTML {
    let has = { (machine: String) in
      beginnings[machine] != nil || view.matters.contains { $0.machine == machine }
    }
    return """
      \(has("variation") ? matters.variations : "")
      \(has("relief") ? matters.reliefs : "")
      \(has("incident") ? matters.incidents : "")
      \(view.holds.isEmpty ? "" : matters.holds)
      """
  }
}
