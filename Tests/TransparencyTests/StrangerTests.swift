import Crypto
import Foundation
import Testing

@testable import Transparency

/// Readers that share no code with this project must accept what it writes and refuse what it refuses.
struct StrangerTests {
  @Test func `openssl and coreutils accept our signatures and refuse altered ones`() throws {
    let folder = try TemporaryFolder()
    let script = try Fixture.path("verify-note.sh")
    let log = try NoteSigner(name: "log.test/a", key: .generate())
    let witness = try NoteSigner(name: "witness.test", key: .generate(), algorithm: .cosignature)
    let signed = try Checkpoint(
      origin: "log.test/a", head: TreeHead(size: 7, root: SHA256.digest("root"))
    ).signed(by: log)
    let note = try SignedNote(
      text: signed.text,
      signatures: signed.signatures + [witness.sign(signed.text, time: 1_700_000_000)])
    let file = folder.path + "/note"
    func verify(_ key: VerifierKey, _ bytes: [UInt8]) throws -> Int32 {
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      return try run("/bin/bash", [script, "\(key)", file]).status
    }
    for key in [log.verifierKey, witness.verifierKey] {
      #expect(try verify(key, note.bytes) == 0)
      var altered = note.bytes
      altered[11] ^= 1
      #expect(try verify(key, altered) == 1)
    }
    let other = try NoteSigner(name: "log.test/a", key: .generate()).verifierKey
    #expect(try verify(other, note.bytes) == 1)
    let published = try #require(NoteVectors.read().signed_notes.first)
    let key = try VerifierKey(#require(published.vkeys.first))
    #expect(try verify(key, Array(published.note.utf8)) == 0)
  }

  /// The Go checker beside the checkout, built once into a folder of the test.
  private static func goChecker(into folder: String) throws -> String {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let clients = checkout.deletingLastPathComponent().appendingPathComponent("shared/clients")
    let source = ProcessInfo.processInfo.environment["SANDBOXPP_STRANGERS"] ?? clients.path
    guard FileManager.default.fileExists(atPath: "\(source)/tlogverify/main.go") else {
      try Test.cancel(
        "nothing is shown here: no Go checker beside the checkout, nor in SANDBOXPP_STRANGERS")
    }
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/go") else {
      try Test.cancel("nothing is shown here: no Go toolchain")
    }
    let program = "\(folder)/tlogverify"
    let script = "cd '\(source)' && . ./env.sh && go build -o '\(program)' ./tlogverify"
    let built = try run("/bin/bash", ["-c", script], environment: ["GOCACHE": "\(folder)/cache"])
    try #require(built.status == 0, "\(built.output)")
    return program
  }

  @Test func `a Go reader accepts our log and our proofs and refuses a forged one`() throws {
    let folder = try TemporaryFolder()
    let checker = try Self.goChecker(into: folder.path)
    let entries = try SampleEntries(count: 700, subjects: 9).entries
    var log = try SampleLog(Array(entries[..<300]))
    let earlier = folder.path + "/earlier"
    try Data(log.store.read("checkpoint")).write(to: URL(fileURLWithPath: earlier))
    try log.seal(Array(entries[300...]))
    let arguments = ["-log", log.folder.path, "-vkey", "\(log.key)", "-origin", SampleLog.origin]
    let accepted = try run(checker, arguments + ["-old", earlier, "-all"])
    #expect(accepted.status == 0, "\(accepted.output)")
    #expect(accepted.output.contains("all 700 entries"))
    var reader = TileReader(size: 700) { path throws(TransparencyError) in
      try log.store.read(path)
    }
    let note = try SignedNote(log.store.read("checkpoint"))
    for index in [0, 255, 256, 699] {
      let proof = try reader.proof(
        index: index, leafHash: MerkleTree.leafHash(entries[index]), head: log.writer.head)
      let files = (proof: folder.path + "/proof", entry: folder.path + "/entry")
      try Data(EntryProof(proof, checkpoint: note).bytes).write(
        to: URL(fileURLWithPath: files.proof))
      try Data(entries[index]).write(to: URL(fileURLWithPath: files.entry))
      let offline = try run(
        checker, ["-proof", files.proof, "-entry", files.entry, "-vkey", "\(log.key)"])
      #expect(offline.status == 0, "\(offline.output)")
    }
    var forged = try log.store.read("tile/entries/001")
    forged[100] ^= 1
    try log.put(forged, at: "tile/entries/001")
    #expect(try run(checker, arguments + ["-all"]).status != 0)
  }
}
