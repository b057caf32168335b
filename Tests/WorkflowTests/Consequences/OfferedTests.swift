import Postgres
import Testing

/// What an offer carries, when its conditions fall due, and on which licences it stands.
@Suite struct OfferedTests {
  private func conditions(of app: String, in world: World) async throws -> [String] {
    try await world.connection.query(
      """
      SELECT concat_ws(' ', c.remit, c.wording, s.state) FROM condition c JOIN subject s ON s.id = c.id
       WHERE c.application = \(app) ORDER BY c.remit, s.head_time
      """
    ).map { try $0.decode(String.self) }
  }

  @Test func `a condition set anew takes the place of what the earlier offer carried`() async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run(
        """
        SELECT offered_again(\(app), '[{"rule": "C-SFC", "wording": "keep a short log", "timing": "during"}]')
        """)
      #expect(
        try await conditions(of: app, in: world).sorted() == [
          "HKMA keep a log open", "IA keep a log open", "SFC keep a log replaced",
          "SFC keep a short log open",
        ])
      let entries = try await world.value(
        "SELECT count(*) FROM audit_event WHERE type = 'hk.sandboxpp.condition.replace.v1'",
        as: Int.self)
      #expect(entries == 1)
      let old = try await world.act(
        "appr", "application/\(app)", "accept_offer", detail: "'{\"version\": 1, \"offer\": 1}'")
      #expect(old?.detail.contains("offer_as_seen") == true, "other conditions than were seen")
      let new = try await world.act(
        "appr", "application/\(app)", "accept_offer", detail: "'{\"version\": 1, \"offer\": 2}'")
      #expect(new == nil)
    }
  }

  @Test func `a condition with a length of time falls due, and stops the trial where it says so`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "offered")
      try await world.run(
        """
        SELECT offered_again(\(app), '[{"rule": "C-SFC", "wording": "keep a short log", "timing": "during",
          "within": "5 business_days", "suspends": true}]')
        """)
      let condition = try await world.connection.query(
        """
        SELECT s.name, c.suspends, c.due, (SELECT day::date FROM generate_series(day_in_hong_kong(now()) + 1,
            day_in_hong_kong(now()) + 60, '1 day') day WHERE business_day(day::date) ORDER BY day OFFSET 4 LIMIT 1) = c.due
          FROM condition c JOIN subject s ON s.id = c.id WHERE c.application = \(app) AND c.wording = 'keep a short log'
        """
      ).one()
      let name = try condition[0, as: String.self]
      #expect(try condition[1, as: Bool.self] && condition[3, as: Bool?.self] == true)
      try await world.run(
        """
        SELECT done('appr', 'application/' || \(app), 'accept_offer', '{"version": 1, "offer": 2}'),
               done('op', 'application/' || \(app), 'grant_provisioned', '{"seconds": 1000, "slots": 1, "plan": []}'),
               done('hkma.coordinator', 'application/' || \(app), 'start_trial', '{}',
                 jsonb_build_object('evaluation', run_of_rules('start')))
        """)
      let early = try await world.act("tick", name, "breach", detail: "'{\"reason\": \"late\"}'")
      #expect(early?.detail.contains("day_has_come") == true)
      try await world.run(
        "UPDATE condition SET due = day_in_hong_kong(now()) - 1 WHERE 'condition/' || id = \(name)")
      let due = try await world.value(
        "SELECT count(*) FROM due_events() WHERE subject_name = \(name) AND event = 'breach'",
        as: Int.self)
      #expect(due == 1)
      for (event, left) in [("breach", 0), ("end", 1)] {
        let others = try await world.value(
          """
          SELECT count(*) FROM due_events(50, ARRAY[\(name) || ' ' || \(event)])
           WHERE subject_name = \(name)
          """, as: Int.self)
        #expect(others == left, "\(event) was put off")
      }
      #expect(
        try await world.act("tick", name, "breach", detail: "'{\"reason\": \"late\"}'") == nil)
      let state = try await world.value(
        "SELECT state FROM subject WHERE id = \(app)", as: String.self)
      #expect(state == "suspended")
    }
  }

  private func suspend(_ number: String, by login: String, in world: World) async throws {
    try await world.run(
      """
      SELECT done(\(login), s.name, 'suspend', '{"reason": "inquiry"}')
        FROM licence l JOIN subject s ON s.id = l.id WHERE l.number = \(number)
      """)
  }

  @Test func `nothing advances while a licence relied on is not active`() async throws {
    try await World.with { world in
      let offered = try await world.case(in: "offered")
      let submitted = try await world.case(in: "submitted")
      try await suspend("prep-1", by: "hkma.approver", in: world)
      let accept = "'{\"version\": 1, \"offer\": 1}'"
      let refused = try await world.act(
        "appr", "application/\(offered)", "accept_offer", detail: accept)
      #expect(refused?.detail.contains("licences_stand") == true)
      let complete = try await world.act(
        "hkma.case_officer", "application/\(submitted)", "accept_complete",
        payload: "jsonb_build_object('evaluation', run_of_rules('review'))")
      #expect(complete?.detail.contains("licences_stand") == true)
      try await world.run(
        """
        SELECT done('hkma.approver', s.name, 'restore', '{"reason": "settled"}')
          FROM licence l JOIN subject s ON s.id = l.id WHERE l.number = 'prep-1'
        """)
      #expect(
        try await world.act("appr", "application/\(offered)", "accept_offer", detail: accept) == nil
      )
    }
  }

  @Test func `a trial stops for a co-applicant's licence, not for one that it does not rely on`()
    async throws
  {
    try await World.with { world in
      let trial = try await world.case(in: "trial")
      let state: SQL = "SELECT state FROM subject WHERE id = \(trial)"
      try await world.run(
        """
        SELECT done('hkma.case_officer', done('prep', 'licence/new', 'declare', '{}',
          '{"remit": "HKMA", "class": "licensed", "number": "unrelied"}'), 'verify', '{"register_checked": "2026-01-02"}')
        """)
      try await suspend("unrelied", by: "hkma.approver", in: world)
      #expect(try await world.value(state, as: String.self) == "trial")
      try await suspend("partner.appr-1", by: "hkma.approver", in: world)
      #expect(try await world.value(state, as: String.self) == "suspended")
    }
  }
}
