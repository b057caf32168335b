import Foundation
import TestSupport

/// One run of a program to its end: what it was, what it said, how it ended.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program and waits for it.
  ///
  /// - Parameters:
  ///   - program: Its file.
  ///   - arguments: Its words.
  ///   - environment: All of its environment.
  /// - Throws: What Foundation throws when it cannot be started.
  init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) async throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    async let outputBytes = Self.all(of: output)
    async let errorBytes = Self.all(of: errors)
    self.output = String(decoding: await outputBytes, as: UTF8.self)
    self.errors = String(decoding: await errorBytes, as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// Runs the program under test.
  init(_ words: [String], environment: [String: String] = [:]) async throws {
    try await self.init(Self.program, words, environment: environment)
  }

  /// The program under test, which is built beside the tests.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "sandboxpp")

  /// Reads to the end on a thread of its own, so that neither pipe fills up.
  @concurrent private static func all(of pipe: Pipe) async -> Data {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: pipe.fileHandleForReading.readDataToEndOfFile())
      }
    }
  }
}
