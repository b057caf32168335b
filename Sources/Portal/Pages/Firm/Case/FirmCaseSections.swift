internal import Foundation
internal import Workflow

/// The middle of a firm's case page, part by part.
struct FirmCaseSections {
  let view: CaseView
  let context: PageContext
  /// Whether the reader is who answers questions for the firm.
  let mayAnswer: Bool

  private var language: Language { context.language }
  private var path: String { FirmCasePage.path(view) }

  var html: HTML {
    """
    \(questions)
    \(facts)
    \(desks)
    \(conditions)
    \(trial)
    \(jobs)
    \(documents)
    \(section(Words.timeline, CaseTimeline(entries: view.timeline).html(context)))
    """
  }

  private func section(_ title: Phrase, _ content: HTML) -> HTML {
    "<section><h2>\(title, language)</h2>\(content)</section>"
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
      : mayAnswer
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
    return section(FirmWording.facts, links)
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

  private var conditions: HTML {
    guard !view.conditions.isEmpty else { return "" }
    let rows = view.conditions.map { condition -> HTML in
      let timing = FirmWording.timings[condition.timing] ?? .same(condition.timing)
      let identifier = condition.subject.drop { $0 != "/" }.dropFirst()
      let mayAct = condition.acts.contains { $0.event == "submit_evidence" && $0.lacking == nil }
      let act: HTML =
        mayAct
        ? """
        <p><a class="button secondary" href="\(path)/conditions/\(String(identifier))">\
        \(FirmWording.sendEvidence, language)</a></p>
        """ : ""
      return """
        <article class="condition">
        <p>\(RemitMark(remit: condition.remit).html(language)) \
        \(StateTag("condition", condition.state).html(language)) \
        <span class="faint">\(timing, language)</span></p>
        <p>\(condition.wording)</p>
        \(act)
        </article>
        """
    }
    return section(FirmWording.conditions, "\(rows)")
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
      ],
      rows: view.jobs.map { job in
        let part = FirmWording.parts[job.part] ?? .same(job.part)
        let requested = Stamp.date(job.requestedAt).map {
          Moment.html($0, now: context.now, language)
        }
        let sentence = Phrase(job.sentenceEn ?? "–", job.sentenceZh ?? "–")
        return DataTable.Row(cells: [
          "<code>\(job.reference)</code> \(part, language)",
          StateTag("job", job.state).html(language), requested ?? "–", "\(sentence, language)",
        ])
      })
    return section(FirmWording.jobs, "\(act)\(table.html(language))")
  }

  // MARK: Documents

  private var documents: HTML {
    let mayAdd = view.acts.contains { $0.event == "document_added" }
    let act: HTML =
      mayAdd
      ? """
      <p><a class="button secondary" href="\(path)/acts/document_added">\
      \(FirmWording.addDocument, language)</a></p>
      """ : ""
    guard !view.documents.isEmpty else {
      let empty = EmptyState(what: FirmWording.noDocuments, how: FirmWording.howDocumentsCome)
      return section(FirmWording.documents, "\(empty.html(language))\(act)")
    }
    let table = DataTable(
      caption: FirmWording.documents,
      columns: [
        .init(heading: FirmWording.document), .init(heading: FirmWording.kind),
        .init(heading: FirmWording.added),
      ],
      rows: view.documents.map { document in
        let added = Stamp.date(document.addedAt).map {
          Moment.html($0, now: context.now, language)
        }
        return DataTable.Row(
          path: "\(path)/documents/\(document.digest)",
          cells: [
            "\(document.title.isEmpty ? String(document.digest.prefix(16)) : document.title)",
            "\(document.kind)", added ?? "–",
          ])
      })
    return section(FirmWording.documents, "\(table.html(language))\(act)")
  }
}
