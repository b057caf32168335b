import Postgres
import Testing

/// Two writers of one case, in every order of their steps.
@Suite struct RaceTests {
  @Test(arguments: Pair.all)
  func `two writers of one case end as if one had come after the other`(pair: Pair) async throws {
    try await World.with { world in
      let tries = try await pair.tries(in: world)
      for tried in tries {
        #expect(pair.endings.contains(tried.ending), "\(pair.name), \(tried)")
        #expect(tried.holds, "\(pair.name), \(tried)")
      }
      #expect(Set(tries.map(\.ending)) == pair.endings, "\(pair.name): an ending never came")
      let waits = tries.count(where: \.waited)
      #expect((waits > 0) == pair.meets, "\(pair.name): \(waits) orders had one wait")
    }
  }

  /// Whoever takes the lock behind the guards is found out: by an ending that no order of one after
  /// the other has, or by what no longer holds.
  @Test(arguments: Pair.all.filter { !$0.locks.isEmpty })
  func `a lock that is taken after the guards is found`(pair: Pair) async throws {
    try await World.with { world in
      for function in pair.locks {
        try await world.run(
          """
          DO $$ BEGIN EXECUTE regexp_replace(pg_get_functiondef('\(unsafeSQL: function)'::regproc),
            'FOR (NO KEY UPDATE( SKIP LOCKED)?|SHARE)', '', 'g'); END $$
          """)
      }
      let tries = try await pair.tries(in: world)
      #expect(
        tries.contains { !pair.endings.contains($0.ending) || !$0.holds }, "\(pair.name): not found"
      )
    }
  }

  /// How often both are set off at once, their statements free to meet anywhere.
  private static let collisions = 12

  @Test(arguments: Pair.all)
  func `two writers set off at once end so too, and none is a deadlock's victim`(
    pair: Pair
  ) async throws {
    try await World.with { world in
      let connections = (
        try await World.open(world.database), try await World.open(world.database)
      )
      for _ in 0..<Self.collisions {
        let stage = try await Stage(pair, in: world)
        let left = await Writer(connections.0, as: pair.left.login, stage.sql(pair.left.act))
        let right = await Writer(connections.1, as: pair.right.login, stage.sql(pair.right.act))
        async let ended: Void = left.hurry()
        await right.hurry()
        await ended
        let ending = Pair.Ending(left: left.outcome, right: right.outcome)
        #expect(pair.endings.contains(ending), "\(pair.name): \(ending)")
        let holds = try await world.value(stage.sql("SELECT \(pair.holds)"), as: Bool?.self)
        #expect(holds == true, "\(pair.name): \(ending)")
        try await stage.leave(world)
      }
      await connections.0.close()
      await connections.1.close()
    }
  }
}

extension Pair {
  /// One order of the steps, and what came of it.
  struct Try: CustomStringConvertible {
    let order: [Side]
    let ending: Ending
    /// Whether what must hold in any ending held.
    let holds: Bool
    /// Whether one waited for the other.
    let waited: Bool

    var description: String { "\(order): \(ending.left) and \(ending.right), \(holds)" }
  }

  /// Every order of the steps, each on a case of its own.
  func tries(in world: World) async throws -> [Try] {
    let connections = (try await World.open(world.database), try await World.open(world.database))
    var tries: [Try] = []
    for order in Interleaving.orders {
      let stage = try await Stage(self, in: world)
      let race = Interleaving(
        left: await Writer(connections.0, as: left.login, stage.sql(left.act)),
        right: await Writer(connections.1, as: right.login, stage.sql(right.act)),
        observer: world.connection)
      let ended = try await race.run(order)
      let isSound = try await world.value(stage.sql("SELECT \(holds)"), as: Bool?.self)
      tries.append(
        Try(
          order: order, ending: Ending(left: ended.left, right: ended.right),
          holds: isSound == true, waited: ended.waited))
      try await stage.leave(world)
    }
    await connections.0.close()
    await connections.1.close()
    return tries
  }
}

/// One case made ready for a pair.
struct Stage {
  private let names: [String: String]

  init(_ pair: Pair, in world: World) async throws {
    let id = try await world.value(
      SQL(unsafeSQL: "SELECT (\(pair.scene))::text"), as: String.self)
    if let prepare = pair.prepare {
      try await world.run(SQL(unsafeSQL: prepare.replacing(":app", with: "'\(id)'::uuid")))
    }
    let row = try await world.connection.query(
      """
      SELECT s.seq, CASE WHEN a.version > 0 THEN seen_digest(a.id) END
        FROM subject s LEFT JOIN application a ON a.id = s.id WHERE s.id = \(id)
      """
    ).one()
    let (version, seen) = try row.decode((Int.self, String?.self))
    names = [
      ":app": "'\(id)'::uuid", ":version": "\(version)", ":seen": "'\(seen ?? "")'::text",
    ]
  }

  /// The text with the case's own names in it.
  func sql(_ text: String) -> SQL {
    SQL(unsafeSQL: names.reduce(text) { $0.replacing($1.key, with: $1.value) })
  }

  /// Takes the case out of the workers' sight.
  func leave(_ world: World) async throws {
    try await world.run(sql("UPDATE compute_grant SET open = false WHERE application = :app"))
  }
}
