import Foundation
import Postgres
import TestSupport
import Testing

/// `up`: the portal, a worker, the sealer and the clockwork in one process.
@Suite struct UpTests {
  private func words(_ folder: String, listen: String, node: String) -> [String] {
    [
      "up", "--listen", listen, "--log", "\(folder)/log", "--key", "\(folder)/log.key",
      "--content", "\(folder)/content", "--node", node, "--patience", "1",
    ]
  }

  /// Looks again and again until something is there; the test's own time limit is the bound.
  private func wait<Value>(for look: () async throws -> Value?) async throws -> Value {
    while true {
      if let found = try await look() { return found }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  private func status(of address: String) async throws -> String {
    try await ProgramRun(
      URL(filePath: "/usr/bin/curl"),
      ["-s", "-o", "/dev/null", "-m", "5", "-w", "%{http_code}", address]
    ).output
  }

  @Test(.timeLimit(.minutes(5)))
  func `one process serves, works, seals and ticks, each part as its own role, and ends when told`()
    async throws
  {
    try await SampleDesk.with { desk in
      let folder = "/tmp/sandboxpp-up-\(UUID().uuidString.prefix(8))"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let environment = [
        "PATH": "/usr/bin:/bin",
        "SANDBOXPP_DATABASE": desk.database.configuration.connectionString,
        "SANDBOXPP_KEYSTORE": desk.folder.path + "/keystore",
      ]
      let said = URL(filePath: "\(folder)/said")
      let program = try BackgroundProgram(
        words(folder, listen: "127.0.0.1:0", node: "up-test"), environment: environment, log: said)
      var isRunning = true
      defer { if isRunning { program.end() } }
      let address = try await wait {
        try? String(contentsOf: said, encoding: .utf8)
          .firstMatch(of: #/listens on (http://\S+/)/#).map { String($0.1) }
      }
      // Ready is who has a sealer and a clockwork that keep up.
      _ = try await wait { try await status(of: address + "readyz") == "200" ? true : nil }
      _ = try await wait {
        try await desk.succeed("node", "list", as: "compute_operator_1").contains("up-test")
          ? true : nil
      }
      let database = try await Connection.open(desk.database.configuration)
      let roles = try await database.query(
        """
        SELECT DISTINCT usename::text FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY 1
        """)
      #expect(try roles.map { try $0.decode(String.self) } == ["portal", "seal", "tick", "work"])
      await database.close()
      #expect(try await status(of: address + "log/checkpoint") == "200")

      // A second one whose portal cannot listen ends as a whole, and takes nothing down with it.
      let port = address.dropFirst("http://".count).dropLast()
      let second = try await ProgramRun(
        words("\(folder)/second", listen: String(port), node: "up-second"),
        environment: environment)
      #expect(second.status == 2, "\(second.errors)")
      #expect(try await status(of: address + "healthz") == "200")

      #expect(program.end() == 0)
      isRunning = false
    }
  }

  @Test func `an address that is none and a key that cannot be used are told before it starts`()
    async throws
  {
    let folder = try TemporaryFolder()
    let environment = ["SANDBOXPP_DATABASE": "host=/nowhere"]
    let nowhere = try await ProgramRun(
      words(folder.path, listen: "nowhere", node: "n"), environment: environment)
    #expect(nowhere.status == 2 && nowhere.errors.contains("Give ADDRESS:PORT"))
    _ = try folder.file("log.key", Data("no key".utf8))
    let spoiled = try await ProgramRun(
      words(folder.path, listen: "127.0.0.1:0", node: "n"), environment: environment)
    #expect(spoiled.status == 2 && spoiled.errors.contains("cannot be used"), "\(spoiled.errors)")
  }
}
