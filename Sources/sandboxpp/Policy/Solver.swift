import Dispatch
import Foundation
import Policies
import Synchronization

/// The solver `z3`, a process for each script, and never for a decision.
final class Solver: Sendable {
  /// Seconds for one script: each of its questions has a bound of its own, this is for all of them.
  static let seconds = 120

  private struct Started: Sendable {
    let process: Process
    let input: Pipe
    let output: Pipe
  }

  private let program: String
  /// One that waits for its script: a process takes longer to start than most scripts to be answered.
  private let ahead = Mutex<Started?>(nil)

  private init(program: String) { self.program = program }

  /// Hands scripts to `z3 -in`; nil when the machine has none.
  ///
  /// - Parameters:
  ///   - path: Folders to look in, as in `PATH`.
  ///   - startsAhead: Whether a first process is to be started at once, beside what the caller does
  ///     before it has a script.
  /// - Returns: what answers scripts.
  static func find(
    in path: String = ProcessInfo.processInfo.environment["PATH"] ?? "", startsAhead: Bool = false
  ) -> Prover? {
    let folders = path.split(separator: ":").map(String.init)
    let program = folders.map { $0 + "/z3" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let program else { return nil }
    let solver = Solver(program: program)
    if startsAhead { solver.startAhead() }
    return Prover { solver.answer(to: $0) }
  }

  private func startAhead() {
    // Who asks meanwhile waits for this one, which is sooner there than another.
    let isTaken = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      self.ahead.withLock { ahead in
        isTaken.signal()
        ahead = self.start()
      }
    }
    isTaken.wait()
  }

  private func start() -> Started? {
    let started = Started(process: Process(), input: Pipe(), output: Pipe())
    started.process.executableURL = URL(filePath: program)
    started.process.arguments = ["-in"]
    started.process.environment = [:]
    started.process.standardInput = started.input
    started.process.standardOutput = started.output
    started.process.standardError = FileHandle.nullDevice
    return (try? started.process.run()) == nil ? nil : started
  }

  private func takeAhead() -> Started? {
    ahead.withLock { ahead in
      defer { ahead = nil }
      return ahead
    }
  }

  /// What it prints about a script; nil when it could not be started or did not end in time.
  private func answer(to script: String) -> String? {
    guard let started = takeAhead() ?? start() else { return nil }
    // It answers while it reads: written from here, both ends could wait for each other.
    DispatchQueue.global().async {
      try? started.input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
      try? started.input.fileHandleForWriting.close()
    }
    let isLate = Atomic(false)
    let alarm = DispatchSource.makeTimerSource()
    alarm.schedule(deadline: .now() + .seconds(Self.seconds))
    alarm.setEventHandler {
      isLate.store(true, ordering: .relaxed)
      started.process.terminate()
    }
    alarm.resume()
    // All is said once the output ends. Waiting for the process as well would look for its end every
    // twentieth of a second only.
    let answer = (try? started.output.fileHandleForReading.readToEnd()) ?? Data()
    alarm.cancel()
    return isLate.load(ordering: .relaxed) ? nil : String(decoding: answer, as: UTF8.self)
  }
}
