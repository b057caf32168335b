import Postgres
import Testing

/// One person has one part on a case, across remits and accounts.
@Suite struct PartTests {
  @Test func `an officer of one desk does not approve at another desk of the same authority`()
    async throws
  {
    try await World.with { world in
      try await world.twin("hkma.case_officer", login: "twin", "approver", of: "SVF")
      let app = try await world.caseOfTwoDesks()
      try await world.declare("twin", in: app, inside: "HKMA")
      try await world.run("SELECT review_to(\(app), 'HKMA', 'recommended')")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SVF', 'recommended')", as: String.self)
      let refused = try await world.act(
        "twin", review, "countersign", detail: "jsonb_build_object('seen', seen('\(review)'))")
      #expect(refused?.code == "SB403" && refused?.detail.contains("one_part") == true)
      let direct = try await world.refusal(
        of: "INSERT INTO case_part SELECT \(app), human('twin'), 'approver'")
      #expect(direct?.code == "23P01")
    }
  }

  @Test func `an approver of one desk is not the officer of another on the same case`() async throws
  {
    try await World.with { world in
      try await world.twin("hkma.approver", login: "twin", "case_officer", of: "SVF")
      let app = try await world.caseOfTwoDesks()
      try await world.declare("twin", in: app, inside: "HKMA")
      try await world.run("SELECT review_to(\(app), 'HKMA', 'countersigned')")
      let review = try await world.value("SELECT review_of(\(app), 'SVF')", as: String.self)
      let assigned = try await world.act(
        "svf.supervisor", review, "assign", detail: "jsonb_build_object('assignee', acc('twin'))")
      #expect(assigned?.code == "SB422")
      let taken = try await world.act(
        "twin", review, "assign", detail: "jsonb_build_object('assignee', acc('twin'))")
      #expect(taken?.code == "SB403")
    }
  }

  @Test func `one person may approve at both desks of an authority`() async throws {
    try await World.with { world in
      try await world.twin("hkma.approver", login: "twin", "approver", of: "SVF")
      let app = try await world.caseOfTwoDesks()
      try await world.declare("twin", in: app, inside: "HKMA")
      try await world.run("SELECT review_to(\(app), 'HKMA', 'countersigned')")
      let review = try await world.value(
        "SELECT review_to(\(app), 'SVF', 'recommended')", as: String.self)
      let refused = try await world.act(
        "twin", review, "countersign", detail: "jsonb_build_object('seen', seen('\(review)'))")
      #expect(refused == nil)
    }
  }

  @Test func `who coordinates a case does not decide its offer`() async throws {
    try await World.with { world in
      try await world.twin("hkma.coordinator", login: "twin", "approver", of: "HKMA")
      let app = try await world.case(in: "consolidation")
      try await world.declare("twin", in: app, inside: "HKMA")
      let offer = "jsonb_build_object('evaluation', run_of_rules('offer'))"
      let refused = try await world.act("twin", "application/\(app)", "offer", payload: offer)
      #expect(refused?.code == "SB403" && refused?.detail.contains("one_part") == true)
      #expect(
        try await world.act("hkma.approver", "application/\(app)", "offer", payload: offer) == nil)
    }
  }

  @Test func `who assigned a review neither recommends nor countersigns on the case`() async throws
  {
    try await World.with { world in
      try await world.twin("sfc.supervisor", login: "officer.twin", "case_officer", of: "SFC")
      try await world.twin("sfc.supervisor", login: "approver.twin", "approver", of: "SFC")
      let app = try await world.case(in: "in_review")
      for twin in ["officer.twin", "approver.twin"] {
        try await world.declare(twin, in: app, inside: "SFC")
      }
      let review = try await world.value(
        "SELECT review_to(\(app), 'SFC', 'recommended')", as: String.self)
      let seen = "jsonb_build_object('seen', seen('\(review)'))"
      #expect(
        try await world.act("approver.twin", review, "countersign", detail: seen)?.code == "SB403")
      let reassigned = try await world.act(
        "sfc.supervisor", review, "reassign",
        detail: "jsonb_build_object('assignee', acc('officer.twin'), 'reason', 'on leave')")
      #expect(reassigned?.code == "SB422")
    }
  }

  @Test func `a reconsideration is decided and reviewed by people who took no part`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "reconsideration")
      try await world.run(
        """
        SELECT agreed('hkma.coordinator', 'application/' || \(app), 'replace_decision', '{sfc.approver2}',
          '{"remits": ["SFC"], "reasons": "misread"}')
        """)
      let review = try await world.value("SELECT review_of(\(app), 'SFC')", as: String.self)
      let before = try await world.act(
        "sfc.supervisor", review, "assign",
        detail: "jsonb_build_object('assignee', acc('sfc.case_officer'))")
      #expect(before?.code == "SB422")
      #expect(before?.message.contains("took no part") == true)
      let fresh = try await world.act(
        "sfc.supervisor", review, "assign",
        detail: "jsonb_build_object('assignee', acc('sfc.case_officer2'))")
      #expect(fresh == nil)
      try await world.run("SELECT done('sfc.case_officer2', \(review), 'begin')")
      let seen = "jsonb_build_object('seen', seen('\(review)'))"
      try await world.run(
        """
        SELECT done('sfc.case_officer2', \(review), 'recommend',
          jsonb_build_object('recommendation', 'approve', 'reasons', 'sound', 'seen', seen(\(review))))
        """)
      #expect(
        try await world.act("sfc.approver", review, "countersign", detail: seen)?.code == "SB422")
      #expect(try await world.act("sfc.approver2", review, "countersign", detail: seen) == nil)
      let state = try await world.value(
        "SELECT state FROM subject WHERE id = \(app)", as: String.self)
      #expect(state == "consolidation")
    }
  }

  @Test func `nobody acts on a case before declaring, nor with a conflict`() async throws {
    try await World.with { world in
      try await world.run(
        """
        SELECT open_account('new.approver', 'n', 'n', 'officer', '[{"role": "approver", "of": "HKMA"}]')
        """)
      try await world.openSession("new.approver")
      let app = try await world.case(in: "consolidation")
      try await world.run(
        "DELETE FROM declaration WHERE application = \(app) AND person = human('new.approver')")
      let deferral = "'{\"reason\": \"not yet\"}'"
      let refused = try await world.act(
        "new.approver", "application/\(app)", "defer", detail: deferral)
      #expect(refused?.code == "SB403" && refused?.detail.contains("declared") == true)
      let inside = "supervision/\(app)/HKMA"
      #expect(
        try await world.act(
          "new.approver", inside, "note_added", payload: "'{\"wording\": \"a note\"}'")?.code
          == "SB403")
      try await world.run(
        "SELECT done('new.approver', \(inside), 'conflict_declared', '{\"conflict\": true}')")
      #expect(
        try await world.act("new.approver", "application/\(app)", "defer", detail: deferral)?.code
          == "SB403")
      try await world.run(
        "SELECT done('new.approver', \(inside), 'conflict_declared', '{\"conflict\": false}')")
      let better = try await world.act(
        "new.approver", "application/\(app)", "defer", detail: deferral)
      #expect(better?.code == "SB403", "a declaration can only be changed for the worse")
    }
  }

  @Test func `whoever requested a job does not check its outputs`() async throws {
    try await World.with { world in
      try await world.run(
        """
        SELECT open_account('twin', 't', 't', 'operator', '[{"role": "output_checker"}]', NULL, human('prep'))
        """)
      try await world.openSession("twin")
      let app = try await world.case(in: "trial")
      let output = try await world.value(
        """
        SELECT done('worker', 'artefact/new', 'produce', jsonb_build_object('kind', 'output', 'digest', repeat('ab', 32)),
          jsonb_build_object('parent', 'application/' || \(app), 'job', split_part(job_in('succeeded', \(app)), '/', 2)))
        """, as: String.self)
      let reason = "'{\"reason\": \"it leaks\"}'"
      #expect(try await world.act("twin", output, "refuse", detail: reason)?.code == "SB422")
      let proposal = try await world.value(
        "SELECT proposed('checker', \(output), 'release')", as: String.self)
      #expect(try await world.act("twin", proposal, "confirm")?.code == "SB422")
      #expect(try await world.act("checker2", proposal, "confirm") == nil)
    }
  }
}
