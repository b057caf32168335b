import Crypto
import Foundation
import TestSupport
import Testing
import Transparency

@testable import Duties
@testable import Workflow

/// Reading and exporting what was sealed.
struct TrailTests {
  /// A sealed log, an auditor, and a place for exports.
  private static func withTrail(
    _ body: (Institution, PublishedLog, Caller, String) async throws -> Void
  ) async throws {
    try await Institution.with { institution in
      let firm = try await institution.installation.session(of: "preparer")
      for number in 0..<5 {
        _ = try await institution.post("=HYPERLINK(\"x\"), \"quoted\"\n\(number)", as: firm)
      }
      try await institution.viewMany(120, sessions: 3)
      var seal = try await institution.seal()
      while try await seal.step(100) > 0 {}
      let auditor = try await institution.installation.session(of: "auditor")
      let path = institution.folder + "-export"
      try await body(institution, PublishedLog(folder: institution.folder), auditor, path)
    }
  }

  @Test func `pages follow one another in leaf order, forwards and backwards`() async throws {
    try await Self.withTrail { institution, log, auditor, _ in
      let size = try log.signed().head.size
      var forwards: [Int] = []
      while true {
        let page = try await institution.portal.trail(
          TrailFilter(), after: forwards.last, limit: 50, as: auditor)
        if page.isEmpty { break }
        forwards += page.map(\.leafIndex)
      }
      #expect(forwards == Array(0..<size))
      var backwards: [Int] = []
      while true {
        let page = try await institution.portal.latestTrail(
          TrailFilter(), before: backwards.last, limit: 70, as: auditor)
        if page.isEmpty { break }
        backwards += page.map(\.leafIndex)
      }
      #expect(backwards == forwards.reversed())
    }
  }

  @Test func `bundles of the whole log need a role of their own`() async throws {
    try await Self.withTrail { institution, log, auditor, _ in
      try await institution.installation.openAccount(
        "narrow", "Nora Lam", "林諾拉", .auditor, roles: [("auditor", "")])
      let narrow = try await institution.installation.session(of: "narrow")
      let size = try log.signed().head.size
      let path = TilePath(.entries, index: 0, width: min(size, 256))
      let tile = try #require(try log.tile("\(path)"), "\(path)")
      let refusal = await #expect(throws: Refusal.self) {
        try await institution.portal.entries(tile, of: log, as: narrow)
      }
      #expect(refusal?.kind == .forbidden)
      #expect(try await institution.portal.entries(tile, of: log, as: auditor) != nil)
    }
  }

  @Test func `a filter lets through what it says and nothing else`() async throws {
    try await Self.withTrail { institution, _, auditor, _ in
      var filter = TrailFilter()
      filter.type = "problem.post"
      let posted = try await institution.portal.trail(filter, as: auditor)
      #expect(posted.count == 5 && posted.allSatisfy { $0.event == "post" })
      #expect(posted.allSatisfy { $0.nameEn == "Ada Chan" && $0.sequence == 1 })
      filter = TrailFilter()
      filter.subject = posted[2].subject
      #expect(try await institution.portal.trail(filter, as: auditor) == [posted[2]])
      filter = TrailFilter()
      filter.actor = posted[0].account
      filter.firstLeaf = posted[1].leafIndex
      filter.lastLeaf = posted[3].leafIndex
      #expect(try await institution.portal.trail(filter, as: auditor) == Array(posted[1...3]))
      filter = TrailFilter()
      filter.until = posted[0].at
      filter.since = posted[0].at
      #expect(try await institution.portal.trail(filter, as: auditor).isEmpty)
      filter.actor = "'; DROP TABLE subject; --"
      await #expect(throws: Refusal.self) {
        _ = try await institution.portal.trail(filter, as: auditor)
      }
    }
  }

  @Test func `a firm sees its own entries and exports none`() async throws {
    try await Self.withTrail { institution, log, _, path in
      let firm = try await institution.installation.session(of: "preparer")
      let seen = try await institution.portal.trail(TrailFilter(), as: firm)
      #expect(!seen.isEmpty)
      #expect(seen.allSatisfy { !$0.subject.hasPrefix("access/") })
      await #expect(throws: Refusal.self) {
        _ = try await institution.portal.export(
          TrailExport(.jsonl, reason: "curious"), of: log, to: path, as: firm)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(arguments: [true, false])
  func `a JSONL export leads to the signed root, whole or filtered`(isWhole: Bool) async throws {
    try await Self.withTrail { institution, log, auditor, path in
      var filter = TrailFilter()
      if !isWhole { filter.type = "problem.post" }
      let manifest = try await institution.portal.export(
        TrailExport(.jsonl, filter, reason: "yearly inspection"), of: log, to: path, as: auditor)
      let size = try log.signed().head.size
      #expect(manifest.count == (isWhole ? size : 5))
      let verdict = ExportVerifier(path: path, log: try institution.key().verifierKey).verify()
      #expect(verdict.exitCode == 0, "\(verdict)")
    }
  }

  @Test func `a JSONL export that is cut at any byte is not sound`() async throws {
    try await Self.withTrail { institution, log, auditor, path in
      var filter = TrailFilter()
      filter.type = "problem.post"
      _ = try await institution.portal.export(
        TrailExport(.jsonl, filter, reason: "yearly inspection"), of: log, to: path, as: auditor)
      let key = try institution.key().verifierKey
      for file in [path, path + ".proof", path + ".manifest.json"] {
        let whole = try Data(contentsOf: URL(filePath: file))
        for length in 0..<whole.count {
          try whole.prefix(length).write(to: URL(filePath: file))
          let verdict = ExportVerifier(path: path, log: key).verify()
          #expect(verdict.exitCode != 0, "\(file) cut to \(length)")
        }
        try whole.write(to: URL(filePath: file))
      }
      #expect(ExportVerifier(path: path, log: key).verify().exitCode == 0)
      try FileManager.default.removeItem(atPath: path + ".manifest.json")
      #expect(ExportVerifier(path: path, log: key).verify().exitCode == 2)
    }
  }

  @Test func `an export is an entry with its reason before the file is there`() async throws {
    try await Self.withTrail { institution, log, auditor, path in
      await #expect(throws: Refusal.self) {
        _ = try await institution.portal.export(
          TrailExport(.csv, reason: ""), of: log, to: path, as: auditor)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
      await #expect(throws: Refusal.self) {
        _ = try await institution.portal.export(
          TrailExport(.csv, reason: "inspection"), of: log, to: "/nowhere/at/all", as: auditor)
      }
      var seal = try await institution.seal()
      while try await seal.step(100) > 0 {}
      var filter = TrailFilter()
      filter.type = "access.exported"
      let exports = try await institution.portal.trail(filter, as: auditor)
      #expect(exports.count == 1)
      let entry = try #require(exports.first?.entry)
      #expect(entry.contains("\"reason\":\"said:") && !entry.contains("inspection"))
      #expect(
        try await institution.portal.words(in: entry, as: auditor)
          .contains("\"reason\":\"inspection\""))
    }
  }

  @Test func `the table of a CSV export is read whole by somebody else's reader`() async throws {
    try await Self.withTrail { institution, log, auditor, path in
      let manifest = try await institution.portal.export(
        TrailExport(.csv, reason: "=1+1 spreadsheet"), of: log, to: path, as: auditor)
      let script = """
        import csv, hashlib, json, sys
        rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))
        assert [int(r['leaf_index']) for r in rows] == list(range(len(rows)))
        assert all(json.loads(r['data'])['lifecycle'] == 1 for r in rows)
        assert not any(v[:1] in '=+-@\\t\\r' for r in rows for v in r.values() if v)
        print(len(rows), hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())
        """
      let read = try Program.run("/usr/bin/env", ["python3", "-c", script, path])
      #expect(read.output == "\(manifest.count) \(manifest.digest)\n")
      let written = try ExportManifest(
        Array(Data(contentsOf: URL(filePath: ExportManifest.path(of: path)))))
      #expect(written == manifest)
    }
  }

  @Test func `a proof of any leaf is verified without the log`() async throws {
    try await Self.withTrail { institution, log, auditor, _ in
      let key = try institution.key().verifierKey
      let size = try log.signed().head.size
      for leaf in [0, 1, 255, 256, size - 1] {
        let (proof, entry) = try log.proof(ofLeaf: leaf)
        try EntryProof(proof).verify(entry: entry, log: key)
        #expect(throws: TransparencyError.self) {
          try EntryProof(proof).verify(entry: entry + [0], log: key)
        }
      }
      #expect(throws: Refusal.self) { _ = try log.proof(ofLeaf: size) }
      let last = try await institution.portal.trail(TrailFilter(), after: size - 2, as: auditor)
      let subject = try #require(last.first?.subject)
      let leaf = try await institution.portal.lastLeaf(of: subject, below: size, as: auditor)
      #expect(leaf == size - 1)
    }
  }
}
