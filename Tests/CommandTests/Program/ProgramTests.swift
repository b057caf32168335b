import Foundation
import Testing
import TestSupport

/// The program as a person and a script meet it.
struct ProgramTests {
  @Test(arguments: [[], ["help"], ["--help"], ["-h"]])
  func `help lists the commands`(words: [String]) async throws {
    let run = try await ProgramRun(words)
    #expect(run.status == 0)
    #expect(run.output.contains("Usage: sandboxpp COMMAND"))
    #expect(run.output.contains("\n  version "))
    #expect(run.errors.isEmpty)
  }

  @Test func `an unknown command is status 2 and a suggestion on standard error`() async throws {
    let run = try await ProgramRun(["versoin"])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        sandboxpp: there is no command `versoin`.
          Did you mean `version`?
          `sandboxpp --help` says more.

        """)
  }

  @Test func `the newest release of the change log is the program's`() async throws {
    let run = try await ProgramRun(["version"])
    let log = try Repository.text("CHANGELOG.md")
    let heading = try #require(log.firstMatch(of: #/\n## (\d+\.\d+\.\d+)/#))
    #expect(run.output == "sandboxpp \(heading.1)\n")
  }

  @Test func `results are printed for programs on request`() async throws {
    let run = try await ProgramRun(["version", "--format", "json"])
    let value = try JSONDecoder().decode([String: String].self, from: Data(run.output.utf8))
    #expect(value["release"]?.isEmpty == false)
  }

  @Test func `a reader that goes away ends the program with status 2, silently`() async throws {
    let shell = URL(filePath: "/bin/bash")
    let run = try await ProgramRun(
      shell, ["-c", "exec 3> >(:); wait $!; \"$0\" help >&3", ProgramRun.program.path])
    #expect(run.status == 2)
    #expect(run.errors.isEmpty)
  }
}
