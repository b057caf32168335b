import Postgres
import Samples
import TestSupport
import Testing
import Transparency
import Workflow

/// What the rules read of the panel's scores.
@Suite struct PanelTests {
  @Test func `the deferred sample shows what R47 says of it`() async throws {
    try await SampleHouse.with(applications: 4) { house in
      let shown = try await house.texts(
        """
        SELECT concat_ws('|', e.stage, o.result, e.about->'panel' IS NOT NULL) FROM evaluation e
          JOIN outcome o ON o.evaluation = e.id AND o.rule = 'R47' JOIN subject s ON s.id = e.application
         WHERE s.state = 'deferred'
        """)
      #expect(shown == ["prioritisation|applies|t"])
      let deferred = try await house.text(
        "SELECT a.reference FROM application a JOIN subject s ON s.id = a.id WHERE s.state = 'deferred'"
      )
      let officer = try await house.cast.caller("hkma_officer_1")
      let desk = try await house.sandbox.desk(deferred, as: officer)
      #expect(desk.outcomes.first { $0.rule == "R47" }?.result == "applies", "on the desk's page")
      #expect(try await house.installation.check().parts.flatMap(\.faults) == [])
    }
  }

  @Test func `the mean of the declared members' scores decides R47`() async throws {
    try await SampleHouse.with(applications: 2) { house in
      let subject = try await house.text(
        "SELECT s.name FROM subject s WHERE s.machine = 'application' AND s.state = 'in_review'")
      let panel = try await house.text(
        "SELECT name FROM subject WHERE name LIKE 'supervision/%/PANEL' AND root = (SELECT id FROM subject WHERE name = \(subject))"
      )
      // The case stands where its scores are read.
      let connection = try await Connection.open(house.database.configuration)
      try await connection.execute(
        unsafeSQL: """
          SET search_path = sandboxpp, public; ALTER TABLE subject DISABLE TRIGGER guard_state;
          UPDATE subject SET state = 'consolidation' WHERE machine = 'application' AND state = 'in_review';
          ALTER TABLE subject ENABLE ALWAYS TRIGGER guard_state
          """)
      await connection.close()
      try await house.runRules(on: subject)
      var expected = ["undetermined"]
      #expect(try await Self.results(house) == expected, "nobody has scored")

      for (member, points) in [("panel_member_1", 3), ("panel_member_2", 1)] {
        try await house.cast.act(
          member, Act(panel, "conflict_declared", detail: ["conflict": false]))
        try await house.cast.act(
          member,
          Act(
            panel, "score_entered",
            detail: ["criterion": "fair_use", "points": .integer(points)]))
        try await house.runRules(on: subject)
        expected.append(points == 3 ? "does_not_apply" : "applies")
        #expect(try await Self.results(house) == expected)
      }
      try await house.cast.act(
        "panel_member_2", Act(panel, "conflict_declared", detail: ["conflict": true]))
      try await house.runRules(on: subject)
      #expect(
        try await Self.results(house) == expected + ["does_not_apply"], "a conflict counts no more")
      #expect(
        try await house.texts(
          "SELECT about->'panel'->>'panel.fair_use_mean' FROM evaluation WHERE about ? 'panel' ORDER BY made_at"
        )
          == ["none", "3.00", "2.00", "3.00"])
    }
  }

  private static func results(_ house: SampleHouse) async throws -> [String] {
    try await house.texts(
      """
      SELECT o.result FROM outcome o JOIN evaluation e ON e.id = o.evaluation
       WHERE o.rule = 'R47' AND e.stage = 'prioritisation' ORDER BY e.made_at
      """)
  }
}
