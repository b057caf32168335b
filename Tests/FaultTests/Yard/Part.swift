import Foundation
import Glibc
import Synchronization

/// One program of the installation, as a process that a test may kill.
final class Part: Sendable {
  /// What could not be done with a process.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let command: [String]
  private let environment: [String: String]
  private let folder: String
  private let name: String
  private let isKept: Bool
  /// The process that was started here, the program or its keeper; 0 for none.
  private let started = Mutex<pid_t>(0)

  /// A program with its words, started again by the keeper when it dies, or dead for good without.
  init(
    _ name: String, _ command: [String], environment: [String: String] = [:], in folder: String,
    keptBy keeper: String? = nil, signal: String = "TERM"
  ) {
    self.name = name
    self.folder = folder
    self.environment = environment
    isKept = keeper != nil
    self.command = (keeper.map { [$0, "\(folder)/\(name).pid", signal] } ?? []) + command
  }

  /// What it said.
  var log: String { (try? String(contentsOfFile: "\(folder)/\(name).out", encoding: .utf8)) ?? "" }

  /// Starts it.
  func start() throws {
    let process = try Part.spawn(command, environment, output: "\(folder)/\(name).out")
    started.withLock { $0 = process }
  }

  /// Kills the program, not its keeper, with SIGKILL and returns once it is gone.
  func kill() async throws {
    guard isKept else { return end(by: SIGKILL) }
    let victim = try keptProcess()
    Glibc.kill(victim, SIGKILL)
    try await eventually("\(name) is gone") { Glibc.kill(victim, 0) != 0 }
  }

  /// Asks it to end and waits for it, so long; then it is killed, and what it keeps as well.
  func end() {
    let process = started.withLock { $0 }
    guard process != 0 else { return }
    let kept = isKept ? try? keptProcess() : nil
    Glibc.kill(process, SIGTERM)
    for _ in 0..<Part.checksUntilKilled {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) != 0 {
        started.withLock { $0 = 0 }
        return
      }
      usleep(20_000)
    }
    end(by: SIGKILL)
    if let kept { Glibc.kill(kept, SIGKILL) }
  }

  /// Thirty seconds: a worker gives its jobs ten.
  private static let checksUntilKilled = 1_500

  private func end(by signal: Int32) {
    let process = started.withLock { process in
      defer { process = 0 }
      return process
    }
    guard process != 0 else { return }
    Glibc.kill(process, signal)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The program's number, as its keeper wrote it down: the second line, `pid birth`.
  private func keptProcess() throws -> pid_t {
    let text = try String(contentsOfFile: "\(folder)/\(name).pid", encoding: .utf8)
    guard let line = text.split(separator: "\n").dropFirst().first,
      let process = line.split(separator: " ").first.flatMap({ pid_t($0) })
    else { throw Failure(description: "the keeper of \(name) has not written its process down") }
    return process
  }

  /// With no signal blocked, unlike the threads of the concurrency pool, which would pass that on.
  private static func spawn(
    _ command: [String], _ environment: [String: String], output: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let all = environment.merging(["PATH": path]) { given, _ in given }
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    var settings: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0.key)=\($0.value)") }
    defer { for word in words + settings { free(word) } }
    words.append(nil)
    settings.append(nil)
    var process: pid_t = 0
    guard posix_spawnp(&process, command[0], &actions, &attributes, words, settings) == 0
    else { throw Failure(description: "\(command[0]) cannot be started") }
    return process
  }
}
