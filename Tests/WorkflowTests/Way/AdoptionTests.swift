import Policies
import Postgres
import Samples
import Testing
import Transparency
import Workflow

/// What rests on a proposal binds by the act of those who activate it.
@Suite struct AdoptionTests {
  private static let rule = """

    refuse R97 en "An idea stands against it" zh "建議不容許" soft at submission
      when trial.end > trial.start cite PROGRAMME whole
      applies_to received before 2099-01-01
    """

  @Test func `who activates a version adopts its rules, and everybody who confirms is told which`()
    async throws
  {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await house.publish(try SampleHouse.joint("1.1.0", []) + Self.rule)
      try await house.activate(subject, from: "2026-03-06")
      let adopted = try await house.text(
        """
        SELECT convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail'->>'adopts' FROM audit_event e
          JOIN subject s ON s.id = e.subject WHERE s.name = \(subject) AND e.type LIKE '%.activate.v1'
        """)
      #expect(adopted.hasSuffix(", R97") && adopted.hasPrefix("R02, R03"))

      let application = try await house.text(
        "SELECT s.name FROM application a JOIN subject s ON s.id = a.id WHERE s.state = 'in_review'"
      )
      try await house.runRules(on: application)
      let outcomes = try await house.texts(
        """
        SELECT concat_ws('|', o.severity, o.result, o.mark, o.explains->>'adopted') FROM outcome o
         WHERE o.rule = 'R97'
         AND o.evaluation = (SELECT id FROM evaluation ORDER BY made_at DESC LIMIT 1)
        """)
      let today = try await house.text("SELECT day_in_hong_kong(now())::text")
      #expect(outcomes == ["soft|not_met|proposal|joint \(today)"])
    }
  }

  @Test func `a policy cannot say that somebody else adopted its rules`() async throws {
    try await SampleHouse.with(applications: 0) { house in
      let text = try SampleHouse.joint(
        "1.1.0", [("adopted by joint on 2026-10-05", "adopted by HKMA on 2026-10-05")])
      let refusal = await #expect(throws: Refusal.self) { try await house.publish(text) }
      #expect(refusal?.kind == .malformed)
      #expect(refusal?.description.contains("says that HKMA adopts it") == true)
    }
  }
}
