import Foundation
import Postgres
import Samples
import Testing
import Transparency
import Workflow

/// A real case in flight, and newer versions of the policy that it came under.
@Suite struct ReachingBackTests {
  private static let reach = "applies_to received before 2099-01-01"

  /// Another R45 and a shorter time to answer, which may reach back; another R44 and a new R98.
  private static func newer(_ version: String, header: String = "", rule: String = "") throws
    -> String
  {
    let shipped = try SampleHouse.joint(version, [])
    let start = try #require(shipped.range(of: "  when trial.live_customers\n    and (not trial"))
    let end = try #require(shipped[start.lowerBound...].range(of: "  cite FSS whole\n"))
    return try SampleHouse.joint(
      version,
      [
        (
          String(shipped[start.lowerBound..<end.upperBound]),
          "  when trial.end > trial.start\n  cite PDPO section \"33\"\n  \(rule)\n"
        ),
        ("Live customers lack a voluntary", "Newly worded: live customers lack a voluntary"),
        ("The trial is longer than the limit:", "Newly worded:"),
        ("\nvocabulary application", "\n\(header)\nvocabulary application"),
        ("clock K07 answer = 10 business_days", "clock K07 answer = 3 business_days \(rule)"),
      ])
        + """

        flag R98 en "Wholly new" zh "全新" at submission when trial.end > trial.start
          cite PDPO whole
        """
  }

  private func subject(_ house: SampleHouse) async throws -> String {
    try await house.text(
      "SELECT s.name FROM application a JOIN subject s ON s.id = a.id WHERE s.state = 'in_review'")
  }

  /// Of the rule: result, sentence, source and the newer version, in the last run of the rules.
  private func last(_ rule: String, _ house: SampleHouse) async throws -> [String] {
    try await house.texts(
      """
      SELECT concat_ws('|', o.result, split_part(o.sentence_en, ':', 1), o.source,
                       o.explains->>'newer_version')
        FROM outcome o WHERE o.rule = \(rule)
         AND o.evaluation = (SELECT id FROM evaluation ORDER BY made_at DESC LIMIT 1)
      """)
  }

  /// The texts by which the rules were run last: their policies, and how far each reaches back.
  private func members(_ house: SampleHouse) async throws -> [String] {
    try await house.texts(
      """
      SELECT concat_ws(' ', substring(s.text FROM '(?n)^policy (joint \\S+)'), s.before)
        FROM policy_set p, jsonb_to_recordset(p.sources) AS s(name text, text text, before text)
       WHERE s.name = 'joint.policy'
         AND p.digest = (SELECT policies FROM evaluation ORDER BY made_at DESC LIMIT 1) ORDER BY 1
      """)
  }

  @Test func `a rule of a newer version reaches a case in flight, and its other rules do not`()
    async throws
  {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await subject(house)
      try await house.runRules(on: subject)
      #expect(try await members(house) == ["joint 1.0.0"])
      let asSubmitted = try await last("R44", house)

      let silent = try await house.publish(try Self.newer("1.1.0"))
      try await house.activate(silent, from: "2026-03-06")
      try await house.runRules(on: subject)
      #expect(try await members(house) == ["joint 1.0.0"])

      let reaching = try await house.publish(try Self.newer("1.2.0", rule: Self.reach))
      try await house.activate(reaching, from: "2026-03-07")
      try await house.runRules(on: subject)
      #expect(try await members(house) == ["joint 1.0.0", "joint 1.2.0 2099-01-01"])
      #expect(
        try await last("R45", house) == ["not_met|Newly worded|PDPO section 33|joint 1.2.0"])
      #expect(try await last("R44", house) == asSubmitted)
      #expect(try await last("R98", house) == [])
      let pinned = try await house.text(
        """
        SELECT (a.policies = first.policies AND a.policies <> last.policies)::text
          FROM application a,
               LATERAL (SELECT policies FROM evaluation ORDER BY made_at LIMIT 1) first,
               LATERAL (SELECT policies FROM evaluation ORDER BY made_at DESC LIMIT 1) last
         WHERE a.id = (SELECT id FROM subject WHERE name = \(subject))
        """)
      #expect(pinned == "true", "the case itself stays on what it came under")
      #expect(try await house.installation.check().parts.flatMap(\.faults) == [])
    }
  }

  @Test func `a gate of a newer version judges a case in flight, and its run can be made again`()
    async throws
  {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await subject(house)
      let reaching =
        try SampleHouse.joint("1.1.0", []) + """

          gate G00 en "A further measure" zh "另一指標" at exit
            require auc >= 0.900 samples >= 1_000 cite H-RPT section "3.3.2" \(Self.reach)
          """
      try await house.activate(try await house.publish(reaching), from: "2026-03-06")
      try await house.cast.act("hkma_officer_1", Act(subject, "gates_judged"))
      #expect(
        try await house.texts("SELECT rule FROM gate_result WHERE rule < 'G02' ORDER BY rule")
          == ["G00", "G01"])
      let report = try await house.installation.check()
      #expect(report.parts.flatMap(\.faults) == [])
      #expect(report.parts.first { $0.name == "gates" }?.looked == 1)
    }
  }

  @Test func `a clock that starts after the rules ran runs as the reaching version says`()
    async throws
  {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await subject(house)
      let reaching = try await house.publish(try Self.newer("1.2.0", rule: Self.reach))
      try await house.activate(reaching, from: "2026-03-07")
      try await house.runRules(on: subject)
      let review = try await house.text(
        """
        SELECT s.name FROM review r JOIN subject s ON s.id = r.id
         WHERE s.remit = 'HKMA' AND s.root = (SELECT id FROM subject WHERE name = \(subject))
        """)
      try await house.cast.act(
        "hkma_officer_1",
        Act(
          review, "request_information", detail: ["attributes": ["model.name"]],
          payload: ["wording": "Which model is it?"]))
      let due = try await house.text(
        """
        SELECT (due_at < clock_timestamp() + interval '8 days')::text FROM question
        """)
      #expect(due == "true", "three business days, not ten")
    }
  }

  @Test func `a version that says so in its header reaches the case as a whole`() async throws {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await subject(house)
      let whole = try await house.publish(try Self.newer("1.1.0", header: Self.reach))
      try await house.activate(whole, from: "2026-03-06")
      try await house.runRules(on: subject)
      #expect(try await members(house) == ["joint 1.0.0", "joint 1.1.0 2099-01-01"])
      for (rule, citation) in [
        ("R45", "not_met|Newly worded|PDPO section 33"), ("R98", "applies|Wholly new|PDPO"),
      ] {
        #expect(try await last(rule, house) == ["\(citation)|joint 1.1.0"])
      }
      let others = try await house.text(
        """
        SELECT count(*)::text FROM outcome o
         WHERE o.evaluation = (SELECT id FROM evaluation ORDER BY made_at DESC LIMIT 1)
           AND o.remit = 'joint' AND o.explains->>'newer_version' IS NULL AND o.rule LIKE 'R%'
        """)
      #expect(others == "0")
    }
  }

  @Test func `what could not stand beside the versions of cases in flight is not activated`()
    async throws
  {
    try await SampleHouse.with(applications: 0) { house in
      let text = try SampleHouse.joint(
        "1.1.0",
        [("clock K07 answer = 10 business_days", "clock K99 answer = 3 days \(Self.reach)")])
      let subject = try await house.publish(text)
      let refusal = await #expect(throws: Refusal.self) {
        try await house.activate(subject, from: "2026-03-06")
      }
      #expect(refusal?.kind == .malformed)
      #expect(refusal?.description.contains("Cases in flight that it reaches") == true)
      #expect(refusal?.description.contains("both set the same") == true)
    }
  }
}
