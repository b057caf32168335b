import Dispatch
import Foundation
import Policies
import Synchronization

/// The solver `z3`, started for each script and never for a decision.
enum Solver {
  /// Seconds for one script: each of its questions has a bound of its own, this is for all of them.
  static let seconds = 120

  /// Hands scripts to `z3 -in`; nil when the machine has none.
  static func find(in path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") -> Prover? {
    let folders = path.split(separator: ":").map(String.init)
    let program = folders.map { $0 + "/z3" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    return program.map { program in Prover { run(program, $0) } }
  }

  /// What it prints about a script; nil when it could not be started or did not end in time.
  private static func run(_ program: String, _ script: String) -> String? {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = ["-in"]
    process.environment = [:]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    // It answers while it reads: written from here, both ends could wait for each other.
    DispatchQueue.global().async {
      try? input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
      try? input.fileHandleForWriting.close()
    }
    let isLate = Atomic(false)
    let alarm = DispatchSource.makeTimerSource()
    alarm.schedule(deadline: .now() + .seconds(seconds))
    alarm.setEventHandler {
      isLate.store(true, ordering: .relaxed)
      process.terminate()
    }
    alarm.resume()
    // All is said once the output ends. Waiting for the process as well would look for its end every
    // twentieth of a second only.
    let answer = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    alarm.cancel()
    return isLate.load(ordering: .relaxed) ? nil : String(decoding: answer, as: UTF8.self)
  }
}
