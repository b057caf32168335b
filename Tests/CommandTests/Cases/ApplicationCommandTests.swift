import Foundation
import TestSupport
import Testing

/// An application from nothing to its submission, and its history, by the command line.
@Suite struct ApplicationCommandTests {
  private static let bank = "harbour_lantern_bank"
  private static let preparer = "\(bank)_preparer"
  private static let approver = "\(bank)_approver"

  private struct Draft: Decodable {
    let reference: String
    let revision: Int
    let facts: String
  }

  private struct Step: Decodable {
    let seq: Int
    let event: String
    let to: String?
    let person: String?
  }

  @Test func `a firm begins, writes and submits, and reads what happened`() async throws {
    try await SampleDesk.with(applications: 1) { desk in
      let sample = try await desk.succeed("application", "list", as: Self.preparer).prefix(12)
      let facts = try await desk.succeed("application", "draft", String(sample), as: Self.preparer)
      let file = try desk.folder.file("facts.json", Data(facts.utf8))
      let begun = try await desk.json(
        Draft.self, "application", "start", "--cohort", "sample-2026", "--title", "A second",
        "--facts", file, as: Self.preparer)
      #expect(begun.revision == 1)

      try await desk.fail(
        "application", "submit", begun.reference, as: Self.preparer,
        saying: "submit is not yours to do here")
      try await desk.fail(
        "application", "submit", begun.reference, as: Self.approver, saying: "consent")
      for kind in ["share_regulators", "share_cyberport"] {
        try await desk.succeed(
          "act", begun.reference, "consent_given", "--detail", "{\"kind\": \"\(kind)\"}",
          as: Self.approver)
      }
      try await desk.fail(
        "application", "submit", begun.reference, "--expect", "1", as: Self.approver,
        saying: "It has changed since you looked")
      let submitted = try await desk.succeed(
        "application", "submit", begun.reference, "--expect", "3", as: Self.approver)
      #expect(submitted.hasSuffix(" submitted version 4\n"))

      let steps = try await desk.json(
        [Step].self, "application", "history", begun.reference, as: Self.preparer)
      #expect(steps.map(\.event) == ["start", "consent_given", "consent_given", "submit"])
      #expect(steps.map(\.seq) == [1, 2, 3, 4])
      #expect(steps.last?.to == "submitted")
      let told = try await desk.succeed(
        "application", "history", begun.reference, as: Self.approver)
      #expect(told.contains("  submit by ") && told.contains(" as firm_approver → submitted\n"))
    }
  }

  @Test func `a history of more than a page is whole`() async throws {
    try await SampleDesk.with(applications: 1) { desk in
      let reference = String(
        try await desk.succeed("application", "list", as: Self.preparer).prefix(12))
      let before = try await desk.json(
        [Step].self, "application", "history", reference, as: Self.preparer
      ).count
      try await desk.sql(
        """
        SELECT open_session(id, sha256('turning'), 'none', 1) FROM account WHERE login = '\(Self.approver)';
        SET sandboxpp.session = 'turning';
        DO $$
        BEGIN
          FOR i IN 1..110 LOOP
            PERFORM act('application/' || id, 'consent_' || turn, NULL, '{"kind": "publish_summary"}')
               FROM application, (VALUES ('given'), ('withdrawn')) t(turn) WHERE reference = '\(reference)';
          END LOOP;
        END $$;
        """)
      let steps = try await desk.json(
        [Step].self, "application", "history", reference, as: Self.preparer)
      #expect(steps.map(\.seq) == Array(1...(before + 220)))
    }
  }

  @Test func `what is wrong with a draft is said`() async throws {
    try await SampleDesk.with { desk in
      let broken = try desk.folder.file("facts.json", Data("[1".utf8))
      let start = ["application", "start", "--title", "T", "--cohort"]
      let wrong: [(words: [String], status: Int32, sentence: String)] = [
        (start + ["nowhere"], 1, "Name a cohort that is announced or open"),
        (start + ["sample-2026", "--facts", broken], 2, "--facts is no JSON object"),
        (start + ["sample-2026", "--facts", "/nowhere"], 2, "cannot read `/nowhere`"),
        (["application", "start", "--title", "T"], 2, "--cohort is missing"),
        (
          ["application", "draft", "GS26-22222-2"], 1,
          "there is no application `GS26-22222-2` that you may see"
        ),
        (
          ["application", "history", "GS26-22222-2"], 1,
          "there is no application `GS26-22222-2` that you may see"
        ),
        (
          ["application", "submit", "GS26-22222-2"], 1,
          "there is no application `GS26-22222-2` that you may see"
        ),
      ]
      for one in wrong {
        let run = try await desk.run(one.words, as: Self.preparer)
        #expect(run.status == one.status, "\(one.words): \(run.errors)")
        #expect(run.errors.contains(one.sentence), "\(one.words): \(run.errors)")
      }
      #expect(try await desk.succeed("application", "list", as: Self.preparer).isEmpty)
      let reference = String(
        try await desk.succeed(
          "application", "start", "--title", "T", "--cohort", "sample-2026", as: Self.preparer
        ).prefix(12))
      let file = try desk.folder.file("some.json", Data("{\"compute.gpu_hours\": 4}".utf8))
      let saved = try await desk.succeed(
        "application", "draft", reference, "--facts", file, "--revision", "0", as: Self.preparer)
      #expect(saved == "\(reference)  revision 1\n")
      try await desk.fail(
        "application", "draft", reference, "--facts", file, "--revision", "0", as: Self.preparer,
        saying: "saved by somebody else meanwhile")
      try await desk.fail(
        "application", "submit", reference, as: Self.approver,
        saying: "not yet clear which desks must review")
    }
  }
}
