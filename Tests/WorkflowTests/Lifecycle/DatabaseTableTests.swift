import Foundation
import Postgres
import TestSupport
import Testing
import Workflow

/// The database holds the same tables, and a function for each name in them.
@Suite struct DatabaseTableTests {
  @Test func `the last section of the schema is made from the code`() throws {
    let schema = try Repository.text("schema.sql")
    #expect(schema.contains(Lifecycle.sql), "make section 13 of schema.sql from Lifecycle.sql")
    #expect(schema.components(separatedBy: "INSERT INTO transition").count == 2)
  }

  @Test func `the database's rows are the code's`() async throws {
    try await World.with { world in
      let rows = try await world.connection.query(
        """
        SELECT concat_ws(' ', machine, from_state, event, to_states, who, guards, effects, strong)
          FROM transition
        """)
      let stored = Set(try rows.map { try $0.decode(String.self) })
      let written = Set(
        Lifecycle.machines.flatMap { machine in
          machine.rows.flatMap { row in
            row.from.map { from in
              [
                machine.name, from, row.event, array(row.to), array(row.who), array(row.guards),
                array(row.effects), row.isStrong ? "t" : "f",
              ].joined(separator: " ")
            }
          }
        })
      #expect(stored == written)
      #expect(stored.count == rows.count)
      let version = try await world.value("SELECT lifecycle_version()", as: Int.self)
      #expect(version == Lifecycle.version)
    }
  }

  @Test func `the database's acts of several persons are the code's`() async throws {
    try await World.with { world in
      let rows = try await world.connection.query(
        "SELECT concat_ws(' ', machine, event, proposers, places) FROM collective_act")
      let stored = Set(try rows.map { try $0.decode(String.self) })
      let written = Set(
        Lifecycle.collectiveActs.map {
          "\($0.machine) \($0.event) \(array($0.proposers)) \(array($0.places))"
        })
      #expect(stored == written)
    }
  }

  @Test func `every guard and effect named is a function, and every such function is named`()
    async throws
  {
    try await World.with { world in
      let rows = try await world.connection.query(
        """
        SELECT proname::text FROM pg_proc WHERE pronamespace = 'sandboxpp'::regnamespace
           AND (proname LIKE 'guard\\_%' OR proname LIKE 'effect\\_%') AND pronargs = 2
        """)
      let functions = Set(try rows.map { try $0.decode(String.self) })
      let all = Lifecycle.machines.flatMap(\.rows)
      let guards = all.flatMap(\.guards).map { "guard_\(name($0))" }
      let effects = all.flatMap(\.effects).map { "effect_\(name($0))" }
      #expect(Set(guards + effects).subtracting(functions) == [])
      #expect(functions.subtracting(guards + effects) == [])
    }
  }

  private func name(_ use: String) -> String {
    use.drop { $0 == ">" }.split(separator: ":").first.map(String.init) ?? use
  }

  private func array(_ items: [String]) -> String { "{\(items.joined(separator: ","))}" }
}
