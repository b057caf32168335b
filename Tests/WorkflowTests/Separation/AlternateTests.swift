import Postgres
import Testing
import Workflow

/// Somebody of an authority's other desk acts for one case as if the role were theirs, and in no other.
@Suite struct AlternateTests {
  @Test func `an alternate countersigns in the case they were appointed for, and in no other`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let other = try await world.case(in: "in_review")
      #expect(try await cases(of: "svf.approver", in: world) == [])
      let reviews = try await [app, other].asyncMap {
        try await world.value("SELECT review_to(\($0), 'HKMA', 'recommended')", as: String.self)
      }
      let before = try await countersign(reviews[0], in: world)
      #expect(before?.code == "SB403")
      try await appoint("svf.approver", "approver", to: app, in: world)
      #expect(try await cases(of: "svf.approver", in: world) == [app])
      try await world.run("SELECT me('svf.approver')")
      let waits = try await world.value(
        "SELECT string_agg(need || ' ' || remit || ' ' || mine, ',') FROM inbox(false, 10)",
        as: String?.self)
      #expect(waits == "countersign HKMA true")
      #expect(try await countersign(reviews[0], in: world) == nil)
      #expect(try await countersign(reviews[1], in: world)?.code == "SB403")
      let signed = try await world.value(
        """
        SELECT convert_from(entry, 'UTF8')::jsonb->'data'->>'remit' FROM audit_event e JOIN subject s ON s.id = e.subject
         WHERE s.name = \(reviews[0]) ORDER BY e.seq DESC LIMIT 1
        """, as: String.self)
      #expect(signed == "HKMA", "the entry says for which remit")
    }
  }

  @Test func `who loses the role at home is no alternate any more`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value(
        "SELECT review_to(\(app), 'HKMA', 'recommended')", as: String.self)
      try await appoint("svf.approver", "approver", to: app, in: world)
      #expect(try await cases(of: "svf.approver", in: world) == [app])
      try await world.run(
        """
        SELECT agreed('svf.supervisor', 'remit/SVF', 'access_ended', '{svf.approver2}',
          jsonb_build_object('account', acc('svf.approver'), 'role', 'approver', 'reason', 'moved'))
        """)
      #expect(try await countersign(review, in: world)?.code == "SB403")
      #expect(try await cases(of: "svf.approver", in: world) == [])
    }
  }

  @Test func `a review is assigned to an alternate, who then begins it`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let review = try await world.value("SELECT review_of(\(app), 'HKMA')", as: String.self)
      let assignee = "jsonb_build_object('assignee', acc('svf.case_officer'))"
      #expect(
        try await world.act("hkma.supervisor", review, "assign", detail: assignee)?.code == "SB422")
      try await appoint("svf.case_officer", "case_officer", to: app, in: world)
      #expect(try await world.act("hkma.supervisor", review, "assign", detail: assignee) == nil)
      #expect(try await world.act("svf.case_officer", review, "begin") == nil)
      try await world.withSandbox { sandbox in
        let reference = try await world.value(
          "SELECT reference FROM application WHERE id = \(app)", as: String.self)
        let named = try await sandbox.members(
          of: "HKMA", role: "case_officer", on: reference,
          as: Caller(.officer, secret: "hkma.supervisor"))
        #expect(named.contains { $0.nameEn == "SVFcase_officer" })
        let free = try await sandbox.alternates(
          for: "supervision/\(app)/HKMA", roles: ["case_officer", "approver"],
          as: Caller(.officer, secret: "hkma.supervisor"))
        #expect(Set(free.compactMap(\.remit)) == ["SVF"])
      }
    }
  }

  @Test func `nobody is an alternate who has a conflict, another part, or no such role`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await world.run(
        """
        SELECT done('svf.approver', 'supervision/' || \(app) || '/HKMA', 'conflict_declared', '{"conflict": true}')
        """)
      let conflict = "That person has a conflict of interest or another part on this case."
      let unfit =
        "Name a required remit of this authority, a role, and an account that has that role in another of its remits."
      for (login, role, remit, expected) in [
        ("svf.approver", "approver", "HKMA", conflict),
        ("svf.approver2", "case_officer", "HKMA", unfit),
        ("svf.case_officer", "case_officer", "SVF", unfit),
        ("sfc.case_officer", "case_officer", "HKMA", unfit),
        ("hkma.case_officer2", "case_officer", "HKMA", unfit),
        ("svf.policy_author", "policy_author", "HKMA", unfit), ("appr", "approver", "HKMA", unfit),
      ] {
        let refused = try await world.refusal(
          of: try appointment(of: login, role, for: remit, in: app))
        #expect(refused?.message == expected, "\(login) as \(role)")
      }
      try await world.run(
        """
        INSERT INTO case_part (application, person, part) VALUES (\(app), human('svf.case_officer'), 'approver')
        """)
      let parted = try await world.refusal(
        of: try appointment(of: "svf.case_officer", "case_officer", for: "HKMA", in: app))
      #expect(parted?.message == conflict)
    }
  }

  @Test func `nobody appoints themselves, and one person alone nobody`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let own = try await world.refusal(
        of: """
          SELECT agreed('svf.supervisor', 'supervision/' || \(app) || '/HKMA', 'alternate_appointed', '{hkma.approver}',
            jsonb_build_object('remit', 'HKMA', 'role', 'supervisor', 'account', acc('svf.supervisor'), 'reason', 'for me'))
          """)
      #expect(own?.message == "Nobody is given a role by themselves.")
      let confirmed = try await world.refusal(
        of: """
          SELECT agreed('svf.supervisor', 'supervision/' || \(app) || '/HKMA', 'alternate_appointed', '{svf.approver}',
            jsonb_build_object('remit', 'HKMA', 'role', 'approver', 'account', acc('svf.approver'), 'reason', 'for me'))
          """)
      #expect(confirmed?.message == "Nobody is given a role by themselves.")
      let alone = try await world.act(
        "hkma.supervisor", "supervision/\(app)/HKMA", "alternate_appointed")
      #expect(alone?.code == "SB403")
    }
  }

  @Test func `who stands in is known inside the authority and nowhere else`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      try await appoint("svf.approver", "approver", to: app, in: world)
      for (login, sees) in [("hkma.approver", 1), ("svf.approver", 1), ("sfc.approver", 0)] {
        let seen = try await Reader(world: world, role: "officer", session: login)
          .rows("SELECT role FROM alternate")
        #expect(seen.count == sees, "\(login)")
      }
      #expect(
        !(try await Reader(world: world, role: "firm", session: "appr").readable().contains(
          "alternate")))
    }
  }

  // MARK: Parts

  private func appointment(
    of login: String, _ role: String, for remit: String, in app: String
  ) throws -> SQL {
    """
    SELECT agreed('hkma.supervisor', 'supervision/' || \(app) || '/HKMA', 'alternate_appointed', '{hkma.approver}',
      jsonb_build_object('remit', \(remit)::text, 'role', \(role)::text, 'account', acc(\(login)), 'reason', 'conflicts'))
    """
  }

  private func appoint(
    _ login: String, _ role: String, to app: String, in world: World
  ) async throws {
    try await world.run(try appointment(of: login, role, for: "HKMA", in: app))
  }

  private func countersign(_ review: String, in world: World) async throws -> Refused? {
    try await world.act(
      "svf.approver", review, "countersign",
      detail: "jsonb_build_object('seen', seen('\(review)'))")
  }

  private func cases(of login: String, in world: World) async throws -> [String] {
    try await world.run("SELECT me(\(login))")
    let rows = try await world.connection.query("SELECT id::text FROM case_sheet()")
    return try rows.map { try $0.decode(String.self) }
  }
}

extension Array {
  /// Each element in turn.
  fileprivate func asyncMap<Made>(_ make: (Element) async throws -> Made) async rethrows -> [Made] {
    var made: [Made] = []
    for element in self { made.append(try await make(element)) }
    return made
  }
}
