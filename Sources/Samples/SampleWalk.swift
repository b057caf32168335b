internal import Transparency
internal import Workflow

/// One application's way through the desks, each step by the person whose step it is.
struct SampleWalk: Sendable {
  let application: SampleFiles.Application
  let loader: SampleLoader

  init(_ application: SampleFiles.Application, _ loader: SampleLoader) {
    self.application = application
    self.loader = loader
  }

  var cast: SampleCast { loader.cast }
  var sandbox: Sandbox { loader.sandbox }
  var preparer: String { "\(application.firm)_preparer" }
  var approver: String { "\(application.firm)_approver" }

  /// The preparer writes the draft; the approver gives the consents that the facts name.
  func write() async throws -> Draft {
    let writer = try await cast.caller(preparer)
    let draft = try await sandbox.startApplication(
      titleEn: application.titleEn, titleZh: application.titleZh, cohort: SampleLoader.cohort,
      as: writer)
    try await sandbox.saveDraft(application.facts, of: draft.reference, as: writer)
    return draft
  }

  func go(_ draft: Draft) async throws {
    try await suspendLicences()
    try await inviteAssurance(to: draft)
    for consent in ["share_regulators", "share_cyberport", "publish_summary"]
    where application.facts.contains("\"consent.\(consent)\":true") {
      try await cast.act(
        approver, Act(draft.subject, "consent_given", detail: ["kind": .string(consent)]))
    }
    if let refusal = try await submit(draft) {
      loader.say("  not submitted: \(refusal.sentence)")
      return
    }
    let lead = try await desks(of: draft).lead
    try await declare(draft.subject, lead, ["officer_1", "approver_1", "coordinator"])
    try await cast.act("\(lead)_officer_1", Act(draft.subject, "accept_complete"))
    switch application.plannedOutcome {
    case "withdrawn":
      try await cast.act(approver, Act(draft.subject, "withdraw"))
    case "refused":
      try await refuse(draft, lead)
    case "in_review", "undetermined":
      try await begin(draft)
    default:
      try await decide(draft, lead)
    }
  }

  /// Who will judge the candidate's predictions is a party from the beginning.
  func inviteAssurance(to draft: Draft) async throws {
    guard application.predictions != nil else { return }
    try await cast.act(
      approver,
      Act(
        draft.subject, "party_invited",
        detail: ["firm": .string(SampleWalk.assurance), "part": "assurance"]))
    try await cast.act("\(SampleWalk.assurance)_approver", Act(draft.subject, "party_joined"))
  }

  /// The firm that judges models in the sample.
  static let assurance = "mirror_well_assurance"

  /// Licences that the sample shows as suspended become so once the draft is begun.
  func suspendLicences() async throws {
    let firm = loader.files.firms.first { $0.key == application.firm }
    for licence in firm?.licences ?? [] where licence.status == "suspended" {
      guard let subject = await cast.licence(licence.number) else { continue }
      try await cast.act(
        "\(licence.remit.lowercased())_approver_1",
        Act(subject, "suspend", detail: ["reason": "Sample: suspended by its remit"]))
    }
  }

  /// What the rules at submission have against it, if they have.
  func submit(_ draft: Draft) async throws -> Refusal? {
    do throws(Refusal) {
      try await cast.act(approver, Act(draft.subject, "submit"))
      return nil
    } catch {
      guard error.kind == .unmet, application.plannedOutcome == "refused" else { throw error }
      return error
    }
  }

  func desks(of draft: Draft) async throws -> (lead: String, all: [String]) {
    let view = try await sandbox.application(draft.reference, as: try await cast.caller(preparer))
    return ((view.head.lead ?? "HKMA").lowercased(), view.desks.map { $0.remit.lowercased() })
  }

  func declare(_ subject: String, _ desk: String, _ people: [String]) async throws {
    for person in people {
      try await cast.act(
        "\(desk)_\(person)", Act(subject, "conflict_declared", detail: ["conflict": false]))
    }
  }

  /// Each desk takes its review up; where a fact is missing, the desk asks for it.
  func begin(_ draft: Draft) async throws {
    let all = try await desks(of: draft)
    for desk in all.all {
      if desk != all.lead { try await declare(draft.subject, desk, ["officer_1", "approver_1"]) }
      guard let review = try await takeUp(draft.reference, desk, purpose: "application") else {
        continue
      }
      let missing = try await sandbox.desk(
        draft.reference, as: try await cast.caller("\(desk)_officer_1")
      ).outcomes.filter { $0.result == "undetermined" && $0.kind == "refuse" }.flatMap(\.missing)
      guard application.plannedOutcome == "undetermined", let fact = missing.first else { continue }
      try await cast.act(
        "\(desk)_officer_1",
        Act(
          review.subject, "request_information", detail: ["attributes": [.string(fact)]],
          payload: ["wording": "Please state this fact; a rule cannot be judged without it."]))
      return
    }
  }

  func refuse(_ draft: Draft, _ lead: String) async throws {
    try await begin(draft)
    let officer = try await cast.caller("\(lead)_officer_1")
    let standing = try await sandbox.desk(draft.reference, as: officer).outcomes.filter {
      $0.kind == "refuse" && $0.result == "not_met"
    }
    let reasons = standing.map { "\($0.rule): \($0.sentenceEn) (\($0.source))" }
    try await cast.together(
      "\(lead)_officer_1", ["\(lead)_approver_1"], "find_ineligible", on: draft.subject,
      detail: ["reasons": .string(reasons.joined(separator: "; "))])
  }

  /// Every desk recommends and countersigns; then the lead decides as the sample plans.
  func decide(_ draft: Draft, _ lead: String) async throws {
    let all = try await desks(of: draft)
    for desk in all.all {
      if desk != all.lead { try await declare(draft.subject, desk, ["officer_1", "approver_1"]) }
      let sample = SampleCase(reference: draft.reference, subject: draft.subject)
      try await review(sample, desk, purpose: "application")
    }
    guard application.plannedOutcome != "consolidation" else { return }
    if application.plannedOutcome == "deferred" {
      try await cast.act(
        "\(lead)_approver_1",
        Act(draft.subject, "defer", detail: ["reason": "Eligible, not prioritised in this round"]))
      return
    }
    try await cast.act("\(lead)_approver_1", Act(draft.subject, "offer"))
  }
}
