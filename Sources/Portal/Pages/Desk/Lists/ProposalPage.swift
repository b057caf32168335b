internal import HTTPServer
internal import Workflow

/// An act of several persons on a policy or a cohort: what is proposed, and the reader's answer.
enum ProposalPage {
  static func show(_ id: String, _ visit: Visit) async throws -> Response {
    let proposal = try await visit.sandbox.proposal(id, as: visit.caller)
    let acts = proposal.acts.map { act in
      DecisionPanel.Act(
        words: EventWording.words("proposal", act.event), path: "/proposals/\(id)/\(act.event)",
        reason: act.lacking.map { RefusalWording.phrase($0) }, isGrave: act.event == "refuse")
    }
    return visit.answer(
      Page(
        title: title(proposal), width: .working,
        steps: [Page.Step(path: "/inbox", label: DeskWording.inbox)],
        notice: DoneNotice.of(visit.context),
        body: """
          <div class="case"><div class="section">\(summary(proposal, visit))</div>
          \(DecisionPanel(acts: acts.filter { !$0.isGrave } + acts.filter(\.isGrave))
            .html(visit.language))</div>
          """))
  }

  /// The page of confirming, refusing or retracting it.
  ///
  /// - Throws: `Refusal` of kind `wrongState` where that is not possible now.
  static func form(
    _ event: String, _ id: String, _ visit: Visit
  ) async throws -> ActForm {
    let proposal = try await visit.sandbox.proposal(id, as: visit.caller)
    guard proposal.acts.contains(where: { $0.event == event }) else {
      throw Refusal(.wrongState, "\(event) is not possible now.")
    }
    let questions = ActTable.questions("proposal", event)
    var form = ActForm(
      table: "proposal", event: event, subject: proposal.subject, version: proposal.version,
      path: "/proposals/\(id)/\(event)",
      back: Page.Step(path: "/proposals/\(id)", label: title(proposal)),
      preface: summary(proposal, visit), isGrave: event == "refuse")
    form.fields = questions.map { $0.field([]) }
    return form
  }

  private static func machine(_ proposal: ProposalDetail) -> String {
    String(proposal.object.prefix { $0 != "/" })
  }

  private static func title(_ proposal: ProposalDetail) -> Phrase {
    let act = EventWording.words(machine(proposal), proposal.event).act
    let name = String(proposal.object.drop { $0 != "/" }.dropFirst()).replacing("/", with: " ")
    let object = DeskWording.text(proposal.titleEn ?? name, proposal.titleZh ?? name)
    return Phrase("\(act.english): \(object.english)", "\(act.chinese)：\(object.chinese)")
  }

  private static func summary(_ proposal: ProposalDetail, _ visit: Visit) -> HTML {
    let language = visit.language
    let places = proposal.open.map { ActWording.place($0).text(in: language) }
    var rows = [
      SummaryList.Row(
        name: DeskWording.state, value: StateTag("proposal", proposal.state).html(language)),
      SummaryList.Row(
        name: ProposalWording.proposer,
        value: """
          \(DeskWording.text(proposal.proposerEn, proposal.proposerZh), language) · \
          \(Moment.html(proposal.proposedAt, visit.context))
          """),
      SummaryList.Row(
        name: ProposalWording.open,
        value: "\(places.joined(separator: language == .english ? "; " : "；"))"),
    ]
    rows += proposal.detail.sorted { $0.key < $1.key }.map { name, value in
      SummaryList.Row(
        name: ProposalWording.details[name] ?? .same(name.replacing("_", with: " ")),
        value: said(name, value, in: proposal, language))
    }
    let policy = proposal.object.split(separator: "/")
    let link: HTML =
      policy.first == "policy" && policy.count == 3
      ? "<p><a href=\"/policies/\(String(policy[1]))\">\(ProposalWording.inForce, language)</a></p>"
      : ""
    return """
      <section><h2>\(ActWording.proposed, language)</h2>\(SummaryList(rows: rows).html(language))
      \(link)</section>
      """
  }
}

extension ProposalPage {
  /// What an act says, in words where it names a person or a role.
  private static func said(
    _ name: String, _ value: String, in proposal: ProposalDetail, _ language: Language
  ) -> HTML {
    switch name {
    case "account":
      "\(DeskWording.text(proposal.namedEn ?? value, proposal.namedZh ?? value), language)"
    case "role": "\(RoleWording.all[value] ?? .same(value), language)"
    default: "<span class=\"typed\">\(value)</span>"
    }
  }
}

/// What the page of a proposal says.
enum ProposalWording {
  static let proposer = Phrase("Proposed by", "提議人")
  static let open = Phrase("Still needed", "尚需")
  static let inForce = Phrase("What is in force today", "現行規則")
  static let details: [String: Phrase] = [
    "effective": Phrase("Date of effect", "生效日期"),
    "adopts": Phrase("Rules adopted by it", "藉此採納的規則"), "reason": ActWording.reason,
    "reasons": ActWording.reasons, "ranking": Phrase("Ranking", "排序"),
    "account": Phrase("Who", "人員"), "role": ActWording.role,
  ]
}
