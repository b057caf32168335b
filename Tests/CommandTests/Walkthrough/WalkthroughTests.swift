import Foundation
import Postgres
import TestSupport
import Testing

/// `docs/walkthrough.md`, followed as a person would follow it by hand.
@Suite struct WalkthroughTests {
  @Test(.timeLimit(.minutes(10)))
  func `the walkthrough prints what its page says, from draft to closed`() async throws {
    let page = ConsolePage(try Repository.text("docs/walkthrough.md"))
    try #require(page.steps.count > 30)
    try await TestDatabase.with { database in
      let stage = try await Stage(database)
      defer { stage.remove() }
      let ends = try await stage.play(page.steps)
      for (step, end) in zip(page.steps, ends) {
        let isRight = step.isPrinted(by: end.lines) && step.status == end.status
        #expect(
          isRight,
          """
          docs/walkthrough.md:\(step.line): $ \(step.command)
          \(end.lines.joined(separator: "\n"))
          [exit \(end.status)]
          """)
        // What comes after a step that failed says nothing more.
        if !isRight { return }
      }
      #expect(ends.count == page.steps.count)
    }
  }
}

/// An installation of its own: the first sample application, and the parts that run.
private struct Stage {
  private let folder: URL
  private let environment: [String: String]
  private let parts: [BackgroundProgram]

  /// How a command ended.
  struct End {
    let lines: [String]
    let status: Int32
  }

  init(_ database: TestDatabase) async throws {
    let folder = URL(filePath: "/tmp/sandboxpp-walk-\(UUID().uuidString.prefix(8))")
    self.folder = folder
    for name in ["", "content", "log", "keys", "said"] {
      // A job's own user walks through the folder to the content.
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o711])
    }
    let programs = ProgramRun.program.deletingLastPathComponent().path
    environment = [
      "PATH": "\(programs):/usr/bin:/bin", "TMPDIR": folder.path,
      "SANDBOXPP_DATABASE": database.configuration.connectionString,
      "SANDBOXPP_CONTENT": folder.path + "/content", "SANDBOXPP_LOG": folder.path + "/log",
      "SANDBOXPP_KEYSTORE": folder.path + "/keystore",
    ]
    let root = Repository.root.path
    for words in [
      ["db", "init", "--schema", root + "/schema.sql"],
      ["sample", "load", "--root", root, "--first", "1"],
    ] {
      let run = try await ProgramRun(words, environment: environment)
      try #require(run.status == 0, "\(words): \(run.errors)")
    }
    parts = try Stage.start(database, in: folder)
  }

  private static func start(
    _ database: TestDatabase, in folder: URL
  ) throws -> [BackgroundProgram] {
    let place = folder.path
    return try [
      ("seal", ["seal", "--log", place + "/log", "--key", place + "/keys/log.key"]),
      ("tick", ["tick"]),
      ("work", ["work", "--content", place + "/content", "--node", "walkthrough"]),
    ].map { role, words in
      let connection = database.configuration(user: role).connectionString
      return try BackgroundProgram(
        words, environment: ["PATH": "/usr/bin:/bin", "SANDBOXPP_DATABASE": connection],
        log: folder.appending(path: role + ".log"))
    }
  }

  /// Runs all commands in one shell, so that what one sets the next ones know.
  func play(_ steps: [ConsolePage.Step]) async throws -> [End] {
    let said = folder.path + "/said"
    var script = """
      cd '\(Repository.root.path)'
      for look in {1..100}; do [ -s '\(folder.path)/keys/log.key.vkey' ] && break; sleep 0.2; done
      export SANDBOXPP_VERIFIER_KEY=$(cat '\(folder.path)/keys/log.key.vkey')

      """
    for (number, step) in steps.enumerated() {
      script +=
        "{ \(step.command)\n} >'\(said)/\(number)' 2>&1; echo $? >'\(said)/\(number).status'\n"
    }
    let file = folder.appending(path: "script")
    try Data(script.utf8).write(to: file)
    _ = try await ProgramRun(
      URL(filePath: "/usr/bin/timeout"), ["-k", "5", "480", "/bin/bash", file.path],
      environment: environment)
    return steps.indices.prefix {
      FileManager.default.fileExists(atPath: "\(said)/\($0).status")
    }.map { number in
      let text = Stage.contents("\(said)/\(number)")
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      let status = Stage.contents("\(said)/\(number).status").trimmingCharacters(in: .newlines)
      return End(lines: lines, status: Int32(status) ?? -1)
    }
  }

  private static func contents(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Ends the parts, the last first, and removes the folder.
  func remove() {
    for part in parts.reversed() { part.end() }
    try? FileManager.default.removeItem(at: folder)
  }
}
