import Postgres
import Testing
import Transparency
import Workflow

/// What several sides agree on without moving a case: joint notes, publication, erasure.
@Suite struct TogetherStandingTests {
  @Test func `a joint note is read by every authority once all required desks confirmed it`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let proposal = try await world.value(
        """
        SELECT proposed('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'joint_note_added',
          '{"gateway": "section 378"}', '{"wording": "the model drifts everywhere"}')
        """, as: String.self)
      for confirmer in ["hkma.approver", "ia.approver"] {
        try await world.run("SELECT done(\(confirmer), \(proposal), 'confirm')")
        #expect(try await notes(of: "ia.case_officer", in: world) == [])
      }
      try await world.run("SELECT done('sfc.approver', \(proposal), 'confirm')")
      let note = World.mark("the model drifts everywhere", as: "wording")
      for reader in ["hkma.case_officer", "ia.case_officer", "sfc.case_officer2"] {
        #expect(try await notes(of: reader, in: world) == [note])
      }
      let told = try await world.value(
        """
        SELECT string_agg(split_part(s.name, '/', 3) || ' ' || split_part(e.type, '.', 4), ', ' ORDER BY s.name)
          FROM audit_event e JOIN subject s ON s.id = e.subject WHERE e.type LIKE '%.joint_note_%' AND s.root = \(app)
        """, as: String.self)
      #expect(
        told.split(separator: ", ").sorted() == [
          "HKMA joint_note_shared", "IA joint_note_shared", "SFC joint_note_added",
        ])
      #expect(!(try await firmSees("joint_note", in: world)))
    }
  }

  @Test func `a joint note without its gateway is none`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let refused = try await world.refusal(
        of: """
          SELECT agreed('sfc.case_officer', 'supervision/' || \(app) || '/SFC', 'joint_note_added',
            '{hkma.approver,ia.approver,sfc.approver}', '{}', '{"wording": "the model drifts everywhere"}')
          """)
      #expect(refused?.message == "Name the gateway: the consent or the section of law.")
    }
  }

  @Test func `a case is published when both sides agreed, until either takes it back`() async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "trial")
      let name = "application/\(app)"
      let reason = "'{\"reason\": \"a new strategy\"}'"
      let early = try await world.act("appr", name, "publication_agreed")
      #expect(early?.message.hasPrefix("A case is published from onboarding on") == true)
      try await world.run(
        "SELECT done('appr', \(name), 'consent_given', '{\"kind\": \"publish_summary\"}')")
      #expect(
        try await world.act("appr", name, "publication_withdrawn", detail: reason)?.code == "SB422")
      for (login, published) in [("appr", "t f"), ("hkma.approver", "t t")] {
        #expect(try await world.act(login, name, "publication_agreed") == nil)
        #expect(try await sides(app, in: world) == published)
      }
      #expect(
        try await world.act("appr2", name, "publication_agreed")?.message
          == "Your side has agreed already.")
      #expect(try await world.act("sfc.approver", name, "publication_agreed")?.code == "SB403")
      #expect(
        try await world.act("hkma.approver", name, "publication_withdrawn", detail: reason) == nil)
      #expect(try await sides(app, in: world) == "f f")
      #expect(try await world.act("appr", name, "publication_agreed") == nil)
      try await world.run(
        "SELECT done('appr', \(name), 'consent_withdrawn', '{\"kind\": \"publish_summary\"}')")
      #expect(try await sides(app, in: world) == "f f", "the entry leaves with the consent")
    }
  }

  @Test func `what is to be published is agreed anew by a new lead, and of new content by both`()
    async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "onboarding")
      let name = "application/\(app)"
      try await world.run(
        """
        SELECT done('appr', \(name), 'consent_given', '{"kind": "publish_summary"}'),
               done('appr', \(name), 'publication_agreed'),
               done('hkma.approver', \(name), 'publication_agreed'),
               agreed('hkma.coordinator', \(name), 'lead_reassigned', '{sfc.coordinator}',
                 '{"remit": "SFC", "reason": "most clients are theirs"}')
        """)
      #expect(try await sides(app, in: world) == "t f")
      try await world.run(
        """
        SELECT done('sfc.coordinator', \(name), 'not_ready', '{"missing": "the data room"}'),
               prepare(\(name), 'amend', '\(unsafeSQL: app)', 'deferred'),
               done('appr', \(name), 'amend', '{}', payload_of(\(name), 'amend', '\(unsafeSQL: app)'))
        """)
      #expect(try await sides(app, in: world) == "f f")
    }
  }

  @Test func `an operator alone attests no erasure, another or a checker confirms it`() async throws
  {
    try await World.with { world in
      let app = try await world.case(in: "exit_review")
      let name = "application/\(app)"
      #expect(try await world.act("op", name, "erasure_attested")?.code == "SB403")
      try await world.withSandbox { sandbox in
        let (op, checker) = (Caller(.operator, secret: "op"), Caller(.operator, secret: "checker"))
        let proposed = try await sandbox.fire(
          Act(
            "proposal/new", "propose", detail: ["event": "erasure_attested"],
            payload: ["parent": .string(name)]), as: op)
        await #expect(throws: Refusal.self) {
          _ = try await sandbox.fire(Act(proposed.subject, "confirm"), as: op)
        }
        let own = try await sandbox.floor(as: op).sheets.flatMap { $0.waiting ?? [] }
        #expect(own.isEmpty, "nothing waits for who proposed it")
        let waiting = try await sandbox.floor(as: checker).sheets.flatMap { $0.waiting ?? [] }
        #expect(waiting.map(\.subject) == [proposed.subject])
        _ = try await sandbox.fire(Act(proposed.subject, "confirm"), as: checker)
      }
      #expect(
        try await world.value(
          "SELECT erased FROM compute_grant WHERE application = \(app)", as: Bool.self))
    }
  }

  // MARK: Parts

  private func notes(of login: String, in world: World) async throws -> [String] {
    try await Reader(world: world, role: "officer", session: login).rows("SELECT wording FROM note")
  }

  private func firmSees(_ event: String, in world: World) async throws -> Bool {
    try await Reader(world: world, role: "firm", session: "appr")
      .rows("SELECT type FROM audit_event").contains { $0.contains(event) }
  }

  private func sides(_ app: String, in world: World) async throws -> String {
    try await world.value(
      """
      SELECT left(published_by_firm::text, 1) || ' ' || left(published_by_lead::text, 1) FROM application WHERE id = \(app)
      """, as: String.self)
  }
}
