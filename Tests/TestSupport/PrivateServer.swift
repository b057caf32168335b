import Foundation
import Glibc
public import Postgres

/// A PostgreSQL server of one test's own, which the test may kill.
///
/// As root it runs as the user `postgres`, because the server refuses root.
public final class PrivateServer: Sendable {
  /// A command that did not do what it should.
  public struct Failure: Error, CustomStringConvertible {
    /// What failed, with what it said.
    public let description: String
  }

  private let directory: URL
  private let programs: String

  /// Makes a fresh server in a temporary directory and starts it.
  public init() throws {
    directory = URL(filePath: "/tmp/sbpp\(getpid())_\(UInt32.random(in: 0 ... .max))")
    programs = try PrivateServer.run("pg_config", "--bindir")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    if getuid() == 0 { _ = try PrivateServer.run("chown", "postgres", directory.path) }
    _ = try asServer(
      "\(programs)/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N", "--no-instructions")
    try start()
  }

  /// How to reach it as superuser, through its socket.
  public func configuration() throws -> Configuration {
    try Configuration(
      "host=\(directory.path) port=5432 user=postgres dbname=postgres",
      applicationName: "sandboxpp tests")
  }

  /// Starts it, again after a kill, and waits until it takes connections.
  public func start() throws {
    _ = try asServer(
      "\(programs)/pg_ctl", "-D", data, "-w", "-t", "60", "-l", "\(directory.path)/log", "-o",
      settings.map { "-c \($0)" }.joined(separator: " "), "start")
  }

  /// What runs it in the foreground, for a test that has it kept by somebody else.
  public var command: [String] {
    asServerUser + ["\(programs)/postgres", "-D", data] + settings.flatMap { ["-c", $0] }
  }

  /// Stops it in an orderly way, so that somebody else can run its `command`.
  public func stop() throws {
    _ = try asServer("\(programs)/pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
  }

  /// Kills all its processes with SIGKILL and waits until they are gone.
  public func kill() throws {
    let postmaster = try postmasterID()
    let processes = [postmaster] + children(of: postmaster)
    for process in processes { Glibc.kill(process, SIGKILL) }
    for process in processes {
      while isRunning(process) { usleep(1_000) }
    }
    // A dead process that its parent has not waited for still looks alive to the next server.
    for lock in [data + "/postmaster.pid", directory.path + "/.s.PGSQL.5432.lock"] {
      try FileManager.default.removeItem(atPath: lock)
    }
  }

  /// Stops it and removes its directory.
  public func remove() {
    _ = try? asServer("\(programs)/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    try? FileManager.default.removeItem(at: directory)
  }

  private var data: String { directory.path + "/data" }

  private var settings: [String] {
    ["listen_addresses=", "unix_socket_directories=\(directory.path)", "fsync=off"]
  }

  private var asServerUser: [String] {
    getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
  }

  private func postmasterID() throws -> Int32 {
    let text = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
    guard let process = text.split(separator: "\n").first.flatMap({ Int32($0) }) else {
      throw Failure(description: "the private server's process number cannot be read")
    }
    return process
  }

  private func children(of parent: Int32) -> [Int32] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { Int32($0) }.filter { status(of: $0)?.parent == parent }
  }

  /// A killed process that nobody has waited for holds nothing any more.
  private func isRunning(_ process: Int32) -> Bool {
    guard let state = status(of: process)?.state else { return false }
    return state != "Z" && state != "X"
  }

  /// State and parent, the fields behind the name in parentheses (proc(5)).
  private func status(of process: Int32) -> (state: Substring, parent: Int32)? {
    guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let fields = line.split(separator: ")").last?.split(separator: " "), fields.count > 1,
      let parent = Int32(fields[1])
    else { return nil }
    return (fields[0], parent)
  }

  private func asServer(_ command: String...) throws -> String {
    try PrivateServer.run(asServerUser + command)
  }

  private static func run(_ command: String...) throws -> String {
    try run(command)
  }

  /// Not Foundation's `Process`: it waits until every descendant has ended, the server too.
  private static func run(_ command: [String]) throws -> String {
    let output = "/tmp/sbpp\(getpid())_\(UInt32.random(in: 0 ... .max)).out"
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var arguments = command.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var process: pid_t = 0
    guard posix_spawnp(&process, command[0], &actions, nil, arguments, environ) == 0
    else { throw Failure(description: "\(command[0]) cannot be started") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    guard status == 0 else {
      throw Failure(description: "\(command.joined(separator: " ")) failed: \(text)")
    }
    return text
  }
}
