import Glibc
public import Foundation
public import Postgres
import Synchronization

/// A database of its own for one test, dropped when the test is done.
///
/// The schema is loaded once per process into a template; each copy costs about 80 ms.
public struct TestDatabase: Sendable {
  /// The database's name.
  public let name: String

  /// How to reach it as superuser.
  public let configuration: Configuration

  /// How to reach it as another user.
  public func configuration(user: String) -> Configuration {
    configuration.with(user: user)
  }

  /// A pool of connections to it, as superuser or as another user.
  public func pool(user: String? = nil, limits: Pool.Limits = Pool.Limits()) -> Pool {
    Pool(configuration.with(user: user), limits: limits)
  }

  /// Runs a test on a database made from these files of SQL, in their order.
  public static func with<Value>(
    schema files: [URL] = [], _ body: (TestDatabase) async throws -> Value
  ) async throws -> Value {
    try await inTurn(body) { try await make(from: files) }
  }

  /// Runs a test on a copy of a database, which nobody may be connected to.
  public static func with<Value>(
    copyOf original: TestDatabase, _ body: (TestDatabase) async throws -> Value
  ) async throws -> Value {
    try await inTurn(body) { try await copy(original.name) }
  }

  private static func inTurn<Value>(
    _ body: (TestDatabase) async throws -> Value, _ make: () async throws -> TestDatabase
  ) async throws -> Value {
    await Turns.shared.take()
    do {
      let database = try await make()
      do {
        let value = try await body(database)
        try await database.drop()
        await Turns.shared.give()
        return value
      } catch {
        try? await database.drop()
        throw error
      }
    } catch {
      await Turns.shared.give()
      throw error
    }
  }

  /// Makes a database from these files of SQL; whoever makes it drops it.
  public static func make(from files: [URL] = []) async throws -> TestDatabase {
    let server = try TestServer.configuration()
    return try await copy(try await Templates.shared.name(for: files, on: server))
  }

  private static func copy(_ template: String) async throws -> TestDatabase {
    let server = try TestServer.configuration()
    let name = "\(prefix)\(getpid())_\(number.add(1, ordering: .relaxed).newValue)"
    let connection = try await Connection.open(server)
    try await connection.execute(unsafeSQL: "CREATE DATABASE \(name) TEMPLATE \(template)")
    await connection.close()
    return TestDatabase(name: name, configuration: server.with(database: name))
  }

  /// Drops it, with whatever is still connected.
  public func drop() async throws {
    let connection = try await Connection.open(TestServer.configuration())
    try await connection.execute(unsafeSQL: "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    await connection.close()
  }

  /// With which the names of all such databases begin; a process's number follows.
  static let prefix = "sandboxpp_test_"

  private static let number = Atomic(0)
}

/// How many tests of this process have a database at once.
///
/// The tests of a suite all begin together; a server takes only so many connections, and a hundred
/// tests side by side are no sooner done than a few after the others.
private actor Turns {
  static let shared = Turns(most: 16)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(most: Int) { free = most }

  func take() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func give() {
    guard !waiting.isEmpty else {
      free += 1
      return
    }
    waiting.removeFirst().resume()
  }
}

/// The templates that this process has made, one per set of schema files.
private actor Templates {
  static let shared = Templates()

  private var making: [[URL]: Task<String, any Error>] = [:]

  func name(for files: [URL], on server: Configuration) async throws -> String {
    if let task = making[files] { return try await task.value }
    let name = "\(TestDatabase.prefix)\(getpid())_template\(making.count)"
    let task = Task { try await Templates.make(name, from: files, on: server) }
    making[files] = task
    return try await task.value
  }

  /// One process at a time, so that none drops what another is about to copy.
  private static func make(
    _ name: String, from files: [URL], on server: Configuration
  ) async throws -> String {
    let scripts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    let connection = try await Connection.open(server)
    _ = try await connection.query("SELECT pg_advisory_lock(\(lockKey))")
    try await dropLeftovers(connection)
    try await connection.execute(unsafeSQL: "CREATE DATABASE \(name) TEMPLATE template0")
    let loading = try await Connection.open(server.with(database: name))
    for script in scripts { try await loading.execute(unsafeSQL: script) }
    await loading.close()
    await connection.close()
    return name
  }

  /// Drops the databases of test processes that have ended without doing so.
  private static func dropLeftovers(_ connection: Connection) async throws {
    let names = try await connection.query(
      "SELECT datname FROM pg_database WHERE starts_with(datname, \(TestDatabase.prefix)::text)")
    for row in names {
      let name = try row.decode(String.self)
      let owner = name.dropFirst(TestDatabase.prefix.count).prefix { $0.isNumber }
      guard let process = Int32(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
      try await connection.execute(unsafeSQL: "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
  }

  private static let lockKey = 7_236_114_509
}
