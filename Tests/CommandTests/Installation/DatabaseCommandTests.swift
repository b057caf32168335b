import Foundation
import TestSupport
import Testing

/// `db status` and `db check` as an operator meets them.
@Suite struct DatabaseCommandTests {
  @Test func `a database is asked for before and after its schema is made`() async throws {
    try await SampleDesk.with { desk in
      let status = try await desk.succeed("db", "status", "--schema", SampleDesk.schema)
      #expect(status.hasPrefix("schema: this release's, made "))
      #expect(status.contains("\napplications: none\n"))
      let other = try desk.folder.file("schema.sql", Data("-- another\n".utf8))
      try await desk.fail("db", "status", "--schema", other, saying: "schema: another one")
      try await desk.fail(
        "db", "status", "--schema", "/nowhere", status: 2, saying: "cannot read `/nowhere`")
      try await desk.fail("db", "migrate", "--schema", other, saying: "no migration leads")
      try await desk.sql(
        """
        ALTER EVENT TRIGGER sandboxpp_drop DISABLE;
        ALTER EVENT TRIGGER sandboxpp_command DISABLE;
        DROP SCHEMA sandboxpp CASCADE;
        """)
      for command in ["check", "status"] {
        let schema = command == "status" ? ["--schema", SampleDesk.schema] : []
        let run = try await desk.run(["db", command] + schema)
        #expect(run.status == 1 && run.errors.contains("the database has no schema"))
      }
    }
  }

  @Test func `whatever no longer follows from what was kept is named`() async throws {
    try await SampleDesk.with(applications: 2) { desk in
      let sound = try await desk.succeed("db", "check")
      #expect(!sound.contains("wrong"))
      #expect(sound.firstMatch(of: #/facts: [1-9]\d* looked at, sound/#) != nil)
      #expect(sound.firstMatch(of: #/clocks: [1-9]\d* looked at, sound/#) != nil)
      for damage in Damage.all {
        let run = try await desk.damaged(damage)
        #expect(run.status == 1, "\(damage.sentence): \(run.output)\(run.errors)")
        #expect(run.output.contains(damage.sentence), "\(run.output)\(run.errors)")
        #expect(run.output.contains("\(damage.part): "), "\(run.output)")
      }
      try await desk.succeed("db", "check")
    }
  }

  @Test func `a run of the gates that does not follow is named`() async throws {
    try await SampleDesk.with(applications: 2) { desk in
      let listed = try await desk.succeed("application", "list", as: "hkma_approver_1")
      let reference = try #require(listed.split(separator: " ").first).description
      try await desk.succeed("act", reference, "gates_judged", as: "hkma_officer_1")
      let sound = try await desk.succeed("db", "check")
      #expect(sound.contains("gates: 1 looked at, sound"))
      for (table, change, sentence) in [
        ("gate_result", "remit = 'SFC' WHERE rule = 'G01'", "what it says of G01 is not what"),
        ("gate_run", "policies = sha256('x')", "do not compile to the digest that it names"),
      ] {
        let run = try await desk.damaged(
          Damage(
            table: table, statement: "UPDATE \(table) SET \(change)", part: "gates",
            sentence: sentence))
        #expect(run.status == 1 && run.output.contains(sentence), "\(run.output)\(run.errors)")
      }
    }
  }

  @Test func `the sealed log's root is computed again from its leaves`() async throws {
    try await SampleDesk.with { desk in
      try await desk.succeed(
        "seal", "--once", "--log", desk.folder.path + "/log", "--key", desk.folder.path + "/key")
      let sound = try await desk.succeed("db", "check")
      #expect(sound.firstMatch(of: #/tree: [1-9]\d+ looked at, sound/#) != nil, "\(sound)")
      let damages = [
        ("tree_head", "UPDATE tree_head SET root = sha256('')", "its root is not that of"),
        ("sealed_leaf", "DELETE FROM sealed_leaf WHERE leaf_index = 3", "leaf 3: it is missing"),
        (
          "sealed_leaf",
          "DELETE FROM sealed_leaf WHERE leaf_index = (SELECT max(leaf_index) FROM sealed_leaf)",
          "it is neither sealed nor waits for it"
        ),
        (
          "unsealed", "INSERT INTO unsealed SELECT min(id) FROM audit_event",
          "it is sealed and waits"
        ),
      ]
      for (table, statement, sentence) in damages {
        let run = try await desk.damaged(
          Damage(table: table, statement: statement, part: "tree", sentence: sentence))
        #expect(run.status == 1 && run.output.contains(sentence), "\(run.output)\(run.errors)")
      }
      try await desk.succeed("db", "check")
    }
  }

  @Test func `a report for programs names part, place and fault`() async throws {
    try await SampleDesk.with(applications: 2) { desk in
      try await desk.sql("UPDATE clock SET due_at = now() WHERE NOT ended AND due_at IS NOT NULL")
      struct Report: Decodable {
        struct Part: Decodable {
          let name: String
          let wrong: Int
          let faults: [[String: String]]
        }
        let parts: [Part]
      }
      let report = try await desk.json(Report.self, "db", "check")
      let wrong = report.parts.filter { $0.wrong > 0 }
      #expect(wrong.map(\.name) == ["clocks"])
      #expect(wrong.first?.faults.first?["what"]?.contains("its ledger says") == true)
    }
  }

  @Test func `files are hashed where a store is given`() async throws {
    try await SampleDesk.with(applications: 1) { desk in
      let store = desk.folder.path + "/store"
      try await desk.fail(
        "db", "check", "--content", store, status: 2, saying: "there is no folder")
      let evidence = try desk.folder.file("evidence", Data("evidence".utf8))
      let digest = try await desk.succeed("content", "put", evidence, "--content", store)
        .trimmingCharacters(in: .newlines)
      try await desk.sql(
        """
        INSERT INTO document (application, kind, title, digest, bytes, media, scan, added_by)
          SELECT a.id, 'paper', 'Paper', decode('\(digest)', 'hex'), 8, 'text/plain', 'clean', p.id
            FROM application a, person p LIMIT 1
        """)
      let sound = try await desk.succeed("db", "check", "--content", store)
      #expect(sound.contains("files: 1 looked at, sound"))
      let file = store + "/sha256/" + digest.prefix(2) + "/" + digest.dropFirst(2)
      try FileManager.default.removeItem(atPath: file)
      try await desk.fail("db", "check", "--content", store, saying: "it is not there")
      try Data("others".utf8).write(to: URL(filePath: file))
      try await desk.fail("db", "check", "--content", store, saying: "its bytes are others")
    }
  }
}

/// Something done to a database past all that guards it.
private struct Damage {
  /// What is done, on a table whose triggers do not fire.
  let table: String
  let statement: String
  /// The part of the report that must name it, and how.
  let part: String
  let sentence: String

  private static let entry = "(SELECT min(e.id) FROM audit_event e WHERE e.seq = 2)"

  static let all = [
    Damage(
      table: "audit_event",
      statement: """
        UPDATE audit_event SET entry = convert_to(replace(convert_from(entry, 'UTF8'), '"seq":2', '"seq":3'), 'UTF8')
         WHERE id = \(entry)
        """, part: "chains", sentence: "its bytes say another seq"),
    Damage(
      table: "audit_event",
      statement: "UPDATE audit_event SET leaf = sha256('') WHERE id = \(entry)", part: "chains",
      sentence: "its hash is not the one stored"),
    Damage(
      table: "audit_event", statement: "UPDATE audit_event SET entry = '{}' WHERE id = \(entry)",
      part: "chains", sentence: "it is no canonical entry"),
    Damage(
      table: "audit_event",
      statement: "UPDATE audit_event SET type = 'hk.sandboxpp.firm.noted.v1' WHERE id = \(entry)",
      part: "chains", sentence: "its bytes say another type than its row"),
    Damage(
      table: "audit_event", statement: "DELETE FROM audit_event WHERE id = \(entry)",
      part: "chains", sentence: "seq 2 is missing"),
    Damage(
      table: "subject",
      statement: "UPDATE subject SET state = 'offered' WHERE machine = 'application'",
      part: "chains", sentence: "its state is offered, its entries say"),
    Damage(
      table: "subject", statement: "UPDATE subject SET seq = seq + 1 WHERE machine = 'cohort'",
      part: "chains", sentence: "its row counts"),
    Damage(
      table: "unsealed", statement: "DELETE FROM unsealed WHERE event = \(entry)", part: "tree",
      sentence: "it is neither sealed nor waits for it"),
    Damage(
      table: "tree_head", statement: "UPDATE tree_head SET size = 3", part: "tree",
      sentence: "its size is 3, there are 0 leaves"),
    Damage(
      table: "application_version",
      statement: "UPDATE application_version SET packed = packed || '\\x00'::bytea", part: "facts",
      sentence: "its packed record is not what the document says"),
    Damage(
      table: "application_version",
      statement: "UPDATE application_version SET salt = decode(md5(''), 'hex')",
      part: "facts", sentence: "its digest is not that of salt and document"),
    Damage(
      table: "facts_application",
      statement: "UPDATE facts_application SET \"compute.gpu_hours\" = 77", part: "facts",
      sentence: "its row of facts_application is not what the document says"),
    Damage(
      table: "facts_application", statement: "DELETE FROM facts_application", part: "facts",
      sentence: "its row of facts_application is not what the document says"),
    Damage(
      table: "application", statement: "UPDATE application SET version = version + 1",
      part: "applications", sentence: "its version or facts are not those frozen last"),
    Damage(
      table: "clock_entry",
      statement: "UPDATE clock_entry SET effect_at = effect_at - interval '9 days'",
      part: "clocks", sentence: "its ledger says"),
    Damage(
      table: "outcome", statement: "UPDATE outcome SET result = 'applies' WHERE rule = 'R44'",
      part: "decisions", sentence: "it says applies, the policies come to does_not_apply"),
    Damage(
      table: "outcome", statement: "DELETE FROM outcome WHERE rule = 'J01'", part: "decisions",
      sentence: "it says nothing, the policies come to applies"),
    Damage(
      table: "outcome", statement: "UPDATE outcome SET sentence_zh = 'x' WHERE rule = 'R45'",
      part: "decisions", sentence: "its row is not what the policies say"),
    Damage(
      table: "evaluation", statement: "UPDATE evaluation SET as_of = '2026-03-05'",
      part: "decisions", sentence: "its row is not what the policies say"),
    Damage(
      table: "evaluation",
      statement: "UPDATE evaluation SET beside = '{\"trial.end\": \"2029-01-01\"}'",
      part: "decisions", sentence: "the policies come to applies"),
    Damage(
      table: "evaluation", statement: "UPDATE evaluation SET vocabulary = sha256('x')",
      part: "decisions", sentence: "its facts cannot be read by the vocabulary of its policies"),
    Damage(
      table: "policy_set",
      statement: "UPDATE policy_set SET sources = jsonb_set(sources, '{0,text}', '\"x\"')",
      part: "decisions", sentence: "its policies do not compile to the digest that it names"),
    Damage(
      table: "clock", statement: "UPDATE clock SET ended = NOT ended", part: "clocks",
      sentence: "whether it has ended is not what its ledger says"),
  ]
}

extension SampleDesk {
  /// What a check says of a database that was damaged; it is whole again afterwards.
  fileprivate func damaged(_ damage: Damage) async throws -> ProgramRun {
    let columns = "SELECT * FROM \(damage.table)"
    try await sql(
      """
      ALTER EVENT TRIGGER sandboxpp_command DISABLE;
      ALTER TABLE \(damage.table) DISABLE TRIGGER ALL;
      CREATE TABLE whole AS \(columns);
      \(damage.statement);
      """)
    let run = try await run(["db", "check"])
    try await sql(
      """
      SET session_replication_role = replica;
      DELETE FROM \(damage.table);
      INSERT INTO \(damage.table) SELECT * FROM whole;
      DROP TABLE whole;
      """)
    return run
  }
}
