public import Compute
internal import Crypto
internal import Transparency
internal import Workflow

extension SampleLoader {
  /// Takes the sample's trials on, with real jobs, from wherever each stands.
  ///
  /// The first application stays the walkthrough's.
  ///
  /// - Parameter store: the content store of the worker that runs.
  /// - Throws: `Refusal`; of kind `unavailable` when a job does not come to where it should.
  public func runTrials(with store: ContentStore) async throws {
    for application in files.applications.dropFirst()
    where ["trial", "suspended", "closed"].contains(application.plannedOutcome) {
      say("\(application.file): \(application.plannedOutcome)")
      try await SampleTrial(walk: SampleWalk(application, self), store: store).run()
    }
  }
}

/// One sample's way from its offer to where the sample leaves it.
struct SampleTrial: Sendable {
  let walk: SampleWalk
  let store: ContentStore

  private var cast: SampleCast { walk.cast }
  private var sandbox: Sandbox { walk.sandbox }
  private var planned: String { walk.application.plannedOutcome }

  /// Steps that one run takes at most; the longest way has five.
  private static let mostSteps = 8
  /// How long a worker may take to bring a job to a state: far more than any sample needs.
  private static let patience = Duration.seconds(90)
  private static let pause = Duration.milliseconds(200)

  /// Steps from state to state until nothing is left to be done.
  func run() async throws {
    for _ in 0..<SampleTrial.mostSteps {
      let view = try await look()
      switch view.head.state {
      case "offered":
        try await cast.act(
          walk.approver,
          Act(
            view.head.subject, "accept_offer",
            detail: ["version": .integer(view.head.content), "offer": .integer(view.head.offers)]))
      case "onboarding": try await start(view)
      case "trial": guard try await goOn(view) else { return }
      case "exit_review" where planned == "closed": try await close(view)
      default: return
      }
    }
  }

  private func look() async throws -> CaseView {
    let caller = try await cast.caller(walk.approver)
    let items = try await sandbox.applications(as: caller)
    guard let item = items.first(where: { $0.titleEn == walk.application.titleEn }) else {
      throw Refusal(
        .notFound, "The sample \(walk.application.file) is not loaded.",
        advice: "Run sample load on a fresh database.")
    }
    return try await sandbox.application(item.reference, as: caller)
  }

  private func lead(_ view: CaseView) -> String { (view.head.lead ?? "HKMA").lowercased() }

  /// Meets what must stand before the trial, has the grant provisioned, and starts.
  private func start(_ view: CaseView) async throws {
    for condition in view.conditions where condition.timing == "precedent" {
      if condition.state == "open" {
        try await cast.act(
          walk.approver,
          Act(
            condition.subject, "submit_evidence",
            payload: try await document("evidence", "Evidence (sample): \(condition.wording)")))
      }
      guard ["open", "evidence_in"].contains(condition.state) else { continue }
      try await cast.act(
        "\(condition.remit.lowercased())_officer_1", Act(condition.subject, "accept"))
    }
    if view.grant == nil {
      let plan = try predictions().map { [CanonicalJSON.string($0.digest.hex)] } ?? []
      try await cast.act(
        "compute_operator_1",
        Act(
          view.head.subject, "grant_provisioned",
          detail: ["seconds": 36_000, "slots": 2, "plan": .array(plan)]))
    }
    try await cast.act("\(lead(view))_coordinator", Act(view.head.subject, "start_trial"))
  }

  /// What happens while the trial runs.
  ///
  /// - Returns: whether the case has moved.
  private func goOn(_ view: CaseView) async throws -> Bool {
    if planned == "suspended" {
      try await suspend(view)
      return false
    }
    if view.gates.isEmpty, let predictions = try predictions() {
      let job = try await sandbox.request(
        .validation(of: predictions.digest), of: view.head.subject,
        as: try await cast.caller("\(SampleWalk.assurance)_validator_1"))
      try await wait(for: "succeeded", job.subject)
      try await cast.act("\(lead(view))_officer_1", Act(view.head.subject, "gates_judged"))
    }
    guard planned == "closed" else { return false }
    try await cast.act(walk.approver, Act(view.head.subject, "end_trial"))
    return true
  }

  /// An approver suspends while a job of the firm really runs; the job is killed.
  private func suspend(_ view: CaseView) async throws {
    let job = try await sandbox.request(
      JobRequest(part: "candidate", command: ["/usr/bin/sleep", "300"], seconds: 600),
      of: view.head.subject, as: try await cast.caller(walk.preparer))
    try await wait(for: "running", job.subject)
    try await cast.act(
      "\(lead(view))_approver_1",
      Act(
        view.head.subject, "suspend",
        detail: ["reason": "Sample: payments above the cap were seen in the agent's logs"]))
    try await wait(for: "killed", job.subject)
  }

  /// Report, erasure, each desk's part of the exit review, and the lead's signature.
  private func close(_ view: CaseView) async throws {
    if !view.documents.contains(where: { $0.kind == "final_report" }) {
      try await cast.act(
        walk.approver,
        Act(
          view.head.subject, "final_report_received",
          payload: try await document("final_report", "Final report (sample)")))
    }
    try await cast.together(
      "compute_operator_1", ["output_checker_1"], "erasure_attested", on: view.head.subject)
    let sample = SampleCase(reference: view.head.reference, subject: view.head.subject)
    for desk in view.desks {
      try await walk.review(sample, desk.remit.lowercased(), purpose: "exit")
    }
    try await cast.act(
      "\(lead(view))_approver_1",
      Act(view.head.subject, "sign_exit_report", detail: ["outcome": "objectives_met"]))
  }

  private func predictions() throws -> ContentStore.Stored? {
    guard let file = walk.application.predictions else { return nil }
    return try store.put(
      contentsOf: walk.loader.root + "/deploy/samples/" + file, limit: 1 << 20)
  }

  private func document(_ kind: String, _ text: String) async throws -> [String: CanonicalJSON] {
    let kept = try await sandbox.keeping(files: store.root).keep(
      Array(text.utf8), as: kind, by: try await cast.caller(walk.approver))
    return NewDocument(kind: kind, title: text).payload(kept)
  }

  private func wait(for state: String, _ job: String) async throws {
    let deadline = ContinuousClock.now + SampleTrial.patience
    let caller = try await cast.caller(walk.approver)
    while true {
      let job = try await sandbox.job(job, as: caller)
      if job.state == state { return }
      guard !job.hasEnded, ContinuousClock.now < deadline else {
        throw Refusal(
          .unavailable, "The job \(job.reference) is \(job.state), not \(state).",
          advice: "Look at the worker's log, then run this again.")
      }
      try await Task.sleep(for: SampleTrial.pause)
    }
  }
}
