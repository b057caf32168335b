internal import Workflow

/// What a case comes to at a glance: what waits, what stands open, who is how far.
struct CaseOverview {
  /// The overview shows the newest of the timeline; the whole has an address of its own.
  private static let shownEntries = 8

  let file: CaseFile

  var html: HTML {
    """
    \(CaseProposals(file: file).html)
    \(file.matters.openVariation)
    \(CaseChecklist(file: file).open)
    \(CaseReviews(file: file).html)
    \(questions)
    \(file.matters.conditions)
    \(clocks)
    <section><h2>\(Words.timeline, file.language)</h2>
    \(newest.html(file.context))
    <p><a href="\(file.address(.trail))">\(DeskWording.whole, file.language)</a></p></section>
    """
  }

  private var newest: CaseTimeline {
    CaseTimeline(
      entries: Array(file.view.timeline.prefix(CaseOverview.shownEntries)),
      entriesPath: file.entriesPath)
  }

  private var questions: HTML {
    let language = file.language
    guard !file.view.questions.isEmpty else {
      return """
        <section><h2>\(DeskWording.questions, language)</h2>
        <p>\(DeskWording.noQuestions, language)</p></section>
        """
    }
    let items = file.view.questions.map { question -> HTML in
      let wanted =
        question.attributes.map { "\(file.label($0), language)" as HTML }
        + question.documents.map { "\(file.paper($0), language)" as HTML }
      let state = DeskWording.questionStates[question.state] ?? .init("", "", .over)
      let answer = question.answer.map {
        "<p><b>\(DeskWording.answer, language):</b> \($0)</p>" as HTML
      }
      return """
        <li><p>\(RemitMark(remit: question.remit).html(language)) \
        \(StateTag(state).html(language)) · \(DeskWording.due, language) \
        \(Moment.due(question.dueAt, file.context))</p>
        <p>\(question.wording)</p>
        <p class="faint">\(DeskWording.asksFor, language): \(wanted.joined(separator: "; "))</p>
        \(answer)</li>
        """
    }
    return """
      <section><h2>\(DeskWording.questions, language)</h2>
      <ul class="entries">\(items)</ul></section>
      """
  }

  private var clocks: HTML {
    let language = file.language
    let rows = file.view.clocks.map { clock in
      DataTable.Row(cells: [
        "\(DeskWording.named(DeskWording.clockNames, clock.name), language)",
        clock.remit.map { RemitMark(remit: $0).html(language) } ?? "–",
        clock.dueAt == nil
          ? "\(RoleWording.nextMove["clock_stopped"] ?? .same(""), language)"
          : Moment.due(clock.dueAt, file.context),
      ])
    }
    let table = DataTable(
      caption: DeskWording.clocks,
      columns: [
        .init(heading: DeskWording.what), .init(heading: DeskWording.desk),
        .init(heading: DeskWording.due),
      ], rows: rows)
    let list: HTML =
      rows.isEmpty ? "<p>\(DeskWording.noClocks, language)</p>" : table.html(language)
    return """
      <section><h2>\(DeskWording.clocks, language)</h2>
      \(list)
      <p><a href="\(file.address(.overview))/clocks">\(ClockWording.explained, language)</a></p></section>
      """
  }
}

/// Acts of several persons that wait, with what the reader may do with each.
struct CaseProposals {
  let file: CaseFile

  var html: HTML {
    guard !file.desk.proposals.isEmpty else { return "" }
    let items = file.desk.proposals.map(item)
    return """
      <section><h2>\(DeskWording.proposals, file.language)</h2>
      <ul class="entries">\(items)</ul></section>
      """
  }

  private func proposedBy(_ proposal: ProposalView) -> Phrase {
    Phrase(
      DeskWording.proposedBy.filled(with: proposal.proposer).english,
      DeskWording.proposedBy.filled(with: proposal.proposerZh).chinese)
  }

  private func item(_ proposal: ProposalView) -> HTML {
    let language = file.language
    let places = proposal.open.map { ActWording.place($0).text(in: language) }
      .joined(separator: ", ")
    let links = proposal.acts.map { act -> HTML in
      let kind = act.event == "confirm" ? "button" : "button secondary"
      return """
        <a class="\(kind)" href="\(file.act(act.event, on: proposal.subject))">\
        \(EventWording.words("proposal", act.event).act, language)</a>
        """
    }
    return """
      <li><p><b>\(EventWording.words(proposal.machine, proposal.event).act, language)</b> · \
      \(proposedBy(proposal), language) · \
      \(DeskWording.stillNeeded.filled(with: places), language)</p>
      \(proposal.reason.map { "<p>\($0)</p>" as HTML })
      <p class="row">\(links.joined(separator: " "))</p></li>
      """
  }
}
