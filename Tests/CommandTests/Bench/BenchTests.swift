import Foundation
import Testing
import TestSupport

@testable import sandboxpp

/// The measurements run on what is shipped; how fast it is, no test says.
struct BenchTests {
  private struct Rates: Decodable {
    struct Share: Decodable {
      let missingPercent: Int
      let perSecond: Int
    }

    let rules: Int
    let decisions: [Share]
  }

  private static func path(_ name: String) -> String {
    Repository.root.appending(path: name).path
  }

  @Test func `decisions on the sample cohort are counted for each share of missing facts`()
    async throws
  {
    let run = try await ProgramRun([
      "bench", "policies", Self.path("Sources/Policies/Regulators"), "--facts",
      Self.path("deploy/samples/applications"), "--seconds", "0", "--format", "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let rates = try decoder.decode(Rates.self, from: Data(run.output.utf8))
    #expect(rates.decisions.map(\.missingPercent) == [0, 20, 40])
    #expect(rates.decisions.allSatisfy { $0.perSecond > 0 })
    #expect(rates.rules > 50)
  }

  @Test func `the shipped policies are compiled as often as is said`() async throws {
    let run = try await ProgramRun([
      "bench", "compile", Self.path("Sources/Policies/Regulators"), "--rounds", "2",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("rules: parse, check, compile: the first time "))
  }

  @Test func `policies with an error are not measured`() async throws {
    let run = try await ProgramRun([
      "bench", "compile", Self.path("Sources/Policies/Regulators/joint.policy"),
    ])
    #expect(run.status == 1)
    #expect(run.output.contains("error[") || run.errors.contains("error["))
  }

  @Test func `a folder without applications cannot be measured`() async throws {
    let run = try await ProgramRun([
      "bench", "policies", Self.path("Sources/Policies/Regulators"), "--facts", "/proc/self/fd",
    ])
    #expect(run.status == 2)
    #expect(run.errors.contains("holds no JSON"))
  }

  @Test func `acts are measured on a database with the schema of this clone`() async throws {
    let server = try #require(
      ProcessInfo.processInfo.environment["SANDBOXPP_TEST_SERVER"], "no server to measure on")
    let run = try await ProgramRun(
      URL(filePath: Self.path("bench/acts")),
      ["--rounds", "1", "--seconds", "1", "--cases", "6", "2"],
      environment: [
        "PATH": "/usr/bin:/bin", "SANDBOXPP_TEST_SERVER": server,
        "SANDBOXPP_PROGRAM": ProgramRun.program.path,
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2 connections: use case / pgbench, median "))
    #expect(run.output.contains("2 connections: use case / bare UPDATE, median "))
  }

  @Test func `connections get subjects of their own, and all of them are used`() {
    let subjects = (1...11).map { "application/\($0)" }
    let shares = BenchActsCommand.shares(of: subjects, among: 4)
    #expect(shares.map(\.count).sorted() == [2, 3, 3, 3])
    #expect(shares.flatMap { $0 } == subjects)
  }
}
