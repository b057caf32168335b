internal import Foundation
internal import Workflow

/// Who must do something next on a case, what, and by when: as its firm reads it.
struct NextMove: Equatable {
  enum Mover: Equatable {
    case you
    case desks([String])
    case operators
    case nobody
  }

  let mover: Mover
  let what: Phrase
  /// The clock that runs for it, by its name in the policies.
  var clock: String?

  /// The next move of a case.
  static func of(_ view: CaseView) -> NextMove {
    if view.questions.contains(where: { $0.state == "open" }) {
      return NextMove(mover: .you, what: MoveWording.answer)
    }
    let lead = Mover.desks(view.head.lead.map { [$0] } ?? [])
    switch view.head.state {
    case "draft": return NextMove(mover: .you, what: MoveWording.finishDraft, clock: "draft")
    case "returned": return NextMove(mover: .you, what: MoveWording.mend, clock: "resubmission")
    case "submitted":
      return NextMove(mover: lead, what: MoveWording.completeness, clock: "completeness")
    case "in_review":
      let reading = view.desks.filter { $0.progress != "done" }.map(\.remit)
      return NextMove(mover: .desks(reading), what: MoveWording.review)
    case "consolidation":
      return NextMove(mover: lead, what: MoveWording.decide, clock: "decision")
    case "deferred": return NextMove(mover: lead, what: MoveWording.takeUp, clock: "deferral")
    case "offered": return NextMove(mover: .you, what: MoveWording.accept, clock: "offer")
    case "onboarding": return onboarding(view, lead)
    case "trial": return NextMove(mover: .you, what: MoveWording.runTrial)
    case "paused": return NextMove(mover: .you, what: MoveWording.resume)
    case "suspended":
      return NextMove(mover: lead, what: MoveWording.liftOrEnd, clock: "suspension_review")
    case "exit_review": return exit(view, lead)
    case "reconsideration":
      return NextMove(mover: lead, what: MoveWording.reconsider, clock: "reconsideration_decision")
    case "declined" where view.acts.contains { $0.event == "request_reconsideration" }:
      return NextMove(mover: .nobody, what: MoveWording.mayAsk, clock: "reconsideration")
    default: return NextMove(mover: .nobody, what: MoveWording.none)
    }
  }

  /// Evidence first, then compute, then the start.
  private static func onboarding(_ view: CaseView, _ lead: Mover) -> NextMove {
    let precedent = view.conditions.filter { $0.timing == "precedent" }
    if precedent.contains(where: { $0.state == "open" }) {
      return NextMove(mover: .you, what: MoveWording.evidence, clock: "onboarding")
    }
    let judged = precedent.filter { $0.state == "evidence_in" }.map(\.remit)
    if !judged.isEmpty {
      return NextMove(
        mover: .desks(Array(Set(judged)).sorted()), what: MoveWording.judgeEvidence,
        clock: "onboarding")
    }
    guard view.grant != nil else {
      return NextMove(mover: .operators, what: MoveWording.provision, clock: "onboarding")
    }
    return NextMove(mover: lead, what: MoveWording.start, clock: "onboarding")
  }

  private static func exit(_ view: CaseView, _ lead: Mover) -> NextMove {
    view.clocks.contains { $0.name == "final_report" }
      ? NextMove(mover: .you, what: MoveWording.finalReport, clock: "final_report")
      : NextMove(mover: lead, what: MoveWording.exitReport, clock: "exit_review")
  }

  /// When it is due: its question's day, its desks' last day, or its clock's.
  func due(_ view: CaseView) -> Date? {
    let open = view.questions.filter { $0.state == "open" }.compactMap { Stamp.date($0.dueAt) }
    if let first = open.min() { return first }
    if view.head.state == "in_review" {
      return view.desks.compactMap { Stamp.date($0.dueAt) }.max()
    }
    if view.head.state == "trial" {
      return Stamp.day(view.head.trialLast)?.addingTimeInterval(86_400)
    }
    return running(view).flatMap { Stamp.date($0.dueAt) }
  }

  /// The clock that runs for it.
  func running(_ view: CaseView) -> ClockView? {
    view.clocks.first { $0.name == clock }
  }

  /// Whose move it is, in a few words.
  var who: Phrase {
    switch mover {
    case .you: MoveWording.you
    case .desks(let remits): MoveWording.desks(remits)
    case .operators: MoveWording.operators
    case .nobody: MoveWording.nobody
    }
  }

  /// Whose move it is, from what a list knows.
  static func brief(_ item: ApplicationItem) -> Phrase {
    if item.asked { return MoveWording.you }
    switch item.state {
    case "draft", "returned", "offered", "trial", "paused": return MoveWording.you
    case "in_review": return MoveWording.theDesks
    case "onboarding", "exit_review": return MoveWording.youOrDesk
    case "declined", "closed", "withdrawn", "lapsed": return MoveWording.nobody
    default: return MoveWording.desks(item.lead.map { [$0] } ?? [])
    }
  }
}
