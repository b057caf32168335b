import Foundation
import Testing
import TestSupport

@testable import sandboxpp

/// The commands about policies, on the policies that are shipped.
struct PolicyCommandTests {
  private static let shipped = Repository.root
    .appending(path: "Sources/Policies/Regulators").path

  private struct Report: Decodable {
    struct Finding: Decodable {
      let code: String
      let line: Int
    }

    let findings: [Finding]
  }

  /// The shipped files in a folder of their own, one of them changed.
  private func withChanged(
    _ name: String, _ change: (String) -> String, _ use: (String) async throws -> Void
  ) async throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "policies-\(UUID().uuidString)")
    try files.copyItem(atPath: Self.shipped, toPath: folder.path)
    defer { try? files.removeItem(at: folder) }
    let file = folder.appending(path: name)
    let text = change(try String(contentsOf: file, encoding: .utf8))
    try text.write(to: file, atomically: true, encoding: .utf8)
    try await use(folder.path)
  }

  @Test(arguments: ["check", "test"])
  func `what is shipped is sound`(command: String) async throws {
    let run = try await ProgramRun(["policy", command, Self.shipped])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: ["check", "test"])
  func `an unknown word is status 1 with its place, for people and for programs`(
    command: String
  ) async throws {
    try await withChanged("sfc.policy", { $0 + "\nrefuze R99 hard at offer\n" }) { folder in
      let run = try await ProgramRun(["policy", command, folder])
      #expect(run.status == 1)
      #expect(run.output.contains("sfc.policy:"))
      #expect(run.output.contains("^^^"))
      let json = try await ProgramRun(["policy", command, folder, "--format", "json"])
      #expect(json.status == 1)
      let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
      #expect(!report.findings.isEmpty)
    }
  }

  @Test func `facts get a decision, and what is missing is said`() async throws {
    let facts = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    try "{}".write(to: facts, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: facts) }
    let words = ["policy", "eval", "--facts", facts.path, "--as-of", "2026-06-01", Self.shipped]
    let run = try await ProgramRun(words)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("applicant.licences"))
    let json = try await ProgramRun(words + ["--format=json", "--stage", "offer"])
    let decision = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect((decision as? [String: Any])?["stage"] as? String == "offer")
  }

  @Test(arguments: ["{", "{\"no_such_fact\": true}"])
  func `facts that are wrong are status 1`(text: String) async throws {
    let facts = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    try text.write(to: facts, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: facts) }
    let run = try await ProgramRun(["policy", "eval", "--facts", facts.path, Self.shipped])
    #expect(run.status == 1)
    #expect(!run.output.isEmpty)
  }

  @Test(arguments: ["2026-02-30", "tomorrow", "2026-6-1"])
  func `a day that is none is status 2`(day: String) async throws {
    let run = try await ProgramRun([
      "policy", "eval", "--facts", "/dev/null", "--as-of", day, Self.shipped,
    ])
    #expect(run.status == 2)
    #expect(run.errors.contains("--as-of is `\(day)`"))
  }

  @Test(arguments: [
    ("2026-06-01T15:59:59Z", "2026-06-01"), ("2026-06-01T16:00:00Z", "2026-06-02"),
  ])
  func `today is Hong Kong's`(moment: String, day: String) throws {
    let date = try Date(moment, strategy: .iso8601)
    #expect(PolicyEvalCommand.today(at: date) == day)
  }

  @Test func `a file that is absent or no text is status 2, and nothing is checked`() async throws {
    let absent = try await ProgramRun(["policy", "check", Self.shipped, "absent.policy"])
    #expect(absent.status == 2)
    #expect(absent.output.isEmpty)
    #expect(absent.errors.hasPrefix("sandboxpp policy check: cannot read `absent.policy`."))

    let binary = try await ProgramRun(["policy", "check", ProgramRun.program.path])
    #expect(binary.status == 2)
    #expect(binary.errors.contains("is not text in UTF-8"))

    let empty = try await ProgramRun(["policy", "check", "/proc/self/fd"])
    #expect(empty.status == 2)
    #expect(empty.errors.contains("holds no policy and no vocabulary"))
  }
}
