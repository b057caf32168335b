internal import Workflow

/// What a firm may do with a case, in the order of its weight, each act with its page.
enum FirmPanel {
  /// What another part of the case page offers is left out here.
  static func acts(_ view: CaseView, _ person: SignedIn) -> [DecisionPanel.Act] {
    questions(view, person) + order.compactMap { act($0, view, person) }
  }

  /// What is seldom done is folded away.
  static func seldom(_ view: CaseView, _ person: SignedIn) -> [DecisionPanel.Act] {
    [
      "consent_given", "consent_withdrawn", "publication_agreed", "publication_withdrawn",
      "party_left",
    ]
    .compactMap { act($0, view, person) }
  }

  /// What holds the case up stands first.
  private static func questions(_ view: CaseView, _ person: SignedIn) -> [DecisionPanel.Act] {
    guard person.holds("firm_approver") else { return [] }
    return view.questions.filter { $0.state == "open" }.map { question in
      DecisionPanel.Act(
        words: FirmActWording.answer,
        path: "\(FirmCasePage.path(view))/questions/\(question.id)")
    }
  }

  private static func act(
    _ event: String, _ view: CaseView, _ person: SignedIn
  ) -> DecisionPanel.Act? {
    guard let act = view.acts.first(where: { $0.event == event && $0.way == "act" }),
      act.lacking == nil || !event.hasPrefix("publication_"),
      let words = EventWording.known("application", event), isOffered(event, view, person)
    else { return nil }
    return DecisionPanel.Act(
      words: words, path: page(of: event, view),
      reason: act.lacking.map { RefusalWording.phrase($0) }, isGrave: grave.contains(event))
  }

  /// Those that end something.
  static let grave: Set<String> = ["withdraw", "end_trial", "withdraw_reconsideration"]

  private static let order = [
    "submit", "accept_offer", "request_change", "content_confirmed", "amend", "version_signed",
    "representations_made",
    "final_report_received", "periodic_report_received", "resume", "pause", "end_trial",
    "request_reconsideration", "withdraw_reconsideration", "production_reported",
    "party_invited", "guidance_asked", "withdraw",
  ]

  /// The table lets standing events happen in any state; a page offers them where they mean
  /// something.
  private static func isOffered(
    _ event: String, _ view: CaseView, _ person: SignedIn
  ) -> Bool {
    let state = view.head.state
    return switch event {
    case "final_report_received": state == "exit_review"
    case "periodic_report_received": ["trial", "paused", "suspended"].contains(state)
    case "production_reported": state == "closed"
    case "party_invited": ["draft", "returned"].contains(state)
    // The applicant signs by submitting.
    case "version_signed", "party_left":
      ["draft", "returned"].contains(state) && person.firmEn != view.head.firmEn
    case "content_confirmed": state == "deferred"
    case "representations_made": state == "suspended"
    case "consent_given":
      view.consents.count < FirmActWording.consents.count && !isOver(state)
    case "consent_withdrawn": !view.consents.isEmpty && !isOver(state)
    case "guidance_asked": !isOver(state)
    default: true
    }
  }

  private static func isOver(_ state: String) -> Bool {
    ["closed", "withdrawn", "lapsed"].contains(state)
  }

  private static func page(of event: String, _ view: CaseView) -> String {
    let path = FirmCasePage.path(view)
    return event == "submit" || event == "amend" ? "\(path)/check" : "\(path)/acts/\(event)"
  }
}
