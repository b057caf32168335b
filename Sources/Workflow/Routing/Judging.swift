internal import Policies
internal import Postgres
internal import Transparency

/// The events that carry runs of the rules: at which stages, and whether they freeze the content.
///
/// An amendment carries two: the desks go on at once with what the rules at review say of it. So does a
/// submission: who checks its completeness reads what the rules say of that.
enum Judging {
  struct Need: Sendable {
    /// The stages; where there is none, the one at which the case stands.
    let stages: [Stage]
    /// Whether the draft is judged, and frozen as it is judged.
    var freezes = false
  }

  /// By table and event.
  static let needs: [String: Need] = [
    "application submit": Need(stages: [.submission, .completeness], freezes: true),
    "application amend": Need(stages: [.submission, .review], freezes: true),
    "application accept_complete": Need(stages: [.review]),
    "application rules_run": Need(stages: []),
    "application defer": Need(stages: [.prioritisation]),
    "application offer": Need(stages: [.offer]),
    "application start_trial": Need(stages: [.start]),
    "application lift_suspension": Need(stages: [.start]),
    "application reactivate": Need(stages: [.review]),
    "application periodic_report_received": Need(stages: []),
    "application gates_judged": Need(stages: []),
    "variation request": Need(stages: [.variation]),
    "job request": Need(stages: [.dispatch]),
    "incident report": Need(stages: [.incident]),
    "incident acknowledge": Need(stages: [.incident]),
    "incident update": Need(stages: [.incident]),
  ]

  /// The stage at which a case in a state stands; of one that is over, the last at which it stood.
  static let standing: [String: Stage] = [
    "draft": .submission, "returned": .submission, "submitted": .review, "in_review": .review,
    "consolidation": .prioritisation, "deferred": .prioritisation, "offered": .offer,
    "onboarding": .offer, "trial": .during, "paused": .during, "suspended": .during,
    "exit_review": .exit, "closed": .exit,
  ]

  /// The need of an act, if it has one.
  static func need(of act: Act) -> Need? {
    needs["\(act.subject.prefix { $0 != "/" }) \(act.event)"]
  }
}

extension Sandbox {
  /// The act with the run of the rules that its event needs; others as they are.
  ///
  /// What the program composes is never the caller's to say: it replaces whatever came under the
  /// same name.
  func judged(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    var act = act
    act.payload["evaluation"] = nil
    if act.event == "confirm", act.subject.hasPrefix("proposal/") {
      return try await judgedProposal(act, as: caller)
    }
    if act.subject == "proposal/new", act.detail["event"] == "fact_found" {
      try await checkFinding(act, as: caller)
      return act
    }
    if act.subject == "proposal/new", act.detail["event"] == "activate" {
      return try await namingAdoptions(act, as: caller)
    }
    if act.event == "gates_judged" { return try await judgedGates(act, as: caller) }
    if act.subject == "job/new" { return try await judgedJob(act, as: caller) }
    if act.subject.hasPrefix("incident/") { return try await judgedIncident(act, as: caller) }
    if act.subject == "policy/new", act.event == "publish" {
      return try await checkedPolicy(act, as: caller)
    }
    if act.subject == "variation/new", act.event == "request" {
      return try await judgedVariation(act, as: caller)
    }
    guard act.subject.hasPrefix("application/"), let need = Judging.need(of: act) else {
      return act
    }
    if let about = act.detail["about"]?.text, act.event == "rules_run" {
      return try await judged(act, about: about, as: caller)
    }
    return try await judged(act, application: act.subject, need, as: caller)
  }

  private func judged(
    _ act: Act, application: String, _ need: Judging.Need, as caller: Caller
  ) async throws(Refusal) -> Act {
    var runs = try await judge(application, at: need.stages, draft: need.freezes, as: caller)
    if act.event == "rules_run" { runs += try await judgeOpenVariation(of: runs, as: caller) }
    var act = act
    act.payload["evaluation"] = .array(runs.map { $0.evaluation() })
    if need.freezes { act.payload["content"] = try runs[0].content() }
    return act
  }

  /// A variation carries the draft as the content that is to become, an extension none; and what the
  /// rules say of it, those about changes among them.
  private func judgedVariation(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    var act = act
    act.payload["content"] = nil
    guard let kind = act.detail["kind"]?.text, let parent = act.payload["parent"]?.text,
      parent.hasPrefix("application/")
    else { return act }
    let isDraft = kind != "extension"
    let run = try await judge(parent, at: [.variation], draft: isDraft, varying: kind, as: caller)[
      0]
    if isDraft { act.payload["content"] = try run.content() }
    act.payload["evaluation"] = [run.evaluation()]
    return act
  }

  /// Beside a run on the version in force, one on what an open variation asks for.
  private func judgeOpenVariation(
    of runs: [Judgement], as caller: Caller
  ) async throws(Refusal) -> [Judgement] {
    guard let run = runs.first, let asked = run.record.variation, let content = asked.document,
      let approved = run.record.document
    else { return [] }
    return [
      try Judgement(
        run.record, content: content, isDraft: false, by: run.policies, at: .variation,
        variation: VariationAsked(kind: asked.kind, approved: approved, subject: asked.subject))
    ]
  }

  /// A finding is readable as the vocabulary has its attribute: it stays, and each later run of the
  /// rules reads it.
  private func checkFinding(_ act: Act, as caller: Caller) async throws(Refusal) {
    guard let parent = act.payload["parent"]?.text,
      let attribute = act.payload["detail"]?["attribute"]?.text,
      let value = act.payload["payload"]?["value"]
    else { return }
    let record = try await caseRecord(parent, as: caller)
    let (policies, _) = try await policies(for: record, as: caller)
    try Judgement.checkFinding(attribute, value, in: policies)
  }

  /// The last who confirms carries what the proposed act needs at that moment.
  private func judgedProposal(_ act: Act, as caller: Caller) async throws(Refusal) -> Act {
    struct Proposed: Decodable, Sendable {
      let event: String?
      let object: String?
      /// Of an activation: the day from which it takes effect.
      let effective: String?
    }
    let proposed = try await read(
      Proposed.self,
      """
      SELECT jsonb_build_object('event', p.event, 'object', o.name, 'effective', p.detail->>'effective')
        FROM subject s LEFT JOIN proposal p ON p.id = s.id LEFT JOIN subject o ON o.id = p.object
       WHERE s.name = \(act.subject) AND s.machine = 'proposal'
      """, as: caller)
    // Who may know of it and not read it has not declared: the act itself says so.
    guard let event = proposed.event, let object = proposed.object else { return act }
    if event == "activate", let day = proposed.effective {
      var act = act
      act.payload["sets"] = try await setsInForce(with: object, from: day, as: caller)
      return act
    }
    guard object.hasPrefix("application/"), let need = Judging.needs["application \(event)"]
    else { return act }
    return try await judged(act, application: object, need, as: caller)
  }

  /// Runs the rules on an application, the draft or the frozen content, as of today: one run for
  /// each stage, on the same facts.
  ///
  /// A case that was submitted stays on the policies it was submitted under.
  ///
  /// - Parameters:
  ///   - name: the reference or subject.
  ///   - stages: the stages; the one at which the case stands where none is given.
  ///   - draft: whether the draft is judged.
  ///   - kind: of a variation that is asked for.
  ///   - occasions: what is read beside the application: a run at each stage for each.
  ///   - caller: who reads it.
  /// - Returns: the runs, stage after stage.
  /// - Throws: `Refusal`, for who may not read the case.
  func judge(
    _ name: String, at stages: [Stage], draft: Bool = false, varying kind: String? = nil,
    on occasions: [Occasion] = [Occasion()], as caller: Caller
  ) async throws(Refusal) -> [Judgement] {
    let record = try await caseRecord(name, as: caller)
    let stages = stages.isEmpty ? [Judging.standing[record.state] ?? .review] : stages
    guard let content = draft ? record.draft : record.document else {
      throw Refusal(.unmet, "There is no content to judge yet.")
    }
    let (policies, kept) = try await policies(for: record, as: caller)
    let variation = kind.flatMap { kind in
      record.document.map { VariationAsked(kind: kind, approved: $0) }
    }
    var runs: [Judgement] = []
    for stage in stages {
      for occasion in occasions {
        // Where the set of policies is new to the database, the first run brings it.
        let kept = runs.isEmpty ? kept : nil
        runs.append(
          try Judgement(
            record, content: content, isDraft: draft, by: policies, kept: kept, at: stage,
            occasion: occasion, variation: variation))
      }
    }
    return runs
  }
}
