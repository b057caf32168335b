import Foundation
import Policies
import Postgres
import TestSupport
import Testing

@testable import Workflow

/// Each stage at which a shipped rule speaks has an event that runs it.
@Suite struct StageTests {
  private static func shipped() throws -> PolicySet {
    let folder = Repository.root.appending(path: "Sources/Policies/Regulators")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".vocabulary") || $0.hasSuffix(".policy") }
    let sources = try names.sorted().map { name in
      SourceFile(
        name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    return try #require(PolicySet.compile(sources).set)
  }

  /// The stages at which the engine runs the rules, by its own table of events.
  private static var run: Set<Policies.Stage> {
    var stages = Set(Judging.needs.values.flatMap(\.stages))
    if Judging.needs.values.contains(where: \.stages.isEmpty) {
      stages.formUnion(Judging.standing.values)
    }
    return stages
  }

  @Test func `every stage that a shipped rule names is run by some event of the engine`() throws {
    let rules = try Self.shipped().rules
    #expect(rules.count > 100)
    let named = Dictionary(grouping: rules.filter { $0.stage != nil }) { $0.stage }
    for (stage, rules) in named {
      let stage = try #require(stage)
      let ids = rules.map(\.id).joined(separator: ", ")
      #expect(Self.run.contains(stage), "no event runs \(stage.rawValue): \(ids)")
    }
    #expect(named.keys.contains(.incident) && named.keys.contains(.dispatch))
  }

  @Test func `each event that carries runs of the rules keeps them, and no other does`()
    async throws
  {
    try await World.with { world in
      let keeping = try await world.connection.query(
        "SELECT DISTINCT n.machine || ' ' || n.event FROM transition n WHERE keeps_runs(n)")
      #expect(
        Set(try keeping.map { try $0.decode(String.self) }) == Set(Judging.needs.keys))
    }
  }
}
