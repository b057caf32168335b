internal import Workflow

/// What a person should have before them when they act.
struct ActPreface {
  let file: CaseFile
  let subject: SubjectView
  let event: String

  var html: HTML {
    "\(lacking)\(shown)"
  }

  /// What still stands against the act, before anything is typed.
  private var lacking: HTML {
    guard let reason = subject.acts.first(where: { $0.event == event })?.lacking else { return "" }
    return Notice(
      kind: .attention, title: ActWording.notNow, detail: RefusalWording.phrase(reason)
    ).html(file.language)
  }

  private var shown: HTML {
    switch (subject.machine, event) {
    case ("review", "recommend"), ("review", "take_over"): recommendation
    case ("review", "countersign"), ("review", "return_to_officer"): countersignature
    case ("proposal", _): proposal
    case ("application", "accept_complete"), ("application", "return_incomplete"):
      CaseChecklist(file: file).outstanding
    case ("application", "offer"): file.matters.conditions
    case ("variation", _): file.matters.openVariation
    case ("condition", _): file.matters.condition(subject.subject)
    default: ""
    }
  }

  private var review: ReviewView? { file.desk.reviews.first { $0.subject == subject.subject } }

  private var recommendation: HTML {
    let checklist = CaseChecklist(file: file)
    return """
      \(review?.purpose == "variation" ? file.matters.openVariation : "")
      <section><h2>\(ActWording.seenRules, file.language)</h2>
      \(checklist.open(of: subject.remit ?? ""))</section>
      \(conditions)
      """
  }

  private var countersignature: HTML {
    guard let review else { return "" }
    let language = file.language
    let made = review.recommendation.map {
      DeskWording.named(DeskWording.recommendations, $0).text(in: language)
    }
    return """
      \(review.purpose == "variation" ? file.matters.openVariation : "")
      <section><h2>\(ActWording.toBeSigned, language)</h2>
      \(SummaryList(rows: [
        .init(name: DeskWording.desk, value: RemitMark(remit: review.remit).html(language)),
        .init(name: DeskWording.recommendation, value: "\(made ?? "")"),
        .init(name: ActWording.reasons, value: "\(review.reasons ?? "")"),
        .init(name: DeskWording.officer, value: "\(DeskWording.text(review.recommender ?? "", review.recommenderZh ?? ""), language)"),
      ]).html(language))
      </section>
      \(review.recommendation == "approve_with_conditions" ? conditions : "")
      """
  }

  /// What the rules of the desk attach to an approval.
  private var conditions: HTML {
    let terms = file.desk.conditions(of: subject.remit ?? "")
    guard !terms.isEmpty else { return "" }
    let items = terms.map { term -> HTML in
      """
      <li><span class="rule-name">\(term.rule)</span> \
      \(DeskWording.text(term.sentenceEn, term.sentenceZh), file.language)</li>
      """
    }
    return """
      <section><h2>\(DeskWording.named(DeskWording.kinds, "condition"), file.language)</h2>
      <ul>\(items)</ul></section>
      """
  }

  private var proposal: HTML {
    guard let proposal = file.desk.proposals.first(where: { $0.subject == subject.subject }) else {
      return ""
    }
    let language = file.language
    var rows = [
      SummaryList.Row(
        name: DeskWording.what,
        value: "\(EventWording.words(proposal.machine, proposal.event).act, language)"),
      SummaryList.Row(
        name: proposal.gateway == nil ? ActWording.reasons : ActWording.note,
        value: "\(proposal.reason ?? "")"),
    ]
    if let gateway = proposal.gateway {
      rows.append(SummaryList.Row(name: ActWording.gateway, value: "\(gateway)"))
    }
    if let named = proposal.named {
      let role = RoleWording.all[proposal.role ?? ""] ?? .same(proposal.role ?? "")
      let person = DeskWording.text(named, proposal.namedZh ?? "")
      rows.append(SummaryList.Row(name: role, value: "\(person, language)"))
    }
    rows.append(
      SummaryList.Row(
        name: DeskWording.officer,
        value: "\(Phrase(proposal.proposer, proposal.proposerZh), language)"))
    return """
      <section><h2>\(ActWording.proposed, language)</h2>
      \(SummaryList(rows: rows).html(language))</section>
      """
  }
}
