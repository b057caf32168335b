import Compute
import Foundation
import Glibc
import Guard

/// `compute-probe guard FOLDER` is a guard; `compute-probe worker ROOT WORD…` runs one small job with
/// the engine of this node, says `started`, and in the end the sentence of its report.
@main
enum Main {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "guard": exit(Guard.run(Array(words.dropFirst())))
    case "worker" where words.count > 2:
      try await work(root: words[1], command: Array(words.dropFirst(2)))
    default: exit(2)
    }
  }

  private static func work(root: String, command: [String]) async throws {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let store = try ContentStore(root: root + "/content")
    let users = getuid() == 0 ? UserPool(locks: root + "/users") : nil
    let engine = try LocalEngine(
      settings: LocalSettings(
        guardCommand: [program, "guard"], folder: root + "/attempts", node: "probe", users: users),
      store: store)
    let name = try AttemptName(dispatch: "probe", token: 1)
    let changes = await engine.changes()
    let limits = JobLimits(
      wallSeconds: 60, memoryBytes: 64 << 20, diskBytes: 8 << 20, outputBytes: 1 << 20,
      logBytes: 64 << 10, files: 1_000, processes: 16, graceSeconds: 1)
    let submission = await engine.submit(
      EngineJob(name: name, command: command, limits: limits), leaseEnd: leaseEnd(seconds: 120))
    guard case .accepted = submission else { return say("\(submission)") }
    for await _ in changes {
      switch await engine.statuses(of: [name], since: 0)[name] {
      case .running: say("started")
      case .ended(let report): return say(report.ending.sentence.english)
      default: break
      }
    }
  }

  private static func leaseEnd(seconds: UInt64) -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return (UInt64(time.tv_sec) + seconds) * 1_000_000_000
  }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
