import Foundation
import Testing

@testable import Policies

/// Small mistakes planted in policies, and what notices them.
struct MutationTests {
  private static let day = "as_of 2026-01-01"

  private func left(_ statements: String) async throws -> [String] {
    struct Left: Decodable {
      struct Mistake: Decodable {
        let rule: String
        let change: String
      }

      let left: [Mistake]
    }
    let report = await PolicyCommands.mutants(
      Fixture.sources(statements), provedBy: Z3.prover, lanes: 2)
    let left = try JSONDecoder().decode(Left.self, from: Data(report.json.utf8)).left
    #expect(report.exitCode == (left.isEmpty ? 0 : 1))
    return left.map { "\($0.rule): \($0.change)" }
  }

  private func test(_ given: String, _ expect: String, at stage: String = "exit") -> String {
    "test \"\(given) \(expect) \(stage)\" \(Self.day) at \(stage) given \(given) expect \(expect)\n"
  }

  private var thorough: String {
    refuse("users > 5 and facing")
      + test("users = 6, facing = yes", "refused by R1", at: "offer")
      + test("users = 5, facing = yes", "met R1", at: "offer")
      + test("users = 6, facing = no", "met R1", at: "offer")
      + test("users = 6, facing = yes", "silent R1", at: "prioritisation")
  }

  @Test func `tests that see every side of a rule leave nothing`() async throws {
    #expect(try await left(thorough) == [])
  }

  @Test(arguments: [
    (
      "users = 6, facing = yes", "refused by R1", "offer",
      "R1: in `users > 5` a number is one higher"
    ),
    ("users = 5, facing = yes", "met R1", "offer", "R1: in `users > 5` a number is one lower"),
    ("users = 6, facing = no", "met R1", "offer", "R1: `facing` is left out"),
    (
      "users = 6, facing = yes", "silent R1", "prioritisation",
      "R1: it begins a stage earlier, at prioritisation"
    ),
  ])
  func `without one of the tests a mistake is left`(
    given: String, expect: String, stage: String, mistake: String
  ) async throws {
    let fewer = thorough.replacing(test(given, expect, at: stage), with: "")
    #expect(fewer != thorough)
    #expect(try await left(fewer).contains(mistake))
  }

  @Test func `the test that is shown for a mistake notices it`() async throws {
    let rule = refuse("users > 5 and facing")
    let sources = Fixture.sources(rule + test("users = 6, facing = yes", "refused by R1"))
    let set = try #require(PolicySet.compile(sources).set)
    let survivors = await MutationRun(set).survivors(lanes: 1)
    #expect(survivors.count > 3)
    for mutant in survivors {
      guard
        case .killed(let text) = Distinction(set: set, prover: Z3.prover).verdict(on: mutant)
      else {
        Issue.record("no test for: \(mutant.change)")
        continue
      }
      let more = try #require(PolicySet.compile(Fixture.sources(rule + text)).set)
      let run = MutationRun(more)
      #expect(passes(text, with: rule))
      let same = run.mutants.filter { $0.change == mutant.change }
      let undetected = await run.survivors(lanes: 1).filter { $0.change == mutant.change }
      #expect(same.count == 1)
      #expect(undetected.isEmpty, "\(text)")
    }
  }

  @Test(.enabled(if: Z3.program != nil))
  func `what changes nothing is proved to and not shown`() async throws {
    // Whoever has more than nine users has more than five: the second part decides nothing.
    let rule = refuse("users > 9 and (users > 5 or live)")
    let set = try Fixture.set(rule)
    let mutants = MutationRun(set).mutants.filter { $0.change == "`live` is denied" }
    let mutant = try #require(mutants.first)
    guard case .equivalent = Distinction(set: set, prover: Z3.prover).verdict(on: mutant) else {
      Issue.record("not equivalent")
      return
    }
  }

  @Test func `routes, leads, clocks, exceptions and dated values are changed as well`() throws {
    let text = """
      param p : int 0..9 en "p" zh "參" from 2020-01-01 = 3 cite LAW whole
        from 2026-01-01 = 4 cite LAW whole
      route J to SFC en "a" zh "甲" when facing cite LAW whole
      lead L is SFC en "a" zh "甲" when live cite LAW whole
      lead O otherwise choice en "a" zh "甲" cite LAW whole
      condition C en "a" zh "甲" at start when users > p cite LAW whole
        from 2026-01-01 until 2027-01-01
      except E to C en "a" zh "甲" when live cite LAW whole
      clock K first_review = 5 days en "a" zh "甲" cite LAW whole

      """
    let changes = Set(Mutants(try Fixture.set(text)).all.map(\.change))
    for change in [
      "its value is one lower", "it does not yield to `E`", "it begins a day later",
      "it ends a day earlier", "it is a shadow and binds nobody",
      "`p` of 2026-01-01 is one higher", "`p` of 2026-01-01 begins a day earlier",
      "in `users > p` `>` becomes `>=`",
    ] {
      #expect(changes.contains(change), "\(changes.sorted())")
    }
    #expect(changes.contains { $0.hasPrefix("it names ") })
  }

  @Test func `a test that fails by itself comes first`() async {
    let text = refuse("facing") + test("facing = yes", "met R1")
    let report = await PolicyCommands.mutants(
      Fixture.sources(text), provedBy: nil, lanes: 1)
    #expect(report.exitCode == 1)
    #expect(report.text.contains("R171"))
  }
}
