import Postgres
import Testing
import Workflow

/// Which rule sets a clock's length: what came out of the rules on the case, else the rules' own lengths.
@Suite struct LengthTests {
  /// A case in review whose run of the rules said this of its clocks.
  private func reviewed(_ clocks: String, in world: World) async throws -> [String: String] {
    let app = try await world.case(in: "submitted")
    try await world.run(
      """
      SELECT done('hkma.case_officer', 'application/' || \(app), 'accept_complete', '{}', jsonb_build_object('evaluation',
               jsonb_build_array(run_of_rules('review')->0 || jsonb_build_object('clocks', \(JSON(clocks))))))
      """)
    let rows = try await world.connection.query(
      """
      SELECT c.name || ' ' || c.remit, format('%s %s %s %s', c.length, c.unit, c.rule, (c.evaluation IS NOT NULL)::text)
        FROM clock c WHERE c.root = \(app) AND c.name IN ('first_review', 'assignment') AND NOT c.ended
      """)
    return Dictionary(
      uniqueKeysWithValues: try rows.map { try $0.decode((String.self, String.self)) })
  }

  @Test func `a case has the lengths that the rules came to on its own facts`() async throws {
    try await World.with { world in
      let own = try await reviewed(
        #"[{"name": "first_review", "remit": "joint", "rule": "K01a", "length": 4, "unit": "days", "outcome": "applies"}]"#,
        in: world)
      #expect(own["first_review HKMA"] == "4 days K01a true")
      #expect(own["first_review SFC"] == "4 days K01a true")
      #expect(own["assignment SFC"] == "10 business_days  false", "of this the run said nothing")
    }
  }

  @Test func `what is not determined, or in conflict, shortens nothing`() async throws {
    try await World.with { world in
      for outcome in ["undetermined", "conflict"] {
        let own = try await reviewed(
          #"[{"name": "first_review", "remit": "joint", "rule": "K01, K01a", "outcome": "\#(outcome)"}]"#,
          in: world)
        #expect(own["first_review SFC"] == "10 business_days  false", "\(outcome)")
      }
    }
  }

  @Test func `a remit's own policy sets its own clock, and no other's`() async throws {
    try await World.with { world in
      let own = try await reviewed(
        """
        [{"name": "first_review", "remit": "joint", "rule": "K01", "length": 8, "unit": "business_days", "outcome": "applies"},
         {"name": "first_review", "remit": "SFC", "rule": "S01", "length": 12, "unit": "business_days", "outcome": "applies"},
         {"name": "first_review", "remit": "IA", "rule": "I01", "length": 2, "unit": "business_days", "outcome": "applies"}]
        """, in: world)
      #expect(own["first_review SFC"] == "12 business_days S01 true")
      #expect(own["first_review HKMA"] == "8 business_days K01 true")
    }
  }

  @Test func `of a case's clock the shorter counts for regulators, the longer for the firm`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "submitted")
      let said = """
        [{"name": "NAME", "remit": "joint", "rule": "J", "length": 8, "unit": "business_days", "outcome": "applies"},
         {"name": "NAME", "remit": "SFC", "rule": "S", "length": 3, "unit": "business_days", "outcome": "applies"},
         {"name": "NAME", "remit": "HKMA", "rule": "H", "length": 30, "unit": "days", "outcome": "applies"},
         {"name": "NAME", "remit": "MPFA", "rule": "M", "length": 1, "unit": "days", "outcome": "applies"}]
        """
      for (name, rule) in [
        ("decision", "S"), ("completeness", "S"), ("offer", "H"), ("resubmission", "H"),
      ] {
        try await world.run(
          """
          SELECT done('hkma.case_officer', 'application/' || \(app), 'rules_run', '{}', jsonb_build_object('evaluation',
                   jsonb_build_array(run_of_rules('review')->0 || jsonb_build_object('clocks', \(JSON(said.replacing("NAME", with: name)))))))
          """)
        let set = try await world.value(
          "SELECT rule_of_clock(\(app), \(name))", as: String.self)
        #expect(set == rule, "\(name)")
      }
    }
  }

  @Test
  func `a trial's periodic report is due anew each time that one comes, and ends with the trial`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let report: SQL = """
        SELECT done('appr', 'application/' || \(app), 'periodic_report_received', '{}', jsonb_build_object('kind', 'periodic_report', 'digest', repeat('ab', 32)))
        """
      let ledger: SQL = """
        SELECT string_agg(c.ended::text, ' ' ORDER BY c.ended DESC) FROM clock c WHERE c.subject = \(app) AND c.name = 'periodic_report'
        """
      #expect(try await world.value(ledger, as: String?.self) == "false")
      try await world.run(report)
      #expect(try await world.value(ledger, as: String?.self) == "true false")
      try await world.run("SELECT done('appr', 'application/' || \(app), 'end_trial')")
      #expect(try await world.value(ledger, as: String?.self) == "true true")
      try await world.run(report)
      #expect(try await world.value(ledger, as: String?.self) == "true true", "the trial is over")
    }
  }

  @Test func `an extension within the policies' limit is the lead's, one beyond it every desk's`()
    async throws
  {
    try await World.with { world in
      for (months, remits) in [(3, ["HKMA"]), (4, ["HKMA", "IA", "SFC"])] {
        let app = try await world.case(in: "trial")
        let variation = try await extend(app, by: months, in: world)
        #expect(try await reviewing(variation, in: world) == remits, "\(months)")
      }
      let wrong = try await world.act(
        "appr", "variation/new", "request", detail: #"'{"kind": "extension", "months": 25}'"#,
        payload:
          "jsonb_build_object('parent', 'application/' || '\(try await world.case(in: "trial"))', 'evaluation', run_of_rules('variation'))"
      )
      #expect(wrong?.message == "Say by how many months, from 1 to 24.")
      let app = try await world.case(in: "trial")
      let first = try await extend(app, by: 1, in: world)
      try await world.run("SELECT review_to(\(app), 'HKMA', 'countersigned')")
      try await world.run("SELECT done('hkma.approver', \(first), 'approve')")
      let second = try await extend(app, by: 1, in: world)
      #expect(try await reviewing(second, in: world) == ["HKMA", "IA", "SFC"], "a further one")
    }
  }

  private func extend(_ app: String, by months: Int, in world: World) async throws -> String {
    try await world.value(
      """
      SELECT done('appr', 'variation/new', 'request', jsonb_build_object('kind', 'extension', 'months', \(months)),
               jsonb_build_object('parent', 'application/' || \(app), 'evaluation', run_of_rules('variation')))
      """, as: String.self)
  }

  private func reviewing(_ variation: String, in world: World) async throws -> [String] {
    try await world.connection.query(
      "SELECT remit FROM review WHERE variation = id_of(\(variation)) ORDER BY remit"
    ).map { try $0.decode(String.self) }
  }
}
