import Foundation
import Glibc
import Testing

/// What a machine lacks is said in one sentence, before anything was done, with status 2.
struct WrongMachineTests {
  private func expectSentence(
    _ part: String, _ run: ProgramRun, location: SourceLocation = #_sourceLocation
  ) {
    #expect(run.status == 2, sourceLocation: location)
    #expect(run.errors.hasPrefix("deploy: "), "\(run.errors)", sourceLocation: location)
    #expect(run.errors.contains(part), "\(run.errors)", sourceLocation: location)
    let lines = run.errors.count { $0.isNewline }
    #expect(lines == 1, "more than one line: \(run.errors)", sourceLocation: location)
  }

  @Test(arguments: ["up", "test"])
  func `no Swift`(script: String) async throws {
    let machine = try FakeMachine(without: ["swift"])
    expectSentence("There is no Swift toolchain", try await machine.run(script, "--no-install"))
  }

  @Test(arguments: ["up", "test"])
  func `a Swift that is too old`(script: String) async throws {
    let machine = try FakeMachine(scripts: ["swift": "echo 'Swift version 5.10.1 (x)'"])
    let run = try await machine.run(script, "--no-install")
    expectSentence("This needs Swift 6.2 or later", run)
    #expect(run.errors.contains("is 5.10"))
  }

  @Test(arguments: ["up", "test"])
  func `a disk that is nearly full`(script: String) async throws {
    let table = "printf 'Filesystem 1024-blocks Used Available\\n/dev/a 9 9 204800 x /\\n'"
    let machine = try FakeMachine(scripts: ["df": table])
    let run = try await machine.run(script, "--no-install")
    expectSentence("has 200 MB free and 2048 MB are needed", run)
  }

  @Test(arguments: ["up", "test"])
  func `something missing, and nothing may be installed`(script: String) async throws {
    let machine = try FakeMachine(without: ["bwrap"])
    let run = try await machine.run(script, "--no-install")
    expectSentence("Missing on this machine: bubblewrap. Install them (apt-get install", run)
  }

  @Test func `something missing, and no apt`() async throws {
    let machine = try FakeMachine(without: ["bwrap", "apt-get"])
    expectSentence("there is no apt-get to install them with", try await machine.run("up"))
  }

  @Test func `something missing, not root, and no sudo`() async throws {
    let machine = try FakeMachine(without: ["bwrap", "sudo"], scripts: ["id": "echo 1000"])
    expectSentence("there is no sudo: ask an administrator", try await machine.run("up"))
  }

  @Test func `something missing, not root, and sudo refuses`() async throws {
    let machine = try FakeMachine(
      without: ["bwrap"], scripts: ["id": "echo 1000", "sudo": "exit 1"])
    expectSentence("sudo refuses: ask an administrator", try await machine.run("up"))
  }

  @Test func `an installation that fails shows why`() async throws {
    let machine = try FakeMachine(
      without: ["bwrap"],
      scripts: ["id": "echo 0", "apt-get": "echo 'Temporary failure resolving'; exit 100"])
    let run = try await machine.run("up")
    #expect(run.status == 2)
    #expect(run.errors.contains("Temporary failure resolving"))
    #expect(run.errors.contains("deploy: Installing bubblewrap failed"))
  }

  @Test func `an installation that changes nothing is noticed`() async throws {
    let machine = try FakeMachine(
      without: ["bwrap"], scripts: ["id": "echo 0", "apt-get": "exit 0"])
    expectSentence("this machine still lacks: bubblewrap", try await machine.run("up"))
  }

  @Test func `a port that somebody else listens on`() async throws {
    let port = try ListeningPort()
    let machine = try FakeMachine()
    let run = try await machine.run(
      "up", "--no-install", environment: ["SANDBOXPP_PORT": "\(port.number)"])
    expectSentence("Port \(port.number) is taken by another program", run)
  }

  @Test(arguments: ["0", "65536", "http", "-1"])
  func `a port that is none`(port: String) async throws {
    let machine = try FakeMachine()
    let run = try await machine.run("up", environment: ["SANDBOXPP_PORT": port])
    expectSentence("SANDBOXPP_PORT is '\(port)', which is no port", run)
  }

  @Test func `a database that another release made`() async throws {
    let machine = try FakeMachine()
    try machine.write("9\n", to: ".sandboxpp/postgres/data/PG_VERSION")
    let run = try await machine.run("up", "--no-install")
    expectSentence("was made by PostgreSQL 9; this machine has", run)
  }

  @Test(arguments: ["up", "down", "test"])
  func `an option that there is not`(script: String) async throws {
    let machine = try FakeMachine()
    expectSentence("There is no option '--frehs'", try await machine.run(script, "--frehs"))
  }

  @Test func `down where nothing was started is done`() async throws {
    let machine = try FakeMachine()
    let run = try await machine.run("down")
    #expect(run.status == 0)
    #expect(run.output == "Nothing was started here.\n")
  }
}

/// A port of this machine that is being listened on.
struct ListeningPort: ~Copyable {
  let number: UInt16
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 1) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isListening)
    number = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}
