import Postgres
import Testing

/// What somebody who may call act() tries beyond what it is for.
@Suite struct ForgeryTests {
  @Test func `a proposal is about the case it is made under, whatever its payload says`()
    async throws
  {
    try await World.with { world in
      let mine = try await world.case(in: "consolidation")
      let other = try await world.case(in: "consolidation")
      let alone = try await world.act(
        "hkma.coordinator", "proposal/new", "propose", detail: "'{\"event\": \"decline\"}'",
        payload:
          "jsonb_build_object('object_id', '\(other)', 'object', '\(other)', 'detail', '{\"reasons\": \"risk\", \"remit\": \"SFC\"}'::jsonb)"
      )
      #expect(alone?.code == "SB404")
      try await world.run("SELECT me('hkma.coordinator')")
      try await world.run(
        """
        SELECT * FROM act('proposal/new', 'propose', NULL, '{"event": "decline"}', jsonb_build_object('parent', 'application/' || \(mine),
          'object_id', \(other)::text, 'detail', '{"reasons": "risk", "remit": "SFC"}'::jsonb))
        """)
      let object = try await world.value(
        "SELECT object::text FROM proposal ORDER BY proposed_at DESC LIMIT 1", as: String.self)
      #expect(object == mine)
    }
  }

  @Test(arguments: [
    ("variation/new", "request"), ("relief/new", "ask"), ("incident/new", "report"),
    ("artefact/new", "declare"), ("job/new", "request"),
  ])
  func `what hangs under a case needs one, and one of the own firm`(
    subject: String, event: String
  ) async throws {
    try await World.with { world in
      let app = try await world.case(in: event == "ask" ? "in_review" : "trial")
      let right = "payload_of('\(subject)', '\(event)', '\(app)')"
      let detail = "detail_of('\(subject)', '\(event)', '\(app)', 'appr')"
      let none = try await world.act(
        "appr", subject, event, detail: detail, payload: "\(right) - 'parent'")
      #expect(none?.code == "SB404")
      for kind in ["cohort", "licence", "firm"] {
        let strange = try await world.act(
          "appr", subject, event, detail: detail,
          payload:
            "\(right) || (SELECT jsonb_build_object('parent', name) FROM subject WHERE machine = '\(kind)' LIMIT 1)"
        )
        #expect(strange?.code == "SB404", "under a \(kind)")
      }
      let stranger = try await world.act(
        "rival.appr", subject, event, detail: detail, payload: right)
      #expect(stranger?.code == "SB403")
      #expect(try await world.act("appr", subject, event, detail: detail, payload: right) == nil)
    }
  }

  @Test func `nothing is created by an event that only stands beside a state`() async throws {
    try await World.with { world in
      for (login, subject, event) in [
        ("prep", "application/new", "guidance_asked"), ("appr", "application/new", "consent_given"),
        ("tick", "application/new", "notice_sent"), ("tick", "jobs/new", "open"),
        ("tick", "review/new", "invite"), ("tick", "condition/new", "set"),
        ("tick", "supervision/new", "open"), ("tick", "access/new", "open"),
        ("admin", "firm/new", "register"),
      ] {
        let app = try await world.case(in: "draft")
        let refused = try await world.act(
          login, subject, event, detail: "'{\"reason\": \"why\", \"kind\": \"publish_summary\"}'",
          payload: "jsonb_build_object('parent', 'application/' || '\(app)')")
        #expect(["SB403", "SB405"].contains(refused?.code), "\(subject) \(event)")
      }
    }
  }

  @Test func `keys that look like the database's own stay inside the detail`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "consolidation")
      try await world.run(
        """
        SELECT done('hkma.approver', 'application/' || \(app), 'defer', '{"reason": "not yet", "to": "offered", "from": "draft",
          "act": "x", "role": "system", "remit": "SFC", "seq": 1, "prev": "0", "effects": ["none"], "authid": "nobody"}',
          jsonb_build_object('evaluation', run_of_rules('prioritisation')))
        """)
      let bytes = try await world.value(
        "SELECT entry FROM audit_event WHERE subject = \(app) ORDER BY seq DESC LIMIT 1",
        as: [UInt8].self)
      let entry = try CanonicalReader.read(bytes)
      #expect(entry["data"]?["to"]?.text == "deferred")
      #expect(entry["data"]?["from"]?.text == "consolidation")
      #expect(entry["data"]?["role"]?.text == "approver")
      #expect(entry["data"]?["remit"]?.text == "HKMA")
      #expect(entry["data"]?["detail"]?["to"]?.text == "offered")
      let capital = try await world.act(
        "appr", "application/\(app)", "guidance_asked",
        detail: "'{\"reason\": \"why\", \"To\": \"x\"}'")
      #expect(capital?.code == "SB400")
    }
  }

  @Test func `a policy's name cannot write into its entry`() async throws {
    try await World.with { world in
      for (name, version) in [
        ("sfc\",\"x\":\"y", "1.0"), ("sfc", "1.0\",\"to\":\"activated"), ("new", "1.0"),
        ("a/b", "1.0"),
        ("sfc", "../1"), ("", "1.0"), ("SFC", "1.0"), ("sfc", ""),
      ] {
        try await world.run("SELECT me('sfc.policy_author')")
        let refused = try await world.refusal(
          of: """
            SELECT * FROM act('policy/new', 'publish', NULL, '{}', jsonb_build_object('name', \(name)::text, 'version', \(version)::text,
              'binds', 'SFC', 'digest', encode(sha256('policy'), 'hex'), 'source', 'policy', 'file', 'f'))
            """)
        #expect(refused?.code == "SB422", "\(name) \(version)")
      }
      let foreign = try await world.act(
        "sfc.policy_author", "policy/new", "publish",
        payload: "payload_of('policy/new', 'publish', NULL) || '{\"binds\": \"HKMA\"}'")
      #expect(foreign?.code == "SB403")
      let nowhere = try await world.act(
        "sfc.policy_author", "policy/new", "publish",
        payload: "payload_of('policy/new', 'publish', NULL) || '{\"binds\": \"nobody\"}'")
      #expect(nowhere?.code == "SB403")
      let misnamed = try await world.act(
        "sfc.policy_author", "policy/new", "publish",
        payload: "payload_of('policy/new', 'publish', NULL) || '{\"source\": \"another\"}'")
      #expect(misnamed?.code == "SB422")
    }
  }

  @Test func `only published texts come into force, under the digest that is theirs`() async throws
  {
    try await World.with { world in
      let policy = try await world.value("SELECT policy_in('published')", as: String.self)
      let sets = "set_of('\(policy)')"
      for (set, code) in [
        ("'[]'::jsonb", "SB422"),
        ("jsonb_set(\(sets), '{0,digest}', to_jsonb(repeat('ab', 32)))", "SB400"),
        ("set_of('\(policy)', 'another text')", "SB422"),
        ("set_of('\(policy)', NULL, '2099-01-01', '2020-01-01')", "SB422"),
        ("jsonb_set(\(sets), '{0,effective}', '\"2098-12-31\"')", "SB422"),
      ] {
        let proposal = try await world.value(
          SQL(
            unsafeSQL: """
              SELECT proposed('sfc.policy_author', '\(policy)', 'activate',
                '{"effective": "2099-01-01"}', jsonb_build_object('sets', \(set)))
              """), as: String.self)
        #expect(try await world.act("sfc.approver", proposal, "confirm")?.code == code, "\(set)")
        try await world.run("SELECT done('sfc.policy_author', \(proposal), 'retract')")
      }
    }
  }

  @Test func `a run of the rules cannot be slipped in beside another act`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let before = try await world.value("SELECT count(*) FROM evaluation", as: Int.self)
      let seen = try await world.value("SELECT seen_digest(\(app))", as: String.self)
      for (login, event, payload) in [
        (
          "prep", "document_added", "jsonb_build_object('kind', 'plan', 'digest', repeat('ab', 32))"
        ),
        ("appr", "guidance_asked", "'{}'::jsonb"),
      ] {
        let done = try await world.act(
          login, "application/\(app)", event, detail: "'{\"reason\": \"why\"}'",
          payload:
            "\(payload) || jsonb_build_object('evaluation', run_of_rules('review', unmet('HKMA')))")
        #expect(done == nil)
      }
      #expect(try await world.value("SELECT count(*) FROM evaluation", as: Int.self) == before)
      #expect(try await world.value("SELECT seen_digest(\(app))", as: String.self) == seen)
    }
  }

  @Test func `the last who confirms does not change what the others agreed to`() async throws {
    try await World.with { world in
      let cohort = try await world.value("SELECT cohort_in('assessing')", as: String.self)
      let proposal = try await world.value(
        "SELECT proposed('hkma.convenor', \(cohort), 'rank', '{}', ranking(\(cohort)))",
        as: String.self)
      try await world.run(
        "SELECT done('hkma.approver', \(proposal), 'confirm'), done('sfc.approver', \(proposal), 'confirm')"
      )
      let last = try await world.act(
        "ia.approver", proposal, "confirm", detail: "'{\"remit\": \"IA\"}'",
        payload: "'{\"ranking\": [], \"detail\": {\"x\": 1}}'")
      #expect(last == nil)
      #expect(
        try await world.value("SELECT count(*) FROM rank WHERE above_line", as: Int.self) == 1)
    }
  }
}
