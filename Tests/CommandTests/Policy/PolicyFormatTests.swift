import Foundation
import TestSupport
import Testing

/// `policy fmt` on files of a folder of its own.
struct PolicyFormatTests {
  private static let shipped = Repository.root
    .appending(path: "Sources/Policies/Regulators").path
  private static let squeezed = """
    # Why this file is here.
    vocabulary panel 1 en "Panel" zh "評審小組"
    attribute merit : decimal 2 0..5 en "Merit" zh "優點" ask en "Merit?" zh "優點？" # of five
      for all by panel from prioritisation

    """
  private static let unreadable = "vocabulary job 1 en \"Job\" zh \"作業\"\nattribute :\n"

  private struct Report: Decodable {
    struct Finding: Decodable {
      let code: String
    }

    let changed: [String]
    let findings: [Finding]
  }

  /// Files in a folder, by name.
  private func with(_ texts: [String: String], _ use: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "format-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in texts {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try await use(folder)
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  @Test func `a file is laid out once, with its comments, and then it stays`() async throws {
    try await with(["panel.vocabulary": Self.squeezed]) { folder in
      let file = folder.appending(path: "panel.vocabulary")
      let first = try await ProgramRun(["policy", "fmt", folder.path])
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.output == "\(folder.path)/panel.vocabulary\n")
      let laidOut = try text(file)
      #expect(laidOut != Self.squeezed)
      #expect(laidOut.contains("# Why this file is here.\n"))
      #expect(laidOut.contains("# of five\n"))
      let second = try await ProgramRun(["policy", "fmt", file.path])
      #expect(second.status == 0)
      #expect(second.output.isEmpty)
      #expect(try text(file) == laidOut)
    }
  }

  @Test func `with --check nothing is written, and the status tells`() async throws {
    try await with(["panel.vocabulary": Self.squeezed]) { folder in
      let check = try await ProgramRun(["policy", "fmt", "--check", folder.path])
      #expect(check.status == 1)
      #expect(check.output.contains("panel.vocabulary: not in the canonical layout"))
      #expect(try text(folder.appending(path: "panel.vocabulary")) == Self.squeezed)
    }
    let shipped = try await ProgramRun(["policy", "fmt", "--check", Self.shipped])
    #expect(shipped.status == 0)
    #expect(shipped.output.isEmpty)
  }

  @Test func `a file that cannot be read is left alone, and the others are laid out`() async throws
  {
    let texts = ["job.vocabulary": Self.unreadable, "panel.vocabulary": Self.squeezed]
    try await with(texts) { folder in
      let run = try await ProgramRun(["policy", "fmt", "--format", "json", folder.path])
      #expect(run.status == 1)
      let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
      #expect(report.changed == ["\(folder.path)/panel.vocabulary"])
      #expect(report.findings.map(\.code).contains("R101"))
      #expect(try text(folder.appending(path: "job.vocabulary")) == Self.unreadable)
      #expect(try text(folder.appending(path: "panel.vocabulary")) != Self.squeezed)
    }
  }

  @Test func `a file that is absent is status 2, and no other is touched`() async throws {
    try await with(["panel.vocabulary": Self.squeezed]) { folder in
      let file = folder.appending(path: "panel.vocabulary")
      let run = try await ProgramRun(["policy", "fmt", file.path, "\(folder.path)/absent.policy"])
      #expect(run.status == 2)
      #expect(run.errors.contains("cannot read `\(folder.path)/absent.policy`"))
      #expect(try text(file) == Self.squeezed)
    }
    let none = try await ProgramRun(["policy", "fmt"])
    #expect(none.status == 2)
    #expect(none.errors.contains("FILE"))
  }
}
