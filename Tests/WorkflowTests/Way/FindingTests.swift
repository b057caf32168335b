import Policies
import Postgres
import Samples
import Testing
import Transparency
import Workflow

/// Facts that a desk found, in place of what the firm said.
@Suite struct FindingTests {
  @Test func `of two findings of one fact the later counts, and the run can be made again`()
    async throws
  {
    try await SampleHouse.with(applications: 2) { house in
      let application = try await house.text(
        "SELECT s.name FROM application a JOIN subject s ON s.id = a.id WHERE s.state = 'in_review'"
      )
      for (end, outcome) in [("2099-01-01", "applies"), ("2027-02-01", "does_not_apply")] {
        try await house.cast.together(
          "hkma_officer_1", ["hkma_approver_1"], "fact_found", on: application,
          detail: ["remit": "HKMA", "attribute": "trial.end"],
          payload: ["value": .string(end), "evidence": "by a letter of the firm"])
        try await house.runRules(on: application)
        let found = try await house.texts(
          """
          SELECT o.result || ' ' || coalesce(e.beside->>'trial.end', '-') FROM outcome o
            JOIN evaluation e ON e.id = o.evaluation WHERE o.rule = 'R44' ORDER BY e.made_at DESC LIMIT 1
          """)
        #expect(found == ["\(outcome) \(end)"])
      }
      #expect(try await house.installation.check().parts.flatMap(\.faults) == [])
    }
  }
}
