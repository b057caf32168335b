import Foundation
import Testing
import TestSupport

/// `audit verify` on a log that somebody else wrote, whole and spoiled.
struct AuditVerifyTests {
  private static let key =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
  private static let log = Repository.root
    .appending(path: "Tests/TransparencyTests/Fixtures/tessera-testdata-log").path

  private struct Report: Decodable {
    let verdict: String
    var entries: Int?
  }

  private func verify(_ log: String, _ more: String...) async throws -> ProgramRun {
    try await ProgramRun(["audit", "verify", log, "--vkey", Self.key, "--opaque"] + more)
  }

  @Test func `a sound log is status 0`() async throws {
    let run = try await verify(Self.log)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("sound: 15 entries"))
    #expect(run.errors.isEmpty)
  }

  @Test func `for programs it is one JSON value`() async throws {
    let run = try await verify(Self.log, "--format", "json")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.verdict == "sound")
    #expect(report.entries == 15)
  }

  @Test(arguments: [("checkpoint.7", Int32(0)), ("checkpoint.15", 0), ("absent", 2)])
  func `a log is held against an earlier checkpoint`(file: String, status: Int32) async throws {
    let run = try await verify(Self.log, "--since", "\(Self.log)/\(file)")
    #expect(run.status == status)
  }

  @Test func `a byte changed in an entry is status 1`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
    try FileManager.default.copyItem(atPath: Self.log, toPath: folder.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bundle = folder.appending(path: "tile/entries/000.p/15")
    var bytes = try Data(contentsOf: bundle)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: bundle)
    let run = try await verify(folder.path)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("broken: "))
  }

  @Test func `a key that is none, no key and no log are status 2`() async throws {
    let spoiled = try await ProgramRun([
      "audit", "verify", Self.log, "--vkey", String(Self.key.dropLast()),
    ])
    #expect(spoiled.status == 2)
    #expect(spoiled.errors.hasPrefix("sandboxpp audit verify: The verifier key is malformed"))
    #expect(try await ProgramRun(["audit", "verify", Self.log]).status == 2)
    #expect(try await verify("\(Self.log)-absent").status == 2)
  }
}
