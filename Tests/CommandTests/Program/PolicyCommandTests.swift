import Foundation
import Testing
import TestSupport

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
