import Foundation
import Glibc
import TestSupport

/// One run of a program to its end: what it was, what it said, how it ended.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program and waits for it.
  ///
  /// What it says goes to files and not to pipes: a pipe ends only when everybody who inherited it
  /// has ended, and what a script leaves running would be waited for.
  ///
  /// - Parameters:
  ///   - program: Its file.
  ///   - arguments: Its words.
  ///   - environment: All of its environment.
  /// - Throws: What Foundation throws when it cannot be started.
  init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) async throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let output = folder.appending(path: "output")
    let errors = folder.appending(path: "errors")
    status = try await Self.end(of: program, arguments, environment, output, errors)
    self.output = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    self.errors = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
  }

  /// Runs the program under test.
  init(_ words: [String], environment: [String: String] = [:]) async throws {
    try await self.init(Self.program, words, environment: environment)
  }

  /// The program under test, which is built beside the tests.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "sandboxpp")

  /// Runs it on a thread of its own, which blocks no signal.
  ///
  /// The threads of the concurrency pool block nearly all of them, and a program that is started
  /// from there would inherit that: it and its children would be deaf to SIGTERM.
  private static func end(
    of program: URL, _ arguments: [String], _ environment: [String: String], _ output: URL,
    _ errors: URL
  ) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        continuation.resume(
          with: Result {
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            process.environment = environment
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try emptyFile(output)
            process.standardError = try emptyFile(errors)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
          })
      }
    }
  }

  private static func emptyFile(_ file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}
