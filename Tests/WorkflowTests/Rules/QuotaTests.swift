import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

/// The quotas of the policies bound what may be granted.
@Suite struct QuotaTests {
  @Test func `a grant beyond the policies' quotas is refused with the limit and its rule`()
    async throws
  {
    try await TrialHouse.with { trial in
      let beyond = await #expect(throws: Refusal.self) {
        try await trial.changeGrant(plan: [], seconds: 2_000_000_000, slots: 2)
      }
      let months = try await trial.house.text("SELECT trial_months::text FROM application")
      let most = 2_000 * 3_600 * (try #require(Int(months)))
      #expect(
        beyond?.sentence
          == "The policies allow this trial at most \(most) seconds: Q01, 2000 hours per month.")
      #expect(beyond?.sentenceZh == "政策只容許本測試最多 \(most) 秒：Q01，每月 2000 小時。")
      #expect(beyond?.kind == .unmet && beyond?.unmetGuard == "within_quota")
      let many = await #expect(throws: Refusal.self) {
        try await trial.changeGrant(plan: [], seconds: 36_000, slots: 17)
      }
      #expect(many?.sentence == "The policies allow at most 16 slots at one time: Q02.")

      try await trial.changeGrant(plan: [], seconds: most, slots: 16)
      #expect(
        try await trial.house.text("SELECT concat_ws(' ', quota, slots) FROM compute_grant")
          == "\(most) 16")
    }
  }

  @Test func `an operator cannot provision more than the policies allow`() async throws {
    try await SampleHouse.with(applications: 6) { house in
      let offered = try await house.text(
        "SELECT s.name FROM subject s WHERE s.machine = 'application' AND s.state = 'offered' ORDER BY s.name LIMIT 1"
      )
      let approver = try await house.text(
        """
        SELECT f.key || '_approver' FROM application a JOIN firm f ON f.id = a.firm
         WHERE 'application/' || a.id = \(offered)
        """)
      try await house.cast.act(
        approver, Act(offered, "accept_offer", detail: ["version": 1, "offer": 1]))
      let refused = await #expect(throws: Refusal.self) {
        try await house.cast.act(
          "compute_operator_1",
          Act(
            offered, "grant_provisioned",
            detail: ["seconds": 2_000_000_000, "slots": 9_999, "plan": []]))
      }
      #expect(refused?.sentence.contains("Q01") == true)
      try await house.cast.act(
        "compute_operator_1",
        Act(offered, "grant_provisioned", detail: ["seconds": 36_000, "slots": 2, "plan": []]))
    }
  }
}
