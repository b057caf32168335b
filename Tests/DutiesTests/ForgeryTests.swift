import Crypto
import Foundation
import TestSupport
import Testing
import Transparency

@testable import Duties
@testable import Workflow

/// A log made by the real sealer, then altered in every way a forger may think of.
struct ForgeryTests {
  private static let path = "tile/entries/000.p/40"

  /// A sealed log of forty entries, its folder and its key.
  private static func withLog(
    _ body: (Institution, [[UInt8]]) async throws -> Void
  ) async throws {
    try await Institution.with { institution in
      try await institution.viewMany(25, sessions: 2)
      var seal = try await institution.seal()
      _ = try await seal.step(40)
      let bundle = try institution.store.read(path)
      try await body(institution, try EntryBundle.decode(bundle))
    }
  }

  private static func verdict(
    of entries: [[UInt8]], in institution: Institution
  ) async throws -> Verdict {
    try Data(EntryBundle.encode(entries)).write(
      to: URL(filePath: institution.folder + "/" + path))
    return try await institution.verify()
  }

  /// The leaf that the verifier names when the bundle holds these entries.
  private static func brokenLeaf(
    _ entries: [[UInt8]], in institution: Institution
  ) async throws -> Int? {
    guard case .broken(let defect) = try await verdict(of: entries, in: institution) else {
      return nil
    }
    return defect.leafIndex
  }

  @Test func `any byte of any entry that is changed is found at its leaf`() async throws {
    try await Self.withLog { institution, entries in
      #expect(entries.count == 40)
      #expect(try await institution.verify().exitCode == 0)
      for leaf in entries.indices {
        // Every byte of the first entries, then every seventh: the forms of entries repeat.
        for offset in stride(from: 0, to: entries[leaf].count, by: leaf < 3 ? 1 : 7) {
          var forged = entries
          forged[leaf][offset] ^= 1
          let found = try await Self.brokenLeaf(forged, in: institution)
          #expect(found == leaf, "byte \(offset)")
        }
      }
    }
  }

  @Test func `a dropped, swapped, repeated or appended entry is found`() async throws {
    try await Self.withLog { institution, entries in
      for leaf in entries.indices {
        var dropped = entries
        dropped.remove(at: leaf)
        #expect(try await Self.brokenLeaf(dropped, in: institution) == leaf)
        var repeated = entries
        repeated.insert(entries[leaf], at: leaf)
        let twice = try await Self.verdict(of: repeated, in: institution)
        #expect(twice.exitCode == 1)
        guard leaf + 1 < entries.count else { continue }
        var swapped = entries
        swapped.swapAt(leaf, leaf + 1)
        #expect(try await Self.brokenLeaf(swapped, in: institution) == leaf)
      }
      let longer = try await Self.verdict(of: entries + [entries[0]], in: institution)
      #expect(longer.exitCode == 1)
      let restored = try await Self.verdict(of: entries, in: institution)
      #expect(restored.exitCode == 0)
    }
  }

  @Test func `a checkpoint that is changed anywhere is not believed`() async throws {
    try await Self.withLog { institution, _ in
      let note = try institution.store.read("checkpoint")
      for offset in note.indices {
        var forged = note
        forged[offset] ^= 1
        try institution.store.write(forged, to: "checkpoint")
        let verdict = try await institution.verify()
        #expect(verdict.exitCode != 0, "byte \(offset)")
      }
      let stranger = try NoteSigner(name: institution.key().origin, key: .generate())
      let checkpoint = try Checkpoint(text: SignedNote(note).text)
      try institution.store.write(checkpoint.signed(by: stranger).bytes, to: "checkpoint")
      #expect(try await institution.verify().exitCode == 1)
    }
  }

  @Test func `openssl and coreutils accept the checkpoint`() async throws {
    try await Self.withLog { institution, _ in
      let script = Repository.root
        .appending(path: "Tests/TransparencyTests/Fixtures/verify-note.sh").path
      let note = institution.folder + "/checkpoint"
      let key = "\(try institution.key().verifierKey)"
      #expect(try Program.run("/bin/bash", [script, key, note]).status == 0)
      var forged = try institution.store.read("checkpoint")
      forged[2] ^= 1
      try institution.store.write(forged, to: "checkpoint")
      #expect(try Program.run("/bin/bash", [script, key, note]).status == 1)
    }
  }

  @Test func `a Go reader accepts the whole log`() async throws {
    let checkout = Repository.root.deletingLastPathComponent().appending(path: "shared/clients")
    let source = ProcessInfo.processInfo.environment["SANDBOXPP_STRANGERS"] ?? checkout.path
    guard FileManager.default.fileExists(atPath: "\(source)/tlogverify/main.go"),
      FileManager.default.isExecutableFile(atPath: "/usr/bin/go")
    else {
      try Test.cancel(
        "nothing is shown here: no Go checker beside the checkout, nor in SANDBOXPP_STRANGERS")
    }
    try await Institution.with { institution in
      try await institution.viewMany(300, sessions: 3)
      var seal = try await institution.seal()
      while try await seal.step(211) > 0 {}
      let program = institution.folder + ".tlogverify"
      let script = "cd '\(source)' && . ./env.sh && go build -o '\(program)' ./tlogverify"
      let built = try Program.run("/bin/bash", ["-c", script])
      try #require(built.status == 0, "\(built.output)")
      let key = try institution.key()
      let accepted = try Program.run(
        program,
        ["-log", institution.folder, "-vkey", "\(key.verifierKey)", "-origin", key.origin, "-all"])
      #expect(accepted.status == 0, "\(accepted.output)")
      #expect(accepted.output.contains("all \(seal.head.size) entries"))
    }
  }
}
