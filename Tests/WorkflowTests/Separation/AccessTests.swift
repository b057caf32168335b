import Postgres
import Testing
import Workflow

/// A role of a remit is given and taken by its supervisor and one of its approvers together.
@Suite struct AccessTests {
  @Test func `a role that is given can be used at once, and not when it is taken`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let invite = {
        try await world.act(
          "hkma.case_officer2", "application/\(app)", "amendment_invited",
          detail: "'{\"reason\": \"the model has a new name\"}'")
      }
      #expect(try await invite()?.code == "SB403")
      try await world.run(try access("access_granted", "hkma.case_officer2", "coordinator"))
      #expect(try await invite() == nil)
      try await world.run(try access("access_ended", "hkma.case_officer2", "coordinator"))
      #expect(try await invite()?.code == "SB403")
      let told = try await world.value(
        """
        SELECT string_agg(split_part(e.type, '.', 4), ' ' ORDER BY e.seq) FROM audit_event e
          JOIN subject s ON s.id = e.subject WHERE s.name = 'remit/HKMA'
        """, as: String.self)
      #expect(told == "open access_granted access_ended")
    }
  }

  @Test func `nobody of a firm is given a role of a regulator`() async throws {
    try await World.with { world in
      let grant = """
        SELECT agreed('sfc.supervisor', 'remit/SFC', 'access_granted', '{sfc.approver}',
          jsonb_build_object('account', acc('second'), 'role', 'approver', 'reason', 'needed'))
        """
      try await world.twin("sfc.case_officer2", login: "second", "case_officer", of: "SFC")
      #expect(try await world.refusal(of: "\(unsafeSQL: grant)") == nil)
      try await world.twin("prep", login: "third", "case_officer", of: "SFC")
      let refused = try await world.refusal(
        of: "\(unsafeSQL: grant.replacing("second", with: "third"))")
      #expect(refused?.code == "SB422")
    }
  }

  @Test func `what is no role of the remit, or not for that account, is not given`() async throws {
    try await World.with { world in
      let unfit =
        "Name a role of a remit, and an account for it whose person has none in another authority or in a firm."
      for (login, role, expected) in [
        ("appr", "approver", unfit), ("op", "approver", unfit), ("sfc.approver", "approver", unfit),
        ("hkma.convenor", "compute_operator", unfit), ("hkma.convenor", "auditor", unfit),
        ("nobody", "approver", unfit),
        ("hkma.approver2", "approver", "That account has that role already."),
        ("hkma.supervisor", "convenor", "Nobody is given a role by themselves."),
        ("hkma.approver", "convenor", "Nobody is given a role by themselves."),
      ] {
        let refused = try await world.refusal(of: try access("access_granted", login, role))
        #expect(refused?.message == expected, "\(login) as \(role)")
      }
      let other = try await world.refusal(
        of: try access("access_ended", "hkma.convenor", "approver"))
      #expect(other?.message == "Name an account and a role that it has in this remit.")
      #expect(
        try await world.refusal(of: try access("access_granted", "svf.approver", "approver")) == nil
      )
    }
  }

  @Test func `neither a supervisor nor an administrator gives a role alone, nor in another remit`()
    async throws
  {
    try await World.with { world in
      for login in ["hkma.supervisor", "hkma.approver", "admin"] {
        #expect(try await world.act(login, "remit/HKMA", "access_granted")?.code == "SB403")
      }
      for login in ["admin", "sfc.supervisor", "hkma.approver"] {
        let refused = try await world.act(
          login, "proposal/new", "propose", detail: "'{\"event\": \"access_granted\"}'",
          payload: "'{\"parent\": \"remit/HKMA\"}'")
        #expect(refused?.code == "SB403", "\(login)")
      }
    }
  }

  @Test func `the approver finds it in the inbox, and who it is about on its page`() async throws {
    try await World.with { world in
      let proposal = try await world.value(
        """
        SELECT proposed('hkma.supervisor', 'remit/HKMA', 'access_granted',
          jsonb_build_object('account', acc('hkma.case_officer2'), 'role', 'coordinator', 'reason', 'a colleague left'))
        """, as: String.self)
      try await world.withSandbox { sandbox in
        let approver = Caller(.officer, secret: "hkma.approver")
        let item = try #require(
          try await sandbox.inbox(as: approver).first { $0.need == "confirm_remit" })
        #expect(item.proposal == proposal && item.mine && item.titleEn == "Banking")
        let detail = try await sandbox.proposal(
          String(proposal.dropFirst("proposal/".count)), as: approver)
        #expect(detail.namedEn == "HKMAcase_officer2" && detail.titleEn == "Banking")
        _ = try await sandbox.fire(Act(proposal, "confirm"), as: approver)
        let stranger = Caller(.officer, secret: "sfc.approver")
        #expect(try await sandbox.inbox(as: stranger).isEmpty)
      }
    }
  }

  private func access(_ event: String, _ login: String, _ role: String) throws -> SQL {
    """
    SELECT agreed('hkma.supervisor', 'remit/HKMA', \(event), '{hkma.approver}',
      jsonb_strip_nulls(jsonb_build_object('account', acc(\(login)), 'role', \(role)::text, 'reason', 'it must be')))
    """
  }
}
