import Foundation
import Glibc
import Postgres
import Samples
import Synchronization
import TestSupport
import Testing
import Transparency

@testable import Workflow

/// A peer that speaks clamd's `INSTREAM`, a connection at a time, and answers as it is told.
final class ScannerPeer: Sendable {
  let path: String
  private let descriptor: Int32
  private let seen = Mutex<[[UInt8]]>([])

  // `answer` is what is said of the bytes; nil hangs up.
  init(in folder: TemporaryFolder, _ answer: @escaping @Sendable ([UInt8]) -> String?) throws {
    path = folder.path + "/peer.sock"
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0 && listen(descriptor, 8) == 0)
    Thread.detachNewThread { [self] in
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        let bytes = ScannerPeer.receive(connection)
        seen.withLock { $0.append(bytes ?? []) }
        if let bytes, let text = answer(bytes) {
          let reply = Array(text.utf8) + [0]
          _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
        }
        close(connection)
      }
    }
  }

  /// What was sent to it, file by file.
  var files: [[UInt8]] { seen.withLock { $0 } }

  func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// The stream's bytes; nil for what is no stream.
  private static func receive(_ connection: Int32) -> [UInt8]? {
    func take(_ count: Int) -> [UInt8]? {
      var bytes: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: count)
      while bytes.count < count {
        let got = recv(connection, &piece, count - bytes.count, 0)
        guard got > 0 else { return nil }
        bytes += piece[..<got]
      }
      return bytes
    }
    guard take(10) == Array("zINSTREAM\0".utf8) else { return nil }
    var all: [UInt8] = []
    while let length = take(4)?.reduce(0, { $0 << 8 | Int($1) }) {
      if length == 0 { return all }
      guard let piece = take(length) else { return nil }
      all += piece
    }
    return nil
  }
}

struct ScannerTests {
  private static let marked = "a marked file"

  private static func answer(_ bytes: [UInt8]) -> String? {
    switch String(decoding: bytes.prefix(20), as: UTF8.self) {
    case marked: "stream: Test.Signature FOUND"
    case "silence": nil
    case "too long": "INSTREAM size limit exceeded. ERROR"
    default: "stream: OK"
    }
  }

  @Test func `a file is streamed whole and the answer understood`() throws {
    let folder = try TemporaryFolder()
    let peer = try ScannerPeer(in: folder, ScannerTests.answer)
    defer { peer.end() }
    let scanner = VirusScanner(socket: peer.path, isRequired: false)
    func verdict(_ text: String) -> VirusScanner.Verdict {
      scanner.verdict(on: ReadableBytes(Array(text.utf8)))
    }
    let long = String(repeating: "沙盒", count: 60_000)
    #expect(verdict(long) == .clean)
    #expect(peer.files == [Array(long.utf8)])
    #expect(verdict(ScannerTests.marked) == .infected("Test.Signature"))
    #expect(verdict("silence") == .unreachable)
    #expect(verdict("too long") == .unreachable)
  }

  @Test(arguments: [
    "", "stream: ", "stream: FOUND", "OK", "stream: OK ", "stream: x FOUND ERROR", "stream: ok",
  ])
  func `what is no verdict is none`(answer: String) {
    #expect(VirusScanner.verdict(in: answer) == .unreachable)
  }

  @Test func `infected files are refused and recorded, clean ones say so, silence is said`()
    async throws
  {
    try await SampleHouse.with(applications: 0) { house in
      let folder = try TemporaryFolder()
      let peer = try ScannerPeer(in: folder, ScannerTests.answer)
      defer { peer.end() }
      let caller = try await house.cast.caller("harbour_lantern_bank_preparer")
      func keep(_ text: String, at socket: String, isRequired: Bool) async throws -> KeptFile {
        let pool = try Installation.pool(house.database.configuration.connectionString)
        let sandbox = Sandbox(
          pool, content: folder.path,
          scanner: VirusScanner(socket: socket, isRequired: isRequired))
        do {
          let kept = try await sandbox.keep(Array(text.utf8), as: "model_card", by: caller)
          await pool.close()
          return kept
        } catch {
          await pool.close()
          throw error
        }
      }
      _ = try await keep("A clean card.", at: peer.path, isRequired: true)
      _ = try await keep("An unseen card.", at: folder.path + "/none", isRequired: false)
      #expect(
        try await house.texts("SELECT scan FROM received_file ORDER BY received_at")
          == ["clean", "unreachable"])
      let infected = await #expect(throws: Workflow.Refusal.self) {
        _ = try await keep(ScannerTests.marked, at: peer.path, isRequired: false)
      }
      #expect(
        infected?.sentence == "The file is infected (Test.Signature) and was not kept.")
      let required = await #expect(throws: Workflow.Refusal.self) {
        _ = try await keep("Another card.", at: folder.path + "/none", isRequired: true)
      }
      #expect(required?.kind == .unmet)
      #expect(try await house.texts("SELECT count(*)::text FROM received_file") == ["2"])
      let store = try ComputeFiles.names(under: folder.path + "/sha256")
      #expect(store.count == 2)
      #expect(try ComputeFiles.names(under: folder.path + "/drafts") == [])
      let refused = try await house.texts(
        """
        SELECT convert_from(entry, 'UTF8')::jsonb->'data'->'detail'->>'found' FROM audit_event
         WHERE type = 'hk.sandboxpp.access.refused.v1'
        """)
      #expect(refused == ["Test.Signature"])
    }
  }

  @Test func `clamd itself finds a signature of ours and passes the rest`() async throws {
    let program = ["/usr/sbin/clamd", "/usr/bin/clamd"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else { try Test.cancel("clamd is not on this machine") }
    let folder = try TemporaryFolder()
    let socket = folder.path + "/clamd.sock"
    let base = folder.path + "/signatures"
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    // Name, any type of file, anywhere in it, the bytes in hexadecimal.
    let bytes = ScannerTests.marked.utf8.map {
      String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
    }
    try Data("Test.Signature:0:*:\(bytes.joined())\n".utf8).write(
      to: URL(filePath: base + "/test.ndb"))
    let settings = """
      Foreground yes
      LocalSocket \(socket)
      DatabaseDirectory \(base)
      StreamMaxLength 1M
      User \(NSUserName())
      """
    try Data(settings.utf8).write(to: URL(filePath: folder.path + "/clamd.conf"))
    let clamd = Process()
    clamd.executableURL = URL(filePath: program)
    clamd.arguments = ["-c", folder.path + "/clamd.conf"]
    clamd.standardOutput = FileHandle.nullDevice
    clamd.standardError = FileHandle.nullDevice
    try clamd.run()
    defer {
      clamd.terminate()
      clamd.waitUntilExit()
    }
    let scanner = VirusScanner(socket: socket, isRequired: true)
    let clean = ReadableBytes(Array("An ordinary card.".utf8))
    // It listens once it has read its signatures.
    let deadline = ContinuousClock.now + .seconds(60)
    while scanner.verdict(on: clean) == .unreachable, clamd.isRunning, .now < deadline {
      await Task.yield()
    }
    #expect(scanner.verdict(on: clean) == .clean)
    let inside = ReadableBytes(Array("Before \(ScannerTests.marked), behind.".utf8))
    #expect(scanner.verdict(on: inside) == .infected("Test.Signature.UNOFFICIAL"))
    let long = ReadableBytes([UInt8](repeating: 0x61, count: 2_000_000))
    #expect(scanner.verdict(on: long) == .unreachable)
  }
}

/// Names of files below a folder, whatever the folders between.
enum ComputeFiles {
  static func names(under path: String) throws -> [String] {
    let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return all.filter { name in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: path + "/" + name, isDirectory: &isFolder)
      return isThere && !isFolder.boolValue
    }
  }
}
