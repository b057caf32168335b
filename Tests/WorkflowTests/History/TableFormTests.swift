import Postgres
import Testing

/// The form of the tables of history changes in a migration only: no rule, trigger, rewrite or grant
/// takes or alters a row in passing, not by the owner's hand either.
@Suite struct TableFormTests {
  private static let rests = "SET session_replication_role = replica"

  /// Commands on a table of history, each of which would lose, change or forge rows.
  private static func commands(on table: String, column: String) -> [String] {
    [
      "CREATE RULE lost AS ON INSERT TO \(table) DO INSTEAD NOTHING",
      "CREATE RULE lost AS ON DELETE TO \(table) DO INSTEAD NOTHING",
      "CREATE TRIGGER lost BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION hostile()",
      "ALTER TABLE \(table) ALTER COLUMN \(column) SET NOT NULL",
      "ALTER TABLE \(table) DISABLE TRIGGER ALL", "ALTER TABLE \(table) DISABLE TRIGGER keep_rows",
      "ALTER TABLE \(table) ENABLE REPLICA TRIGGER keep_rows",
      "ALTER TRIGGER keep_rows ON \(table) RENAME TO kept", "DROP TRIGGER keep_rows ON \(table)",
      "DROP TRIGGER keep_table ON \(table)", "ALTER TABLE \(table) SET UNLOGGED",
      "ALTER TABLE \(table) DROP COLUMN \(column) CASCADE", "DROP TABLE \(table) CASCADE",
      "ALTER TABLE \(table) RENAME TO elsewhere", "ALTER TABLE \(table) SET SCHEMA public",
      "ALTER TABLE \(table) ADD CONSTRAINT none CHECK (false) NOT VALID",
      "ALTER TABLE \(table) ADD COLUMN parent uuid REFERENCES subject ON DELETE CASCADE",
      "CREATE TABLE public.more () INHERITS (\(table))",
      "CREATE INDEX hostile ON \(table) ((hostile_value()))",
      "CREATE POLICY hidden ON \(table) USING (false)",
      "ALTER TABLE \(table) FORCE ROW LEVEL SECURITY", "GRANT INSERT ON \(table) TO portal",
      "GRANT ALL ON \(table) TO firm", "GRANT UPDATE (\(column)) ON \(table) TO firm",
    ]
  }

  /// Commands on what holds the tables.
  private static let beside = [
    """
    CREATE OR REPLACE FUNCTION sandboxpp.keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RETURN NEW; END $$
    """,
    "ALTER FUNCTION sandboxpp.keep_history() RENAME TO history_kept",
    "DROP FUNCTION sandboxpp.keep_history CASCADE",
    "ALTER TABLE audit_event ALTER COLUMN entry TYPE bytea USING ''",
    "ALTER TABLE audit_event ALTER COLUMN type TYPE text USING 'forged'",
    "ALTER TABLE outcome ALTER COLUMN sentence_en TYPE varchar USING ''",
    "DROP OWNED BY sandboxpp_owner CASCADE", "DROP SCHEMA sandboxpp CASCADE",
    "GRANT INSERT ON ALL TABLES IN SCHEMA sandboxpp TO portal",
  ]

  /// What PostgreSQL itself may say first: it is referred to, or is no such thing.
  private static let builtIn: Set<String> = ["42P16", "0A000", "42P17", "2BP01", "42501"]

  @Test func `no command changes the form of history, whoever gives it`() async throws {
    try await World.with { world in
      _ = try await world.case(in: "submitted")
      try await world.run(
        """
        CREATE FUNCTION hostile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
        """)
      try await world.run(
        "CREATE FUNCTION hostile_value() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'")
      try await world.run("GRANT USAGE, CREATE ON SCHEMA proof TO sandboxpp_owner")
      let tables = try await world.connection.query(
        """
        SELECT DISTINCT c.relname::text, a.attname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 2 WHERE t.tgname = 'keep_rows' ORDER BY 1
        """
      ).map { try $0.decode((String.self, String.self)) }
      #expect(tables.count >= 20)
      let rows = try await self.rows(in: world)
      for who in ["SET ROLE sandboxpp_owner", Self.rests] {
        try await world.run(SQL(unsafeSQL: who))
        let commands = tables.flatMap { Self.commands(on: $0.0, column: $0.1) } + Self.beside
        for command in commands {
          let refused = try await world.refusal(of: SQL(unsafeSQL: command))
          let code = refused?.code ?? "done"
          #expect(code == "SB501" || Self.builtIn.contains(code), "\(who): \(command): \(code)")
        }
        try await world.run("RESET ROLE")
        try await world.run("SET session_replication_role = origin")
      }
      #expect(try await self.rows(in: world) == rows)
    }
  }

  private func rows(in world: World) async throws -> String {
    try await world.value(
      "SELECT concat_ws(' ', count(*), md5(string_agg(e::text, '' ORDER BY id))) FROM audit_event e",
      as: String.self)
  }

  @Test func `the owner takes away neither the event triggers nor what makes them fire`()
    async throws
  {
    try await World.with { world in
      try await world.run("SET ROLE sandboxpp_owner")
      for command in [
        Self.rests, "ALTER EVENT TRIGGER sandboxpp_command DISABLE",
        "DROP EVENT TRIGGER sandboxpp_drop",
        "DROP FUNCTION sandboxpp_form.on_command CASCADE",
        "ALTER FUNCTION sandboxpp_form.kept_table STABLE",
        """
        CREATE OR REPLACE FUNCTION sandboxpp_form.is_migrating() RETURNS boolean LANGUAGE sql AS 'SELECT true'
        """,
      ] {
        #expect(try await world.refusal(of: SQL(unsafeSQL: command))?.code == "42501", "\(command)")
      }
      try await world.run("RESET ROLE")
      let always = try await world.value(
        """
        SELECT string_agg(evtname::text || evtenabled::text, ' ' ORDER BY evtname) FROM pg_event_trigger
         WHERE evtname LIKE 'sandboxpp%'
        """, as: String.self)
      #expect(always == "sandboxpp_commandA sandboxpp_dropA")
    }
  }

  @Test func `nobody chooses the id of an entry`() async throws {
    try await World.with { world in
      for role in PrivilegeTests.connecting {
        try await world.run(SQL(unsafeSQL: "SET ROLE \(role)"))
        for statement in [
          "INSERT INTO audit_event (id) OVERRIDING SYSTEM VALUE VALUES (1)",
          "INSERT INTO sealed_leaf OVERRIDING USER VALUE VALUES (0, 1)",
          "INSERT INTO unsealed VALUES (1)", "SELECT setval('audit_event_id', 1)",
          "SELECT begin_migration('mine')",
        ] {
          let refused = try await world.refusal(of: SQL(unsafeSQL: statement))
          #expect(refused?.code == "42501", "\(role): \(statement)")
        }
        try await world.run("RESET ROLE")
      }
    }
  }

  @Test func `no key cascades into history`() async throws {
    try await World.with { world in
      let cascading = try await world.connection.query(
        """
        SELECT k.conname::text FROM pg_constraint k JOIN pg_trigger t ON t.tgrelid = k.conrelid AND t.tgname = 'keep_rows'
         WHERE k.contype = 'f' AND (k.confdeltype <> 'a' OR k.confupdtype <> 'a')
        """)
      #expect(cascading.isEmpty)
      _ = try await world.case(in: "submitted")
      for who in ["SET ROLE sandboxpp_owner", Self.rests] {
        try await world.run(SQL(unsafeSQL: who))
        let cut = try await world.refusal(of: "TRUNCATE sandboxpp.subject CASCADE")
        #expect(cut?.code == "SB501", "\(who)")
        try await world.run("RESET ROLE")
        try await world.run("SET session_replication_role = origin")
      }
    }
  }

  @Test func `a migration goes through with the entry that it leaves, and with no other`()
    async throws
  {
    try await World.with { world in
      let other = try await World.open(world.database)
      try await world.run("SET ROLE sandboxpp_owner")
      let change: SQL = "ALTER TABLE audit_event ADD COLUMN more integer"
      try await world.run("BEGIN")
      try await world.run("SELECT begin_migration('one column more')")
      // It is this transaction's own: another one gets nothing of it.
      let beside = await #expect(throws: PostgresError.self) {
        _ = try await other.query("CREATE POLICY p ON document USING (true)")
      }
      #expect(beside?.sqlState == "SB501")
      try await world.run(change)
      try await world.run("DROP TRIGGER keep_table ON document")
      try await world.run("COMMIT")
      let said = try await world.value(
        """
        SELECT convert_from(e.entry, 'UTF8')::jsonb->'data'->'detail'->>'migration' FROM audit_event e
          JOIN subject s ON s.id = e.subject WHERE s.name = 'system/schema' ORDER BY e.seq DESC LIMIT 1
        """, as: String.self)
      #expect(said == "one column more")
      for end in ["COMMIT", "ROLLBACK"] {
        try await world.run("BEGIN")
        try await world.run("SELECT begin_migration('nothing')")
        try await world.run(SQL(unsafeSQL: end))
        let refused = try await world.refusal(of: "ALTER TABLE audit_event ADD COLUMN most integer")
        #expect(refused?.code == "SB501", "after \(end)")
      }
      let entries = try await world.value(
        "SELECT seq FROM subject WHERE name = 'system/schema'", as: Int.self)
      #expect(entries == 3)
      await other.close()
    }
  }

  @Test func `other tables change as ever`() async throws {
    try await World.with { world in
      try await world.run("SET ROLE sandboxpp_owner")
      for command in [
        "CREATE TEMPORARY TABLE mine (a integer)", "DROP TABLE mine",
        "CREATE TABLE sandboxpp.mine (a integer REFERENCES audit_event)",
        "CREATE RULE r AS ON INSERT TO sandboxpp.mine DO INSTEAD NOTHING",
        "GRANT SELECT ON audit_event TO auditor", "GRANT SELECT ON sandboxpp.mine TO portal",
        "DROP TABLE sandboxpp.mine",
        """
        SELECT publish_vocabulary('application', 9, sha256('9'), 'nine',
          '[{"name": "nine", "column": "text", "none": true}]')
        """,
      ] {
        #expect(try await world.refusal(of: SQL(unsafeSQL: command)) == nil, "\(command)")
      }
    }
  }
}
