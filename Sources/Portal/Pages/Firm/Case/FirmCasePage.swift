internal import Foundation
internal import HTTPServer
internal import Policies
internal import Workflow

/// A case as its firm reads it: where it stands, whose move it is, and what can be done now.
enum FirmCasePage {
  static func response(_ visit: Visit, _ reference: String) async throws -> Response {
    let view = try await visit.sandbox.application(reference, as: visit.caller)
    let vocabulary = try? await visit.sandbox.applicationVocabulary(as: visit.caller)
    let sections = FirmCaseSections(
      view: view, context: visit.context, person: visit.person, vocabulary: vocabulary,
      paper: { name in
        vocabulary?.papers.first { $0.name == name }.map { Phrase($0.label.en, $0.label.zh) }
          ?? FirmActWording.ownPapers[name] ?? .same(name)
      }, rules: try await rules(view, visit))
    let panel = DecisionPanel(
      acts: FirmPanel.acts(view, visit.person), seldom: FirmPanel.seldom(view, visit.person)
    ).html(visit.language)
    return visit.answer(
      Page(
        title: FirmWording.title(view.head.titleEn, view.head.titleZh), width: .working,
        steps: [FirmWording.listStep], summary: summary(view, vocabulary?.timers ?? [], visit),
        notice: DoneNotice.of(visit.context),
        body: """
          <div class="case">
          \(way(view).html(visit.language))
          \(panel)
          <div class="section">
          \(sections.html)
          </div>
          </div>
          """))
  }

  /// The rules that a decision names, for who reads its grounds.
  private static func rules(_ view: CaseView, _ visit: Visit) async throws -> RuleReading? {
    guard !view.grounds.isEmpty else { return nil }
    let (day, _) = try await visit.sandbox.policiesToday(as: visit.caller)
    return RuleReading(
      policies: try await visit.sandbox.policies(of: view.head.reference, as: visit.caller),
      day: day)
  }

  /// The way back to a case.
  static func step(_ view: CaseView) -> Page.Step {
    Page.Step(path: path(view), label: FirmWording.title(view.head.titleEn, view.head.titleZh))
  }

  static func path(_ view: CaseView) -> String { "/applications/\(view.head.reference)" }

  // MARK: On top

  private static func summary(_ view: CaseView, _ timers: [Named], _ visit: Visit) -> HTML {
    let language = visit.language
    let move = NextMove.of(view)
    let due = move.due(view).map { day -> HTML in
      let colon = Phrase(": ", "：")
      return """
        <span>\(FirmWording.due, language)\(colon, language)\
        \(Moment.dayHTML(day, now: visit.context.now, language))</span>
        """
    }
    let why = why(move, view, timers).map { reason -> HTML in
      """
      <details class="why"><summary>\(MoveWording.whyThisDate, language)</summary>\
      <p>\(reason, language) <a href="\(path(view))/clocks">\(ClockWording.title, language)</a></p></details>
      """
    }
    return """
      <div class="facts-top"><span><code>\(view.head.reference)</code></span>
      <span>\(FirmWording.title(view.head.firmEn, view.head.firmZh), language)</span>
      \(StateTag("application", view.head.state).html(language))
      \(due)</div>
      <p class="next-move"><b>\(FirmWording.nextMove, language)\(Phrase(": ", "："), language)\
      \(move.who, language)</b> – \(move.what, language)</p>
      \(why)
      """
  }

  /// How the date came about.
  private static func why(_ move: NextMove, _ view: CaseView, _ timers: [Named]) -> Phrase? {
    if let question = view.questions.first(where: { $0.state == "open" }) {
      return MoveWording.whyQuestion.inEach { language in
        Stamp.date(question.askedAt).map { Moment.date($0, language) } ?? ""
      }
    }
    if view.head.state == "in_review" { return MoveWording.whyDesks }
    if view.head.state == "trial" { return MoveWording.whyTrial }
    guard let clock = move.running(view) else { return nil }
    guard clock.dueAt != nil else { return MoveWording.stopped }
    let label = timers.first { $0.name == clock.name }?.label
    let start = Stamp.date(clock.startedAt)
    let reason = MoveWording.why(
      label.map { Phrase($0.en, $0.zh) } ?? .same(clock.name), clock.length,
      MoveWording.unit(clock.unit),
      from: Phrase(
        start.map { Moment.date($0, .english) } ?? "", start.map { Moment.date($0, .chinese) } ?? ""
      ))
    guard clock.stops > 0 else { return reason }
    let stopped = MoveWording.wasStopped
    return Phrase("\(reason.english) \(stopped.english)", reason.chinese + stopped.chinese)
  }

  // MARK: The way

  /// The usual way, from draft to closed.
  private static let usual = [
    "draft", "submitted", "in_review", "consolidation", "offered", "onboarding", "trial",
    "exit_review", "closed",
  ]

  /// The usual place beside which an unusual state stands.
  private static let besides = [
    "returned": "submitted", "deferred": "consolidation", "paused": "trial", "suspended": "trial",
  ]

  static func way(_ view: CaseView) -> Way {
    let state = view.head.state
    let here = StateWording.application[state]?.phrase ?? .same(state)
    func words(_ states: some Sequence<String>) -> [Phrase] {
      states.compactMap { StateWording.application[$0]?.phrase }
    }
    if let place = usual.firstIndex(of: state) {
      return Way(passed: words(usual[..<place]), here: here, toCome: words(usual[(place + 1)...]))
    }
    if let beside = besides[state], let place = usual.firstIndex(of: beside) {
      let isAfter = state != "returned"
      return Way(
        passed: words(usual[..<(isAfter ? place + 1 : place)]), here: here,
        toCome: words(usual[(isAfter ? place + 1 : place)...]))
    }
    // Ended off the usual way: what was passed is what the entries say.
    let passed = view.timeline.reversed().compactMap(\.to).filter { $0 != state }
    var seen: Set<String> = []
    return Way(passed: words(passed.filter { seen.insert($0).inserted }), here: here, toCome: [])
  }
}

extension Phrase {
  /// The phrase with its `{}` replaced by what each language says.
  func inEach(_ value: (Language) -> String) -> Phrase {
    Phrase(
      filled(with: value(.english)).english, filled(with: value(.chinese)).chinese)
  }
}
