import Postgres
import Testing
import Workflow

/// The acts of several persons: who may propose, who may confirm, and that the last carries it out.
@Suite struct TogetherTests {
  @Test(arguments: Lifecycle.collectiveActs.map(\.name))
  func `an act of several persons needs the persons that its table names`(
    name: String
  ) async throws {
    let act = try #require(Lifecycle.collectiveActs.first { $0.name == name })
    let agreement = try #require(Agreement.all[name])
    let machine = try #require(Lifecycle.machine(act.machine))
    try await World.with { world in
      let accounts = try await Scenes.accounts(in: world)
      var tally = Tally()
      for state in machine.states {
        for situation in Scenes.situations(of: act.machine, in: state) where !situation.isOfPanel {
          let judge = TogetherJudge(
            act: act, machine: machine, agreement: agreement,
            situation: agreement.situation(from: situation), accounts: accounts)
          for attempt in try await tried(judge, in: world) {
            judge.check(attempt)
            tally.count(attempt.code)
          }
        }
      }
      #expect(tally.done > 0)
      print("\(name): \(tally)")
    }
  }

  private func tried(_ judge: TogetherJudge, in world: World) async throws -> [Attempt] {
    let (subject, application) = try await Scenes.place(judge.situation, in: world)
    let proposer = judge.canBeProposed ? judge.agreement.proposer : nil
    let rows = try await world.connection.query(
      """
      SELECT * FROM try_together(\(subject)::text, \(application), \(judge.act.event)::text,
        \(proposer)::text, \(judge.agreement.confirmers), \(Person.everybody.map(\.login)))
      """)
    return try rows.map { try Attempt($0) }
  }
}

extension CollectiveAct {
  /// Table and event.
  var name: String { "\(machine).\(event)" }
}

/// Who does it in these tests: one proposer, and one for each place.
struct Agreement: Sendable {
  let proposer: String
  let confirmers: [String]
  /// The remit that the act names.
  var named = "SFC"
  /// People with the right role whom a guard refuses all the same.
  var barred: Set<String> = []
  /// The states in which the act itself succeeds, where its table says any; nil for all.
  var states: Set<String>?

  static let all: [String: Agreement] = [
    "application.find_ineligible": .init(
      proposer: "hkma.case_officer", confirmers: ["hkma.approver"]),
    "application.decline": .init(proposer: "hkma.coordinator", confirmers: ["hkma.approver"]),
    "application.revoke_offer": .init(proposer: "hkma.coordinator", confirmers: ["hkma.approver"]),
    "application.reinstate": .init(proposer: "hkma.coordinator", confirmers: ["hkma.approver"]),
    "application.lift_suspension": sfc, "application.terminate": sfc, "application.fact_found": sfc,
    "application.uphold": afresh, "application.replace_decision": afresh,
    "application.lead_reassigned": .init(
      proposer: "hkma.coordinator", confirmers: ["sfc.coordinator"]),
    "application.grant_changed": .init(
      proposer: "op", confirmers: ["hkma.approver"],
      states: ["onboarding", "trial", "paused", "suspended"]),
    "application.erasure_attested": .init(
      proposer: "op", confirmers: ["checker"], states: ["exit_review"]),
    "application.legal_hold_released": .init(
      proposer: "hkma.approver", confirmers: ["sfc.approver"]),
    "review.request_further_information": sfc,
    "supervision.joint_note_added": .init(
      proposer: "sfc.case_officer", confirmers: ["hkma.approver", "ia.approver", "sfc.approver"]),
    "supervision.words_erased": sfc,
    // An authority of one desk has nobody to stand in.
    "supervision.alternate_appointed": .init(
      proposer: "sfc.supervisor", confirmers: ["sfc.approver"], states: []),
    "remit.access_granted": access, "remit.access_ended": access,
    "supervision.rule_overridden": sfc, "supervision.rule_waived": sfc, "condition.waive": sfc,
    "relief.grant": sfc, "relief.refuse": sfc,
    "cohort.announce": cohort, "cohort.cancel": cohort,
    "cohort.rank": ranking, "cohort.amend_rank": ranking,
    "policy.activate": .init(proposer: "sfc.policy_author", confirmers: ["sfc.approver"]),
    "practice_note.agree": .init(
      proposer: "hkma.coordinator",
      confirmers: ["hkma.approver", "ia.approver", "mpfa.approver", "sfc.approver"]),
    "artefact.release": .init(proposer: "checker", confirmers: ["checker2"]),
  ]

  private static let access = Agreement(proposer: "sfc.supervisor", confirmers: ["sfc.approver"])
  private static let sfc = Agreement(proposer: "sfc.case_officer", confirmers: ["sfc.approver"])
  /// Who countersigned takes no part in the reconsideration.
  private static let afresh = Agreement(
    proposer: "hkma.coordinator", confirmers: ["sfc.approver2"], barred: ["sfc.approver"])
  private static let cohort = Agreement(
    proposer: "hkma.convenor", confirmers: ["hkma.approver", "sfc.approver"])
  private static let ranking = Agreement(
    proposer: "hkma.convenor", confirmers: ["hkma.approver", "sfc.approver", "ia.approver"])

  /// The situation with the remit that this act names.
  func situation(from situation: Situation) -> Situation {
    var situation = situation
    situation.named = named
    return situation
  }
}
