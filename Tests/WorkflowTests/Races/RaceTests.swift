import Postgres
import Testing

/// Two writers of one case, in every order of their steps.
@Suite struct RaceTests {
  @Test(arguments: Pair.all)
  func `two writers of one case end as if one had come after the other`(pair: Pair) async throws {
    try await World.with { world in
      let connections = (
        try await World.open(world.database), try await World.open(world.database)
      )
      var seen: Set<Pair.Ending> = []
      var waits = 0
      for order in Interleaving.orders {
        let stage = try await Stage(pair, in: world)
        let race = Interleaving(
          left: await Writer(connections.0, as: pair.left.login, stage.sql(pair.left.act)),
          right: await Writer(connections.1, as: pair.right.login, stage.sql(pair.right.act)),
          observer: world.connection)
        let (left, right, waited) = try await race.run(order)
        let ending = Pair.Ending(left: left, right: right)
        #expect(pair.endings.contains(ending), "\(pair.name), \(order): \(left) and \(right)")
        let holds = try await world.value(stage.sql("SELECT \(pair.holds)"), as: Bool?.self)
        #expect(holds == true, "\(pair.name), \(order): \(left) and \(right)")
        seen.insert(ending)
        waits += waited ? 1 : 0
        try await stage.leave(world)
      }
      #expect(seen == pair.endings, "\(pair.name): an ending never came")
      #expect((waits > 0) == pair.meets, "\(pair.name): \(waits) orders had one wait")
      await connections.0.close()
      await connections.1.close()
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
