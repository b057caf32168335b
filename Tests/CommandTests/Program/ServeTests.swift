import Foundation
import TestSupport
import Testing

/// `serve` as a supervisor of processes meets it.
struct ServeTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test func `the portal says where it listens, answers, and ends with status 0 when told`()
    async throws
  {
    let server = try #require(Self.environment["SANDBOXPP_TEST_SERVER"])
    let script = """
      exec 3< <(exec "$0" serve --listen 127.0.0.1:0)
      program=$!
      read -r line <&3
      echo "$line"
      address=${line##* }
      curl -s "${address}healthz"
      curl -s -o /dev/null -w '%{http_code}\\n' -H 'Accept: text/html' "$address"
      curl -s -o /dev/null -w '%{http_code}\\n' "${address}readyz"
      kill -TERM "$program"
      wait "$program"
      echo "ended $?"
      """
    let run = try await ProgramRun(
      URL(filePath: "/bin/bash"), ["-c", script, ProgramRun.program.path],
      environment: [
        "SANDBOXPP_DATABASE": server, "PATH": Self.environment["PATH"] ?? "/usr/bin:/bin",
      ])
    let lines = run.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 5, "\(run.output) \(run.errors)")
    #expect(lines[0].hasPrefix("The portal listens on http://127.0.0.1:"))
    // The server has no schema of ours: it is not ready, but it lives.
    #expect(Array(lines[1...]) == ["alive", "200", "503", "ended 0"])
  }

  @Test(arguments: ["nowhere", "127.0.0.1", "127.0.0.1:70000", ":x"])
  func `an address that is none is told before anything starts`(address: String) async throws {
    let run = try await ProgramRun(
      ["serve", "--listen", address], environment: ["SANDBOXPP_DATABASE": "host=/nowhere"])
    #expect(run.status == 2)
    #expect(run.errors.contains("Give ADDRESS:PORT"))
  }
}
