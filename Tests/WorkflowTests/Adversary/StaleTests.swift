import Postgres
import Testing
import Workflow

/// Acts that come too late, and rights that reach too far.
@Suite struct StaleTests {
  private static let lifting =
    "jsonb_build_object('evaluation', run_of_rules('start'))"

  @Test func `a proposal lapses when its case moved, even if it moved back`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "suspended")
      let name = "application/\(app)"
      let propose: SQL = """
        SELECT proposed('sfc.case_officer', \(name), 'lift_suspension', '{"remit": "SFC"}', \(unsafeSQL: Self.lifting))
        """
      let old = try await world.value(propose, as: String.self)
      let other = try await world.value(propose, as: String.self)
      try await world.run("SELECT done('sfc.approver', \(other), 'confirm')")
      try await world.run(
        "SELECT done('sfc.approver', \(name), 'suspend', '{\"reason\": \"again\"}')")
      let late = try await world.act("sfc.approver2", old, "confirm")
      #expect(late?.code == "SB422" && late?.detail.contains("object_unmoved") == true)
      let due = try await world.value(
        "SELECT EXISTS (SELECT FROM due_events() WHERE subject_name = \(old) AND event = 'expire')",
        as: Bool.self)
      #expect(due)
      #expect(try await world.act("tick", old, "expire") == nil)
    }
  }

  @Test func `nothing is carried out on a case that was withdrawn`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      let proposal = try await world.value(
        """
        SELECT proposed('hkma.coordinator', 'application/' || \(app), 'decline', '{"reasons": "risk", "remit": "SFC"}')
        """, as: String.self)
      try await world.run("SELECT done('appr', 'application/' || \(app), 'withdraw')")
      #expect(try await world.act("hkma.approver", proposal, "confirm")?.code == "SB422")
      #expect(
        try await world.value("SELECT state FROM subject WHERE id = \(app)", as: String.self)
          == "withdrawn")
    }
  }

  @Test func `a clock's process does not act before its time`() async throws {
    try await World.with { world in
      for (scene, event) in [
        ("'application/' || case_in('draft')", "cohort_moved"),
        ("'application/' || case_in('trial')", "end_trial"),
        ("'application/' || case_in('offered')", "lapse"), ("relief_in('granted')", "end"),
        ("condition_in('open')", "breach"), ("proposal_in('proposed')", "expire"),
        ("policy_in('activated')", "supersede"), ("cohort_in('ranked')", "finish"),
        ("cohort_in('open')", "close"),
        (
          "(SELECT review_to(case_in('in_review'), 'SFC', 'awaiting_information'))",
          "information_overdue"
        ),
      ] {
        let subject = try await world.value(SQL(unsafeSQL: "SELECT \(scene)"), as: String.self)
        let early = try await world.act(
          "tick", subject, event, detail: "'{\"reason\": \"why\", \"remit\": \"SFC\"}'")
        #expect(early?.code == "SB422", "\(event): \(early?.description ?? "done")")
      }
    }
  }

  @Test func `everything that the clock finds due can be done`() async throws {
    try await World.with { world in
      try await world.fill()
      try await world.run("SELECT reminded(id), expired(id) FROM application WHERE version = 0")
      try await world.run(
        "UPDATE clock SET due_at = now() - interval '1 minute' WHERE due_at IS NOT NULL")
      try await world.run("UPDATE question SET due_at = now() - interval '1 minute'")
      try await world.run("UPDATE condition SET due = current_date - 2")
      try await world.run(
        "UPDATE relief SET last_day = current_date - 2 WHERE last_day IS NOT NULL")
      try await world.run("UPDATE application SET trial_last = current_date - 2")
      var events: Set<String> = []
      try await world.withSandbox { sandbox in
        let tick = Caller(.clockwork, secret: "tick")
        let due = try await sandbox.dueEvents(most: 50, as: tick)
        #expect(due.count > 10)
        for act in due {
          do {
            _ = try await sandbox.fire(act, as: tick)
          } catch {
            Issue.record("\(act.subject) \(act.event): \(error)")
          }
          events.insert(act.event)
        }
      }
      #expect(
        events.isSuperset(of: [
          "lapse", "end_trial", "information_overdue", "breach", "end", "expire", "escalated",
        ]))
    }
  }

  @Test func `a remit that is not of the case has no say in it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "suspended")
      for event in ["terminate", "lift_suspension"] {
        let refused = try await world.act(
          "mpfa.approver", "proposal/new", "propose", detail: "'{\"event\": \"\(event)\"}'",
          payload: """
            jsonb_build_object('parent', 'application/' || '\(app)', 'detail',
              '{"remit": "MPFA", "reasons": "we think so", "urgency": "yes"}'::jsonb)
            """)
        #expect(refused?.code == "SB403")
      }
      let suspend = try await world.act(
        "mpfa.approver", "application/\(app)", "suspend",
        detail: "'{\"reason\": \"why\", \"remit\": \"SFC\"}'")
      #expect(suspend?.code == "SB403")
    }
  }

  @Test func `a suspension is set in the name of the remit that sets it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      try await world.run(
        "SELECT done('ia.approver', 'application/' || \(app), 'suspend', '{\"reason\": \"why\", \"remit\": \"SFC\"}')"
      )
      let holder = try await world.value(
        "SELECT remit FROM hold WHERE application = \(app)", as: String.self)
      #expect(holder == "IA")
      let breached = try await world.value("SELECT condition_in('open')", as: String.self)
      let other = try await world.value("SELECT case_of(\(breached))::text", as: String.self)
      try await world.run(
        "UPDATE condition SET suspends = true, due = current_date - 2 WHERE application = \(other)")
      try await world.run(
        "SELECT done('tick', \(breached), 'breach', '{\"reason\": \"its due day has passed\"}')")
      let name = try await world.value(
        "SELECT remit FROM hold WHERE application = \(other)", as: String.self)
      #expect(name == "SFC")
    }
  }
}
