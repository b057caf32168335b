import Postgres
import Testing
import Workflow

/// Whatever is sent, the answer is one of ours, and a fault of the program is none of them.
@Suite struct JunkTests {
  private static let ours: Set<String> = [
    "done", "SB400", "SB403", "SB404", "SB405", "SB409", "SB422",
  ]

  @Test(arguments: Lifecycle.machines.map(\.name).filter { $0 != "jobs" })
  func `junk in any key of any act is refused in our words or does no harm`(
    name: String
  ) async throws {
    let machine = try #require(Lifecycle.machine(name))
    try await World.with { world in
      var tally = Tally()
      var spoilt: Set<String> = []
      for state in [""] + machine.states {
        guard let situation = Scenes.situations(of: name, in: state).first else { continue }
        let acts = possible(machine, situation).filter { !spoilt.contains($0.event) }
        guard !acts.isEmpty else { continue }
        let (subject, application) = try await Scenes.place(situation, in: world)
        for (event, login) in acts {
          spoilt.insert(event)
          let rows = try await world.connection.query(
            "SELECT * FROM try_spoilt(\(subject)::text, \(event)::text, \(application), \(login)::text)"
          )
          for row in rows {
            let attempt = try Attempt(row)
            tally.count(attempt.code)
            #expect(
              Self.ours.contains(attempt.code), "\(name) \(state) \(event): \(attempt.message)")
            #expect(attempt.unexplained == nil, "\(name) \(state) \(event): \(attempt.message)")
          }
        }
      }
      print("\(name): \(tally)")
    }
  }

  /// Each event that nothing stands against in the situation, with somebody who may fire it.
  private func possible(
    _ machine: Machine, _ situation: Situation
  ) -> [(event: String, login: String)] {
    machine.rows.compactMap { row in
      guard
        row.from.contains(situation.state) || (row.from == ["*"] && !situation.state.isEmpty)
      else { return nil }
      let now = Scenes.prepared(situation, for: row.event)
      let person = Person.everybody.first { person in
        row.who.contains { now.stands(person, as: $0) }
          && !Scenes.isBlocked(row.event, by: person, in: situation)
      }
      return person.map { (row.event, $0.login) }
    }
  }

  @Test func `junk for names, events and versions is refused in our words`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "in_review")
      let subjects = [
        "NULL", "''", "'x'", "'/'", "'application'", "'application/'", "'application/new/new'",
        "'job/'", "'job/x'", "'job/new'", "'nothing/new'", "'policy/new/1'", "'supervision/new'",
        "'application/' || repeat('x', 100000)", "'application/'' OR true --'", "'../new'",
        "'%/new'",
        "'review/00000000-0000-0000-0000-000000000000'", "E'application/\\u0001'",
      ]
      for subject in subjects {
        for event in ["NULL", "''", "'submit'", "'start'", "'request'", "repeat('x', 100000)"] {
          try await world.run("SELECT me('appr')")
          let refused = try await world.refusal(
            of: SQL(unsafeSQL: "SELECT * FROM act(\(subject), \(event), NULL)"))
          #expect(
            Self.ours.contains(refused?.code ?? ""), "\(subject) \(event): \(refused?.code ?? "")")
        }
      }
      for (detail, payload) in [
        ("NULL", "NULL"), ("'null'", "'{}'"), ("'[]'", "'{}'"), ("'1'", "'{}'"),
        ("'{}'", "'\"x\"'"),
        ("jsonb_build_object('reason', repeat('x', 20000))", "'{}'"),
        ("'{}'", "jsonb_build_object('x', repeat('x', 5000000))"),
      ] {
        try await world.run("SELECT me('appr')")
        let refused = try await world.refusal(
          of: """
            SELECT * FROM sandboxpp.act('application/' || \(app), 'guidance_asked', NULL,
              \(unsafeSQL: detail), \(unsafeSQL: payload))
            """)
        #expect(["SB400", "SB422"].contains(refused?.code), "\(detail) \(payload)")
      }
      for version in [-1, 0, 1_000_000, Int.max] {
        let refused = try await world.act(
          "appr", "application/\(app)", "guidance_asked", expected: version,
          detail: "'{\"reason\": \"why\"}'")
        #expect(refused?.code == "SB409")
      }
    }
  }

  @Test func `what a person types does not come back in a refusal's words`() async throws {
    try await World.with { world in
      let app = try await world.case(in: "onboarding")
      for (login, event, detail) in [
        ("op", "grant_provisioned", "{\"seconds\": \"swordfish\", \"slots\": 1}"),
        ("op", "grant_provisioned", "{\"seconds\": 1, \"slots\": 1, \"plan\": \"swordfish\"}"),
        ("appr", "accept_offer", "{\"version\": \"swordfish\"}"),
        ("appr", "consent_given", "{\"kind\": \"swordfish\"}"),
      ] {
        let refused = try await world.act(
          login, "application/\(app)", event, detail: "'\(detail)'")
        #expect(refused != nil && refused?.description.contains("swordfish") == false)
      }
    }
  }
}
