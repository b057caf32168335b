import Foundation
import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

/// Rules on incidents: one that says so suspends the trial, in its remit's name.
@Suite struct IncidentTests {
  private static func report(_ severity: String, known days: Int = 0) -> [String: CanonicalJSON] {
    let known = Date().addingTimeInterval(-86_400 * Double(days))
    return [
      "happened": "The assistant gave another member's balance.",
      "known_at": .string(known.ISO8601Format()),
    ].merging(severity.isEmpty ? [:] : ["severity": .string(severity)]) { $1 }
  }

  private static func incident(
    of trial: TrialHouse, by login: String, _ severity: String, known days: Int
  ) async throws(Refusal) -> Standing {
    var payload = report("", known: days)
    payload["parent"] = .string(trial.subject)
    return try await trial.act(
      login,
      Act("incident/new", "report", detail: ["severity": .string(severity)], payload: payload))
  }

  private func suspension(_ trial: TrialHouse) async throws -> [String] {
    try await trial.house.texts(
      """
      SELECT concat_ws('|', d->'data'->'detail'->>'rule', d->'data'->>'remit', d->>'authtype')
        FROM audit_event e JOIN subject s ON s.id = e.subject,
             LATERAL (SELECT convert_from(e.entry, 'UTF8')::jsonb AS d) x
       WHERE s.name = \(trial.subject) AND e.type LIKE '%.suspend.%' ORDER BY e.seq
      """)
  }

  @Test func `a severe incident that the firm reports late suspends the trial, once, naming R50`()
    async throws
  {
    try await TrialHouse.with { trial in
      let firm = "\(TrialHouse.firm)_approver"
      let incident = try await Self.incident(of: trial, by: firm, "high", known: 12)
      #expect(try await trial.state() == "suspended")
      #expect(try await suspension(trial) == ["R50|MPFA|system"])
      let hold = try #require(
        try await trial.sandbox.application(
          trial.house.text("SELECT reference FROM application"), as: trial.cast.caller(firm)
        ).holds.first)
      #expect(hold.reason == "R50: An incident of high severity was not reported in time")
      #expect(hold.reasonZh == "R50：未有在限期內通報嚴重事故")

      _ = try await trial.act("\(TrialHouse.desk)_officer_1", Act(incident.subject, "acknowledge"))
      try await trial.cast.together(
        "\(TrialHouse.desk)_officer_1", ["\(TrialHouse.desk)_approver_1"], "lift_suspension",
        on: trial.subject, detail: ["remit": .string(TrialHouse.desk.uppercased())])
      #expect(try await trial.state() == "trial")
      _ = try await trial.act(
        firm, Act(incident.subject, "update", payload: ["happened": "It is mended."]))
      #expect(try await trial.state() == "trial", "whoever lifted it had seen it")
      #expect(try await trial.tick() == [])
      #expect(
        try await trial.results(of: "R50", at: "incident") == ["applies", "applies", "applies"])
      #expect(try await trial.faults() == [])
    }
  }

  @Test(arguments: [("high", 0), ("medium", 12)])
  func `an incident reported in time, or not severe, suspends nothing`(
    severity: String, known: Int
  ) async throws {
    try await TrialHouse.with { trial in
      _ = try await Self.incident(
        of: trial, by: "\(TrialHouse.firm)_approver", severity, known: known)
      #expect(try await trial.state() == "trial")
      #expect(try await trial.results(of: "R50", at: "incident") == ["does_not_apply"])
      #expect(try await trial.tick() == [])
    }
  }

  @Test func `an incident that the operator saw suspends once the firm's notice is overdue`()
    async throws
  {
    try await TrialHouse.with { trial in
      let incident = try await Self.incident(
        of: trial, by: "compute_operator_1", "high", known: 0)
      #expect(try await trial.tick() == [], "the firm has its day")
      _ = try await trial.house.texts(
        """
        UPDATE clock SET due_at = now() - interval '1 minute'
         WHERE name = 'incident_notice' AND NOT ended RETURNING name
        """)
      #expect(try await trial.tick() == ["rules_run"])
      #expect(try await trial.state() == "suspended")
      #expect(try await suspension(trial) == ["R50|MPFA|system"])
      #expect(try await trial.tick() == [], "once")
      #expect(incident.state == "reported")
    }
  }

  @Test
  func `an operator says nothing of when the firm knew, and the firm's notice ends its clock`()
    async throws
  {
    try await TrialHouse.with { trial in
      let incident = try await Self.incident(
        of: trial, by: "compute_operator_1", "high", known: 12)
      #expect(try await trial.state() == "trial")
      #expect(try await trial.tick() == [])
      _ = try await trial.act(
        "\(TrialHouse.firm)_approver",
        Act(incident.subject, "update", payload: ["happened": "It is being looked at."]))
      let running = try await trial.house.texts(
        "SELECT name FROM clock WHERE name = 'incident_notice' AND NOT ended")
      #expect(running == [])
      #expect(try await trial.tick() == [])
      #expect(try await trial.state() == "trial")
    }
  }

  @Test func `a periodic report has the rules of the trial run`() async throws {
    try await TrialHouse.with { trial in
      let approver = "\(TrialHouse.firm)_approver"
      let folder = try TemporaryFolder()
      let report = try await trial.sandbox.keeping(files: folder.path).keep(
        Array("All went well.".utf8), as: "periodic_report",
        by: try await trial.cast.caller(approver))
      _ = try await trial.act(
        approver,
        Act(
          trial.subject, "periodic_report_received",
          payload: NewDocument(kind: "periodic_report", title: "Report").payload(report)))
      #expect(try await trial.results(of: "R42", at: "during") == ["met"])
      _ = try await trial.act("\(TrialHouse.desk)_officer_1", Act(trial.subject, "rules_run"))
      #expect(try await trial.results(of: "R42", at: "during").count == 2)
      #expect(try await trial.faults() == [])
    }
  }
}
