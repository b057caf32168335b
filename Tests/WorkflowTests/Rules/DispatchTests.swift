import Foundation
import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

/// Rules at dispatch: no job is claimed that they have not cleared.
@Suite struct DispatchTests {
  private static let known = String(repeating: "ab", count: 32)
  private static let strange = String(repeating: "cd", count: 32)

  @Test func `a job is cleared by a run of the rules at dispatch that can be made again`()
    async throws
  {
    try await TrialHouse.with { trial in
      let first = try await trial.request()
      let second = try await trial.request()
      #expect(try await trial.results(of: "R48", at: "dispatch") == ["met"], "one run for both")
      #expect(try await trial.tick() == [], "nothing is left to be judged")
      #expect(try await trial.claimed().count == 2)
      let caller = try await trial.cast.caller("\(TrialHouse.firm)_preparer")
      for job in [first, second] {
        #expect(try await trial.sandbox.job(job.subject, as: caller).sentenceEn == nil)
      }
      #expect(try await trial.faults() == [])
    }
  }

  @Test func `a job whose data or model is not in the plan is refused by R48, in both languages`()
    async throws
  {
    try await TrialHouse.with { trial in
      try await trial.changeGrant(plan: [Self.known])
      _ = try await trial.request(reading: [Self.known])
      for kind in ["data", "model"] {
        if kind == "model" {
          _ = try await trial.act(
            "\(TrialHouse.firm)_preparer",
            Act(
              "artefact/new", "declare",
              detail: ["kind": "model", "digest": .string(Self.strange)],
              payload: ["parent": .string(trial.subject)]))
        }
        let refusal = await #expect(throws: Refusal.self) {
          _ = try await trial.request(reading: [Self.known, Self.strange])
        }
        #expect(refusal?.kind == .unmet && refusal?.unmetGuard == "rules_at_dispatch")
        #expect(
          refusal?.sentence
            == "The rules do not let this job run: R48, The job's model or data is not in the approved plan."
        )
        #expect(refusal?.sentenceZh == "規則不容許此作業執行：R48，作業的模型或數據不在核准計劃內。")
      }
      let facts = try await trial.house.text(
        """
        SELECT job_facts(application, 'batch', 'candidate', ARRAY[\(Self.known), \(Self.strange)], plan)::text
          FROM compute_grant
        """)
      #expect(facts.contains("\"job.model_in_plan\": false"))
      #expect(facts.contains("\"job.inputs_in_plan\": true"))
      #expect(try await trial.claimed().count == 1)
    }
  }

  @Test func `a queued job that the plan no longer covers waits, and its page says why`()
    async throws
  {
    try await TrialHouse.with { trial in
      try await trial.changeGrant(plan: [Self.known])
      let job = try await trial.request(reading: [Self.known])
      try await trial.changeGrant(plan: [])
      #expect(try await trial.claimed() == [], "at once, before any rule was run again")
      let firm = try await trial.cast.caller("\(TrialHouse.firm)_preparer")
      let officer = try await trial.cast.caller("\(TrialHouse.desk)_officer_1")
      let operators = try await trial.cast.caller("compute_operator_1")
      #expect(
        try await trial.sandbox.job(job.subject, as: firm).sentenceEn
          == "The rules are run on it before it is taken.")

      #expect(try await trial.tick() == ["rules_run"])
      #expect(try await trial.tick() == [], "what is judged is not judged again")
      #expect(try await trial.claimed() == [])
      for reader in [firm, officer] {
        let detail = try await trial.sandbox.job(job.subject, as: reader)
        #expect(detail.state == "queued")
        #expect(detail.sentenceEn?.contains("R48, The job's model or data") == true)
        #expect(detail.sentenceZh?.contains("R48，作業的模型或數據不在核准計劃內") == true)
      }
      #expect(
        try await trial.sandbox.job(job.subject, as: operators).sentenceEn
          == "The rules do not let this job run.")

      try await trial.changeGrant(plan: [Self.known])
      #expect(try await trial.claimed().count == 1, "its run under that plan is on file")
      #expect(try await trial.faults() == [])
    }
  }

  @Test func `policies that reach back hold the queued jobs until their rules have been run`()
    async throws
  {
    try await TrialHouse.with { trial in
      let job = try await trial.request()
      let newer =
        try SampleHouse.joint("1.1.0", []) + """

          refuse R99 en "A job runs" zh "有作業" hard at dispatch
            when trial.end > trial.start cite PDPO whole applies_to received before 2099-01-01
          """
      let policy = try await trial.house.publish(newer)
      try await trial.house.activate(policy, from: "2026-03-06")
      #expect(try await trial.claimed() == [], "at once")
      #expect(try await trial.tick().contains("rules_run"))
      #expect(try await trial.claimed() == [])
      let firm = try await trial.cast.caller("\(TrialHouse.firm)_preparer")
      let detail = try await trial.sandbox.job(job.subject, as: firm)
      #expect(detail.sentenceEn?.contains("R99, A job runs") == true)
      await #expect(throws: Refusal.self) { _ = try await trial.request() }
      #expect(try await trial.faults() == [])
    }
  }

  @Test func `on another day nothing is claimed before the rules were run as of it`() async throws {
    try await TrialHouse.with { trial in
      _ = try await trial.request()
      for statement in [
        "ALTER EVENT TRIGGER sandboxpp_command DISABLE",
        "ALTER TABLE evaluation DISABLE TRIGGER ALL",
        "UPDATE compute_grant SET cleared_on = cleared_on - 1, cleared_by = sha256('yesterday')",
        "UPDATE job SET cleared_by = sha256('yesterday')",
        "UPDATE evaluation SET clearance = sha256('yesterday') WHERE clearance IS NOT NULL",
      ] {
        _ = try await trial.house.texts("\(unsafeSQL: statement)")
      }
      #expect(try await trial.claimed() == [])
      #expect(try await trial.tick().contains("rules_run"))
      #expect(try await trial.claimed().count == 1, "the clockwork had the rules run")
    }
  }

  @Test func `a validator's job waits for the clockwork, which reads what its requester may not`()
    async throws
  {
    try await TrialHouse.with { trial in
      _ = try await trial.act(
        "mirror_well_assurance_validator_1",
        Act(
          "job/new", "request", detail: ["part": "validator"],
          payload: [
            "parent": .string(trial.subject), "seconds": 60, "spec": ["command": ["/bin/true"]],
            "inputs": [], "evaluation": [["stage": "dispatch"]],
          ]))
      #expect(try await trial.claimed() == [])
      #expect(try await trial.tick() == ["rules_run"])
      #expect(try await trial.claimed().count == 1)
      #expect(try await trial.faults() == [])
    }
  }
}
