import Foundation
import TestSupport
import Testing

/// Files that nobody writes by accident, through `policy check` in a small machine: each gets its finding.
struct HostileFileTests {
  /// Address space and seconds of a processor that the program may take; it needs a fraction of either.
  private static let bounds = ["--as=2147483648", "--cpu=120"]
  private static let prlimit = URL(filePath: "/usr/bin/prlimit")

  private struct Report: Decodable {
    struct Finding: Decodable {
      let code: String
      let picture: String
    }

    let findings: [Finding]
  }

  /// The codes found in a policy beside the shipped ones.
  private func codes(_ text: String) async throws -> Set<String> {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString)")
    try files.copyItem(
      at: Repository.root.appending(path: "Sources/Policies/Regulators"), to: folder)
    defer { try? files.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "hostile.policy"))
    let run = try await ProgramRun(
      Self.prlimit,
      Self.bounds + [
        ProgramRun.program.path, "policy", "check", "--format", "json", folder.path,
      ])
    try #require(run.status == 1, "\(run.status) \(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.findings.count <= 1_001)
    #expect(report.findings.allSatisfy { $0.picture.utf8.count < 4_096 })
    return Set(report.findings.map(\.code))
  }

  private static let head = """
    policy hostile 1.0.0 for joint from 2026-01-01 en "H" zh "敵"
    vocabulary application 1
    instrument LAW en "A law" zh "法例" mark read

    """

  private static func flag(_ condition: String, text: String = "Flag") -> String {
    head + "flag Z-1 en \"\(text)\" zh \"標記\" at review when \(condition) cite LAW whole\n"
  }

  @Test(arguments: [
    ("a text that runs backwards", flag("payment_execution", text: "a\u{202E}b"), "R150"),
    ("an invisible space", flag("payment_\u{200B}execution"), "R150"),
    ("a Cyrillic letter in a name", flag("p\u{0430}yment_execution"), "R150"),
    ("a Cyrillic letter in a sentence", flag("payment_execution", text: "Fl\u{0430}g"), "R150"),
    ("full-width letters", flag("\u{FF50}ayment_execution"), "R150"),
    ("a byte order mark", "\u{FEFF}" + flag("payment_execution"), "R150"),
    ("zero bytes", head + String(repeating: "\u{0}", count: 5_000), "R101"),
    (
      "a hundred thousand brackets",
      flag(String(repeating: "(\n", count: 100_000) + "payment_execution"), "R160"
    ),
    (
      "a hundred thousand denials",
      flag(String(repeating: "not\n", count: 100_000) + "payment_execution"), "R160"
    ),
    ("a line of a megabyte", head + String(repeating: "x", count: 1_000_000), "R161"),
    ("ten megabytes", head + String(repeating: "# nothing\n", count: 1_000_000), "R161"),
    ("a hundred thousand statements", head + String(repeating: "let a\n", count: 100_000), "R162"),
    (
      "a condition of a hundred thousand parts",
      flag(
        "payment_execution" + String(repeating: "\nor payment_execution", count: 40_000)), "R162"
    ),
  ])
  func `it gets its finding in bounded time and memory`(
    what: String, text: String, code: String
  ) async throws {
    #expect(try await codes(text).contains(code), "\(what)")
  }

  @Test func `a file without an end is not read to its end`() async throws {
    let run = try await ProgramRun(
      Self.prlimit, Self.bounds + [ProgramRun.program.path, "policy", "check", "/dev/zero"])
    #expect(run.status == 1)
    #expect(run.output.contains("R161"))
  }
}
