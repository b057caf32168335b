import Foundation
import TestSupport
import Testing

/// The commands about the trail: what they answer to programs, and 2 where nothing could be tried.
struct AuditStatusTests {
  private static let log = Repository.root
    .appending(path: "Tests/TransparencyTests/Fixtures/tessera-testdata-log").path

  @Test func `a checkpoint is printed as it was signed, and taken apart for programs`() async throws
  {
    struct Signed: Decodable {
      let origin: String
      let size: Int
      let note: String
    }
    let run = try await ProgramRun(["audit", "checkpoint", "--log", Self.log, "--format", "json"])
    let signed = try JSONDecoder().decode(Signed.self, from: Data(run.output.utf8))
    #expect(signed.origin == "example.com/log/testdata" && signed.size == 15)
    let plain = try await ProgramRun(["audit", "checkpoint", "--log", Self.log])
    #expect(plain.output == signed.note)
  }

  @Test func `a proof names its leaf and file for programs`() async throws {
    struct Proved: Decodable, Equatable {
      let leaf: Int
      let proof: String
    }
    let folder = try TemporaryFolder()
    let file = folder.path + "/proof"
    let run = try await ProgramRun([
      "audit", "prove", "--log", Self.log, "--leaf", "3", "--out", file, "--format", "json",
    ])
    #expect(
      try JSONDecoder().decode(Proved.self, from: Data(run.output.utf8))
        == Proved(leaf: 3, proof: file))
  }

  @Test func `a folder or file that is not there is status 2, an entry that is not there 1`()
    async throws
  {
    let folder = try TemporaryFolder()
    let cases: [(words: [String], status: Int32, sentence: String)] = [
      (["checkpoint", "--log", "/nope"], 2, "there is no folder `/nope`"),
      (["prove", "--log", "/nope", "--leaf", "1", "--out", folder.path + "/p"], 2, "no folder"),
      (["prove", "--log", Self.log, "--leaf", "1", "--out", "/nope/p"], 2, "cannot write"),
      (["prove", "--log", Self.log, "--leaf", "15", "--out", folder.path + "/p"], 1, "15"),
    ]
    for one in cases {
      let run = try await ProgramRun(["audit"] + one.words)
      #expect(run.status == one.status, "\(one.words): \(run.errors)")
      #expect(run.errors.contains(one.sentence), "\(one.words): \(run.errors)")
    }
  }

  @Test func `an export that cannot be written is status 2`() async throws {
    try await SampleDesk.with { desk in
      let log = desk.folder.path + "/log"
      try await desk.succeed("seal", "--once", "--log", log, "--key", desk.folder.path + "/key")
      try await desk.fail(
        "audit", "export", "--log", log, "--format", "csv", "--reason", "a look", "--out",
        "/nope/x",
        as: "auditor", status: 2, saying: "cannot be written")
    }
  }
}
