import Foundation
import Glibc

/// A part of the program that runs beside a test and is ended by its number.
final class BackgroundProgram: Sendable {
  private let number: pid_t

  /// Starts it.
  ///
  /// - Parameters:
  ///   - words: The command line, without the program.
  ///   - environment: All of its environment.
  ///   - log: Where its words go.
  /// - Throws: When it cannot be started.
  init(_ words: [String], environment: [String: String], log: URL) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads of a test block nearly all signals, and a program inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = ([ProgramRun.program.path] + words).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in arguments + variables { free(word) } }
    var started: pid_t = 0
    let status = posix_spawn(
      &started, ProgramRun.program.path, &actions, &attributes, &arguments, &variables)
    guard status == 0 else {
      throw NSError(domain: NSPOSIXErrorDomain, code: Int(status))
    }
    number = started
  }

  /// Asks it to end, kills it when it does not within the time, and waits for its end.
  ///
  /// - Returns: its status; nil where a signal ended it.
  @discardableResult
  func end(within seconds: Double = 20) -> Int32? {
    kill(number, SIGTERM)
    let deadline = Date(timeIntervalSinceNow: seconds)
    var status: Int32 = 0
    while waitpid(number, &status, WNOHANG) == 0 {
      if Date() > deadline { kill(number, SIGKILL) }
      usleep(20_000)
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : nil
  }
}
