import Foundation
import TestSupport
import Testing
import Transparency

@testable import Duties

/// The key's file.
struct LogKeyTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/keys/log.key" }

  init() throws { folder = try TemporaryFolder() }

  @Test func `a key is made once, for the sealer alone, with its public half beside it`() throws {
    let made = try LogKey(path: path, origin: nil)
    #expect(made.origin == LogKey.defaultOrigin)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let text = try String(contentsOfFile: path + ".vkey", encoding: .utf8)
    #expect(try VerifierKey(text.trimmingCharacters(in: .newlines)) == made.verifierKey)
    #expect(try LogKey(path: path, origin: nil).verifierKey == made.verifierKey)
    #expect(try LogKey(path: path, origin: made.origin).verifierKey == made.verifierKey)
  }

  @Test func `a log keeps its origin`() throws {
    _ = try LogKey(path: path, origin: "log.example/a")
    #expect(throws: DutyError.otherOrigin(asked: "log.example/b", found: "log.example/a")) {
      _ = try LogKey(path: path, origin: "log.example/b")
    }
  }

  @Test(arguments: ["with space", "with+plus", ""])
  func `an origin that no checkpoint can carry makes no key`(origin: String) throws {
    #expect(throws: DutyError.self) { _ = try LogKey(path: path, origin: origin) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a file that holds no key is refused without showing it`() throws {
    let made = try LogKey(path: path, origin: nil)
    #expect(made.origin == LogKey.defaultOrigin)
    let line = try String(contentsOfFile: path, encoding: .utf8)
    try String(line.dropLast(9)).write(toFile: path, atomically: true, encoding: .utf8)
    do {
      _ = try LogKey(path: path, origin: nil)
      Issue.record("a spoiled key was taken")
    } catch {
      #expect(error.description.contains(path) && !error.description.contains(line.dropLast(20)))
    }
  }
}
