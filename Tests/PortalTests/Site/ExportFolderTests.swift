import Foundation
import TestSupport
import Testing
import Workflow

@testable import Portal

/// Where exports lie: nobody else's to enter, and not for long.
struct ExportFolderTests {
  private let folder: TemporaryFolder
  private let exports: ExportFolder

  init() throws {
    folder = try TemporaryFolder()
    exports = ExportFolder(path: folder.path + "/exports")
  }

  private func mode(_ path: String) throws -> Int? {
    (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?
      .intValue
  }

  @Test func `an export lies in a folder that its owner alone enters, bound to its session`() throws
  {
    let made = try exports.make("aa", session: "one")
    #expect(made == exports.place("aa", session: "one"))
    #expect(made != exports.place("aa", session: "two"))
    #expect(try mode(exports.path) == 0o700 && mode(made.path) == 0o700)
    #expect(throws: (any Error).self, "the same one is not made twice") {
      _ = try exports.make("aa", session: "one")
    }
  }

  @Test(arguments: [0o755, 0o750, 0o701])
  func `a folder that others can enter takes no export`(mode: Int) throws {
    try FileManager.default.createDirectory(
      atPath: exports.path, withIntermediateDirectories: true,
      attributes: [.posixPermissions: mode])
    let refused = #expect(throws: Refusal.self) { _ = try exports.make("aa", session: "one") }
    #expect(refused?.advice.contains("mode 0700") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: exports.path).isEmpty)
  }

  @Test func `a link is not followed`() throws {
    let elsewhere = folder.path + "/elsewhere"
    try FileManager.default.createDirectory(
      atPath: elsewhere, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try FileManager.default.createSymbolicLink(
      atPath: exports.path, withDestinationPath: elsewhere)
    #expect(throws: (any Error).self) { _ = try exports.make("aa", session: "one") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
  }

  @Test func `an export is removed a day later, when the next one is made`() throws {
    let old = try exports.make("aa", session: "one")
    let young = try exports.make("bb", session: "one")
    for (place, hours) in [(old, 25.0), (young, 23.0)] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -3_600 * hours)], ofItemAtPath: place.path)
    }
    _ = try exports.make("cc", session: "two")
    let names = try FileManager.default.contentsOfDirectory(atPath: exports.path)
    #expect(names.sorted() == ["one-bb", "two-cc"])
  }
}
