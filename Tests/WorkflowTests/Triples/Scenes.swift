import Postgres
import Workflow

/// Which subjects the triples are tried with, and where a guard stands against what was prepared.
enum Scenes {
  /// The situations to try of a table in a state.
  static func situations(of machine: String, in state: String) -> [Situation] {
    var one = Situation(machine: machine, state: state)
    switch machine {
    case "application":
      one.remit = "HKMA"
      one.remits = remits(of: state)
      one.isOfCase = !state.isEmpty
    case "review":
      one.remit = state.isEmpty ? "HKMA" : "SFC"
      one.assignee =
        ["", "invited", "stood_down"].contains(state) ? nil : "sfc.case_officer"
    case "proposal":
      one.remit = "HKMA"
      one.named = "SFC"
      one.proposer = state.isEmpty ? nil : "hkma.coordinator"
      one.proposers = ["case_officer@lead", "coordinator@lead", "approver@lead"]
      one.places = state == "proposed" ? ["approver@lead"] : []
    case "relief", "condition", "supervision": one.remit = state.isEmpty ? "HKMA" : "SFC"
    case "variation", "incident", "artefact", "job", "jobs": one.remit = "HKMA"
    case "cohort":
      one.remit = state.isEmpty ? nil : "HKMA"
      one.isOfCase = false
    case "licence", "policy", "remit":
      one.remit = "SFC"
      one.isOfCase = false
    case "access":
      one.holder = "hkma.approver"
      one.isOfCase = false
    default: one.isOfCase = false
    }
    guard machine == "supervision", !state.isEmpty else { return [one] }
    var panel = one
    panel.isOfPanel = true
    panel.remit = nil
    return [one, panel]
  }

  private static func remits(of state: String) -> [String] {
    switch state {
    case "", "draft": []
    case "submitted", "returned", "lapsed", "withdrawn": ["HKMA", "SFC"]
    default: ["HKMA", "SFC", "IA"]
    }
  }

  /// Puts a subject into the situation: its name, and the case it hangs under.
  static func place(
    _ situation: Situation, in world: World
  ) async throws -> (subject: String, application: String?) {
    let machine = situation.machine
    var subject = try await world.value(
      "SELECT subject_in(\(machine), \(situation.state))", as: String.self)
    if situation.isOfPanel {
      subject = subject.split(separator: "/").dropLast().joined(separator: "/") + "/PANEL"
    }
    if situation.state.isEmpty, situation.isOfCase {
      let state =
        ["variation", "incident", "artefact", "job", "jobs"].contains(machine)
        ? "trial" : machine == "proposal" ? "consolidation" : "in_review"
      return (subject, try await world.value("SELECT case_in(\(state))::text", as: String.self))
    }
    return (subject, try await world.value("SELECT case_of(\(subject))::text", as: String?.self))
  }

  /// Account ids by login.
  static func accounts(in world: World) async throws -> [String: String] {
    let rows = try await world.connection.query("SELECT login, id::text FROM account")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { try $0.decode((String.self, String.self)) })
  }

  /// Entries of jobs stand in their case's chain; a request is one of several in a flush.
  static func entryType(_ machine: String, _ event: String) -> String {
    guard machine == "job" else { return "\(machine).\(event)" }
    return event == "request" ? "jobs.requested" : "jobs.\(event)"
  }

  /// Roles that are no office: whoever holds the session, or who proposed.
  static func namesItself(_ role: String) -> Bool { ["self", "proposer"].contains(role) }

  /// Two transitions of one subject in one act: the last thing that was missing concludes reviews.
  static let mayFollow: Set<[String]> = [
    ["amend", "conclude_reviews"], ["release_remit", "conclude_reviews"],
  ]

  /// Events that leave the state as it is, and the states of the case in which they are possible.
  private static let standing: [String: Set<String>] = [
    "party_invited": ["draft", "returned"], "party_joined": ["draft", "returned"],
    "party_left": ["draft", "returned"], "content_confirmed": ["deferred"],
    "termination_notified": ["suspended"], "representations_made": ["suspended"],
    "grant_provisioned": ["onboarding"], "grant_released": ["exit_review"],
    "periodic_report_received": ["trial", "paused", "suspended", "exit_review"],
    "final_report_received": ["trial", "paused", "suspended", "exit_review"],
    "production_reported": ["closed"], "cohort_moved": [],
    "publication_agreed": published, "publication_withdrawn": published,
    "reminder_sent": ["draft", "returned", "deferred", "offered", "onboarding"],
  ]

  private static let published: Set<String> = [
    "onboarding", "trial", "paused", "suspended", "exit_review", "closed",
  ]

  private static let impossibleIn: [String: Set<String>] = [
    "document_added": ["closed", "withdrawn"], "document_superseded": ["closed", "withdrawn"],
    "rules_run": ["draft"], "clock_corrected": ["closed", "withdrawn"],
  ]

  /// The situation once what an event needs has been prepared, and with the remit that it names.
  static func prepared(_ situation: Situation, for event: String) -> Situation {
    var situation = situation
    guard situation.machine == "application" else { return situation }
    situation.named = ["add_remit": "MPFA", "release_remit": "IA"][event] ?? named[event]
    if event == "party_joined", standing[event]?.contains(situation.state) == true {
      situation.parties.append("rival")  // who joins was invited
    }
    if event == "conclude_reviews", situation.state == "in_review" { situation.required = [] }
    return situation
  }

  /// Acts whose detail names a remit, here the SFC.
  private static let named = Dictionary(
    uniqueKeysWithValues: [
      "reopen_reviews", "decline", "terminate", "fact_found", "lead_reassigned",
      "legal_hold_released", "lift_suspension",
    ].map { ($0, "SFC") })

  /// Whether a guard stands against what the fixtures prepared.
  static func isBlocked(_ event: String, by person: Person, in situation: Situation) -> Bool {
    // The panel has no clock.
    if situation.isOfPanel, ["escalated", "warned"].contains(event) { return true }
    guard situation.machine == "application" else { return false }
    if let states = standing[event], !states.contains(situation.state) { return true }
    if impossibleIn[event]?.contains(situation.state) == true { return true }
    switch event {
    case "party_joined": return person.of != "rival"
    case "party_left": return person.of == "lantern"
    default: return false
    }
  }
}
