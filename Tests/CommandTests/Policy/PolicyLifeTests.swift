import Foundation
import Postgres
import TestSupport
import Testing

/// Policies from a file to being in force, by the command line on a real database.
@Suite struct PolicyLifeTests {
  @Test func `a policy takes effect when one of each authority has confirmed it`() async throws {
    try await PolicyDesk.with { desk in
      try await desk.publish("joint", "1.1.0")
      let early = try await desk.run("activate", "joint", "1.1.0", as: "hkma_policy_author")
      #expect(early.status == 1)
      #expect(early.errors.contains("give the day from which it takes effect"))
      try await desk.propose("joint", "1.1.0", from: "2099-01-01")
      let own = try await desk.run("activate", "joint", "1.1.0", as: "hkma_policy_author")
      #expect(own.status == 1)
      #expect(own.errors.contains("confirm is not yours to do here"))
      for remit in ["hkma", "ia", "mpfa"] {
        try await desk.confirm("joint", "1.1.0", by: "\(remit)_approver_1")
        #expect(try await desk.listing().contains("joint 1.1.0  joint  published"))
      }
      let twice = try await desk.run("activate", "joint", "1.1.0", as: "hkma_approver_1")
      #expect(twice.status == 1)
      try await desk.confirm("joint", "1.1.0", by: "sfc_approver_1")
      #expect(try await desk.listing().contains("joint 1.1.0  joint  activated from 2099-01-01"))
    }
  }

  @Test func `what takes effect earlier is also part of what was put for later`() async throws {
    try await PolicyDesk.with { desk in
      try await desk.bringIntoForce("ia", "2.0.0", from: "2099-03-01", by: ["ia_approver_1"])
      try await desk.bringIntoForce("sfc", "2.0.0", from: "2099-02-01", by: ["sfc_approver_1"])
      #expect(try await desk.inForce("2099-01-31") == ["ia 1.0.0", "sfc 1.0.0"])
      #expect(try await desk.inForce("2099-02-28") == ["ia 1.0.0", "sfc 2.0.0"])
      #expect(try await desk.inForce("2099-03-01") == ["ia 2.0.0", "sfc 2.0.0"])
    }
  }

  @Test func `a version is published once and never changes`() async throws {
    try await PolicyDesk.with { desk in
      try await desk.publish("ia", "1.1.0")
      let again = try await desk.tryPublishing("ia", "1.1.0")
      #expect(again.status == 1)
      #expect(again.errors.contains("published already"))
      let broken = try await desk.tryPublishing("ia", "1.2.0", changing: ("when ", "whenn "))
      #expect(broken.status == 1)
      #expect(broken.errors.contains("The policies do not compile. ia.policy:"))
      #expect(broken.errors.contains("^") && !broken.errors.contains("^.\n"))
    }
  }

  @Test func `a case in flight stays on its version unless a newer one says that it reaches it`()
    async throws
  {
    try await PolicyDesk.with(applications: 2) { desk in
      let all = ["hkma_approver_1", "ia_approver_1", "mpfa_approver_1", "sfc_approver_1"]
      try await desk.runRules()
      let pinned = try await desk.judgedBy()
      try await desk.bringIntoForce("joint", "1.1.0", from: "2026-03-05", by: all)
      try await desk.runRules()
      #expect(try await desk.judgedBy() == pinned)
      try await desk.bringIntoForce(
        "joint", "1.2.0", from: "2026-03-05", by: all,
        changing: ("\nvocabulary ", "\n  applies_to received before 2099-01-01\nvocabulary "))
      try await desk.runRules()
      #expect(pinned.contains("joint 1.0.0"))
      #expect(try await desk.judgedBy() == (pinned + ["joint 1.2.0"]).sorted())
    }
  }

  @Test func `a draft is tried on the applications on file`() async throws {
    try await PolicyDesk.with(applications: 4) { desk in
      let same = try await desk.backtest("joint", changing: ("zzz", "zzz"))
      #expect(same.output.contains("applications, no outcome would change"))
      let shorter = try await desk.backtest(
        "joint", changing: ("from 2024-09-01 = 6 months", "from 2024-09-01 = 3 months"))
      #expect(shorter.status == 0, "\(shorter.errors)")
      #expect(shorter.output.contains("flag R44 (joint)"))
      #expect(shorter.output.contains("does not apply → applies: 3"))
      #expect(shorter.output.contains("+ trial.end > trial.start + trial_limit: yes"))
      let stranger = try await desk.backtest(
        "joint", as: "hkma_officer_1", changing: ("zzz", "zzz"))
      #expect(stranger.output.hasPrefix("0 applications"))
    }
  }
}
