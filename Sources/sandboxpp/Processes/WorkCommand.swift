import Compute
import Crypto
import Foundation
import Glibc
import Guard
import Postgres
import Worker

/// `work`: a worker on this node.
struct WorkCommand: Command {
  let shape = CommandShape(
    name: "work", summary: "runs jobs on this node until it is asked to end",
    options: [.database] + options,
    details: """
      It logs in to the database as the role work. Each job runs in a sandbox under a guard of its \
      own, and ends within seconds when this process does. A job that is stopped so goes back to \
      the queue. One worker runs on a node.
      """)

  /// What a worker is told beside its database.
  static let options = [
    OptionShape(
      name: "content", kind: .value(placeholder: "FOLDER"),
      summary: "Models, data and results by digest", isRequired: true),
    OptionShape(
      name: "engine", kind: .value(placeholder: "local"),
      summary: "Where jobs run: local, sandboxes on this node"),
    OptionShape(
      name: "attempts", kind: .value(placeholder: "FOLDER"),
      summary: "What runs now (default: attempts, beside the content)"),
    OptionShape(
      name: "node", kind: .value(placeholder: "NAME"),
      summary: "The node's name (default: the host's)"),
    OptionShape(
      name: "slots", kind: .value(placeholder: "NUMBER"),
      summary: "Jobs at one time (default: one a processor)"),
    OptionShape(
      name: "patience", kind: .value(placeholder: "SECONDS"),
      summary: "How long jobs may go on once it is asked to end (default: 10)"),
  ]

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let connection = arguments.requiredValue(OptionShape.database.name)
    try await Termination.ending {
      try await WorkCommand.work(arguments, from: connection, on: console)
    }
    return .done
  }

  /// Runs jobs until the task is cancelled, then lets those that run go on for a while.
  static func work(
    _ arguments: Arguments, from connection: String, on console: Console
  ) async throws {
    guard arguments.value("engine") ?? "local" == "local" else {
      throw CommandError("this build has the engine local only", help: "Leave out --engine.")
    }
    let slots = try number("slots", in: arguments) ?? ProcessInfo.processInfo.activeProcessorCount
    let patience = try number("patience", in: arguments) ?? 10
    let node = try WorkCommand.nodeName(arguments.value("node"))
    let content = URL(fileURLWithPath: arguments.requiredValue("content")).standardizedFileURL.path
    let store = try ContentStore(root: content)
    let engine = try LocalEngine(
      settings: try settings(arguments, content: content, node: node), store: store)
    if let reason = try await engine.tryOut() {
      throw CommandError("this node cannot run jobs: \(reason)", help: WorkCommand.remedy)
    }
    let configuration = try Configuration(
      connection, applicationName: "sandboxpp work",
      statementTimeout: WorkCommand.statementTimeout)
    let pool = Pool(configuration, limits: .init(connections: 4))
    let queue = DatabaseQueue(database: pool, login: "worker", node: node, engine: "local")
    let worker = Worker(
      queue: queue, engine: engine, store: store,
      settings: Worker.Settings(
        slots: slots, programs: try programs(in: store), notice: { console.note("work: \($0)") }))
    let wakeups = try Wakeup.stream(from: configuration)
    console.print("The worker \(node) takes \(slots) jobs at a time.")
    // Not the task's own child: what runs is brought home after the task is cancelled.
    let working = Task { await worker.run(wakeups: wakeups) }
    await Termination.cancelled()
    await Termination.inOrder {
      await worker.close(within: .seconds(patience))
      await working.value
      await pool.close()
    }
  }

  /// A renewal that has not come back by then is too late for its lease.
  private static let statementTimeout = Duration.seconds(3)

  private static let remedy = """
    Install bubblewrap, util-linux and libseccomp2, and let ordinary users make user namespaces \
    (sysctl kernel.unprivileged_userns_clone, user.max_user_namespaces).
    """

  private static func settings(
    _ arguments: Arguments, content: String, node: String
  ) throws -> LocalSettings {
    let beside = URL(fileURLWithPath: content).deletingLastPathComponent()
    let attempts =
      arguments.value("attempts").map { URL(fileURLWithPath: $0).standardizedFileURL.path }
      ?? beside.appendingPathComponent("attempts").path
    return LocalSettings(
      guardCommand: [try WorkCommand.ownPath(), "guard"], folder: attempts, node: node,
      users: geteuid() == 0 ? UserPool(locks: attempts + "/.users") : nil)
  }

  /// The engine's own programs, which lie beside this one.
  private static func programs(in store: ContentStore) throws -> [String: Digest] {
    let folder = URL(fileURLWithPath: try WorkCommand.ownPath()).deletingLastPathComponent()
    var programs: [String: Digest] = [:]
    for name in ["sandboxpp-validator"] {
      let path = folder.appendingPathComponent(name).path
      guard FileManager.default.isExecutableFile(atPath: path) else { continue }
      programs[name] = try store.put(contentsOf: path, limit: 1 << 30).digest
    }
    return programs
  }

  private static func number(_ option: String, in arguments: Arguments) throws -> Int? {
    guard let text = arguments.value(option) else { return nil }
    guard let number = Int(text), (1...1_000).contains(number) else {
      throw CommandError("--\(option) is `\(text)`", help: "Give a number from 1 to 1000.")
    }
    return number
  }

  /// The name given, or the host's own in the letters that a node's name may have.
  static func nodeName(_ given: String?) throws -> String {
    let name = given ?? ProcessInfo.processInfo.hostName.lowercased()
    let isPlain = name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46
    }
    guard isPlain, (1...63).contains(name.utf8.count) else {
      throw CommandError(
        "`\(name)` cannot name a node",
        help: "Give --node with lower-case letters, digits, dots and dashes, at most 63.")
    }
    return name
  }

  private static func ownPath() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
