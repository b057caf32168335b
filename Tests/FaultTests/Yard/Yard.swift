import Compute
import Crypto
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing
import Transparency
import Workflow

/// A whole installation of one test's own: a private server, a case in trial, and the four parts as
/// processes, each kept as `up` keeps it.
final class Yard: Sendable {
  /// The subject of the case in trial.
  let application: String
  /// The owner's connections; they survive a restart of the server.
  let owner: Pool
  /// How to reach the database as superuser.
  let configuration: Configuration
  /// The domain as the portal has it.
  let sandbox: Sandbox
  let port: UInt16
  let database: Part
  let worker: Part
  let portal: Part
  private let server: PrivateServer
  private let tick: Part
  private let sealer: Part
  private let folder: String
  private let predictions: Digest

  /// Who writes for the firm, and who judges its predictions; the fixtures' secrets are the logins.
  static let firm = Caller(.firm, secret: "prep")
  static let assurance = Caller(.firm, secret: "assure.prov")

  /// Runs a test in a fresh yard; all its processes have ended afterwards.
  ///
  /// A dead worker is started again by its keeper, or by the test.
  static func with(keepsWorker: Bool = true, _ body: (Yard) async throws -> Void) async throws {
    let folder = "/tmp/sandboxpp-faults-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try PrivateServer()
    defer { server.remove() }
    let yard = try await Yard(server, in: folder, keepsWorker: keepsWorker)
    defer { for part in yard.parts { part.end() } }
    do {
      try await yard.begin()
      try await body(yard)
      await yard.owner.close()
    } catch {
      for part in yard.parts {
        print(part.log.suffix(2_000))
      }
      throw error
    }
  }

  private init(_ server: PrivateServer, in folder: String, keepsWorker: Bool) async throws {
    self.server = server
    self.folder = folder
    configuration = try server.configuration()
    owner = try Installation.pool(configuration.connectionString)
    sandbox = Sandbox(
      try Installation.pool(configuration.with(user: "portal").connectionString),
      keystore: try KeyStore(folder: folder + "/keystore"))
    let store = try ContentStore(root: folder + "/content")
    predictions = try store.put(
      contentsOf: Repository.root.appending(path: "deploy/samples/predictions/meets-gates.csv")
        .path,
      limit: 1 << 20
    ).digest
    application = try await Yard.furnish(configuration, plan: predictions)
    let keeper = Repository.root.appending(path: "deploy/lib/keep").path
    let login = { (role: String) in
      ["SANDBOXPP_DATABASE": try server.configuration().with(user: role).connectionString]
    }
    let program = Yard.program
    port = try Yard.freePort()
    database = Part("postgres", server.command, in: folder, keptBy: keeper, signal: "INT")
    sealer = Part(
      "seal", [program, "seal", "--log", folder + "/log", "--key", folder + "/log.key"],
      environment: try login("seal"), in: folder, keptBy: keeper)
    tick = Part(
      "tick", [program, "tick"], environment: try login("tick"), in: folder, keptBy: keeper)
    worker = Part(
      "work",
      [program, "work", "--content", folder + "/content", "--node", "node-1", "--slots", "4"],
      environment: try login("work"), in: folder, keptBy: keepsWorker ? keeper : nil)
    portal = Part(
      "serve", [program, "serve", "--listen", "127.0.0.1:\(port)", "--log", folder + "/log"],
      environment: try login("portal"), in: folder, keptBy: keeper)
  }

  /// In the order in which they end.
  private var parts: [Part] { [worker, portal, tick, sealer, database] }

  /// From here on the server is kept as well.
  private func begin() async throws {
    try server.stop()
    for part in parts.reversed() { try part.start() }
    try await eventually("the server is kept") {
      (try? await value("SELECT true", as: Bool.self)) != nil
    }
  }

  /// The schema, the fixtures' people, and a case that they walk to its trial.
  private static func furnish(_ configuration: Configuration, plan: Digest) async throws -> String {
    let connection = try await Connection.open(configuration)
    try await connection.execute(unsafeSQL: try Repository.text("schema.sql"))
    try await connection.execute(
      unsafeSQL: try Repository.text("Tests/WorkflowTests/Fixtures/world.sql"))
    let grant = JSON(#"{"seconds": 100000, "slots": 16, "plan": ["\#(plan.hex)"]}"#)
    let name = try await connection.query(
      """
      SELECT done('op', 'application/' || a, 'grant_provisioned', \(grant)),
             done('hkma.coordinator', 'application/' || a, 'start_trial', '{}',
                  jsonb_build_object('evaluation', run_of_rules('start') || runs_at_dispatch(a))),
             open_account('clockwork', 'clockwork', 'clockwork', 'clockwork',
                          '[{"role": "system"}]')::text
        FROM case_in('onboarding') a
      """
    ).one()[0, as: String.self]
    try await connection.execute(unsafeSQL: "RESET search_path")
    try await Gate.build(connection)
    try await giveAttempts(connection)
    await connection.close()
    return name
  }

  /// A slow machine's job may stand in the way of several kills; it is to end well all the same.
  private static func giveAttempts(_ connection: Connection) async throws {
    try await connection.execute(
      unsafeSQL: """
        CREATE FUNCTION public.give_attempts() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.max_attempts := 10;
          RETURN NEW;
        END $$;
        CREATE TRIGGER give_attempts BEFORE INSERT ON sandboxpp.job
          FOR EACH ROW EXECUTE FUNCTION public.give_attempts();
        """)
  }

  /// The program under test, which is built beside the tests.
  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "sandboxpp").path

  /// A port that nobody listened on a moment ago; the system gives out others for a while.
  private static func freePort() throws -> UInt16 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 ? getsockname(socket, $0, &length) : -1
      }
    }
    try #require(status == 0)
    return UInt16(bigEndian: address.sin_port)
  }
}

extension Yard {
  /// A short job of the firm.
  func requestCandidate(_ command: [String] = ["/bin/true"]) async throws -> Standing {
    try await sandbox.request(
      JobRequest(part: "candidate", command: command, seconds: 60), of: application,
      as: Yard.firm)
  }

  /// The validator's job on the sample's predictions.
  func requestValidator() async throws -> Standing {
    try await sandbox.request(
      .validation(of: predictions), of: application, as: Yard.assurance)
  }

  /// Kills the database, alone or with the whole installation, and waits until it is back.
  func killDatabase(withAll isWhole: Bool) async throws {
    let began = try await value("SELECT pg_postmaster_start_time()::text", as: String.self)
    for part in isWhole ? parts.reversed() : [database] { try await part.kill() }
    try await eventually("the database is back") {
      let begins = try? await value("SELECT pg_postmaster_start_time()::text", as: String.self)
      return begins != nil && begins != began
    }
  }

  /// A job's state.
  func state(of job: Standing) async throws -> String {
    try await owner.query("SELECT state FROM job WHERE id = \(job.id)::uuid").one().decode(
      String.self)
  }

  /// One value of one row.
  func value<Value: PostgresValue>(_ sql: SQL, as type: Value.Type = Value.self) async throws
    -> Value
  {
    try await owner.query(sql).one().decode(Value.self)
  }

  /// Ends what writes, in the order in which `down` does, and the sealer once all is sealed.
  func endParts() async throws {
    for part in [portal, worker, tick] { part.end() }
    try await eventually("all is sealed") {
      try await value("SELECT NOT EXISTS (SELECT FROM unsealed)")
    }
    sealer.end()
  }

  /// Has the published log verified by the program.
  func verifyLog() async throws -> (status: Int32, said: String) {
    let key = try String(contentsOfFile: folder + "/log.key.vkey", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let process = Process()
    process.executableURL = URL(filePath: Yard.program)
    process.arguments = ["audit", "verify", folder + "/log", "--vkey", key]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
