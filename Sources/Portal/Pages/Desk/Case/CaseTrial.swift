internal import Workflow

/// What runs and what it leaves: grant, gates, jobs.
struct CaseTrial {
  let file: CaseFile

  var html: HTML {
    let language = file.language
    return """
      <section><h2>\(DeskWording.grant, language)</h2>\(grant)</section>
      <section><h2>\(DeskWording.gates, language)</h2>\(gates)</section>
      <section><h2>\(DeskWording.jobs, language)</h2>\(jobs)</section>
      """
  }

  private var grant: HTML {
    let language = file.language
    guard let grant = file.view.grant else { return "<p>\(DeskWording.noGrant, language)</p>" }
    return GrantSummary(
      isOpen: grant.open, quota: grant.quota, used: grant.used, reserved: grant.reserved,
      slots: grant.slots, start: file.view.head.trialStart, last: file.view.head.trialLast
    ).html(language)
  }

  private var gates: HTML {
    let language = file.language
    guard !file.view.gates.isEmpty else { return "<p>\(DeskWording.noGates, language)</p>" }
    let rows = file.view.gates.map { gate -> HTML in
      let outcome: OutcomeRow.Outcome =
        gate.result == "met" ? .met : gate.result == "not_met" ? .notMet : .unknown
      return """
        <article class="outcome \(outcome.rawValue)"><p class="mark">\
        <span class="shape" aria-hidden="true"></span>\(outcome.phrase, language)</p>
        <div class="rule"><h3><span class="rule-name">\(gate.rule)</span> \
        \(DeskWording.text(gate.sentenceEn, gate.sentenceZh), language)</h3></div></article>
        """
    }
    return "\(rows)"
  }

  private var jobs: HTML {
    let language = file.language
    let rows = file.view.jobs.map { job in
      DataTable.Row(cells: [
        "<code>\(job.reference)</code>",
        "\(DeskWording.named(DeskWording.parts, job.part), language)",
        "\(StateTag("job", job.state).html(language))\(JobActs.hasEnded(job.state) ? "" : ActWording.stopMark(job.stopMark, language))",
        "\(job.attempts)", Moment.html(job.requestedAt, file.context),
        "\(DeskWording.text(job.sentenceEn ?? "", job.sentenceZh ?? ""), language)",
      ])
    }
    guard !rows.isEmpty else { return "<p>\(DeskWording.noJobs, language)</p>" }
    return DataTable(
      caption: DeskWording.jobs,
      columns: [
        .init(heading: FloorWording.job), .init(heading: FloorWording.part),
        .init(heading: DeskWording.state),
        .init(heading: FloorWording.attempts, isNumeric: true),
        .init(heading: FloorWording.requested), .init(heading: FloorWording.result),
      ], rows: rows
    ).html(language)
  }
}

/// A grant in figures.
struct GrantSummary {
  let isOpen: Bool
  let quota: Int
  let used: Int
  let reserved: Int
  let slots: Int
  let start: String?
  let last: String?

  func html(_ language: Language) -> HTML {
    SummaryList(rows: [
      .init(
        name: FloorWording.gate,
        value: StateTag(isOpen ? FloorWording.open : FloorWording.closed).html(language)),
      .init(
        name: FloorWording.used,
        value:
          "\(Quantity.grouped(used)) / \(Quantity.grouped(quota)) \(FloorWording.slotSeconds, language)"
      ),
      .init(
        name: FloorWording.reserved,
        value: "\(Quantity.grouped(reserved)) \(FloorWording.slotSeconds, language)"),
      .init(name: FloorWording.slots, value: "\(slots)"),
      .init(
        name: FloorWording.days,
        value: start == nil
          ? "" : "\(Moment.day(start, language)) – \(Moment.day(last, language))"),
    ]).html(language)
  }
}
