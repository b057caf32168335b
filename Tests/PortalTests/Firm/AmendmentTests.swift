import Foundation
import HTTPServer
import Policies
import Postgres
import Testing
import Transparency

@testable import Workflow

/// What an amendment brings with it, and what it never leaves out.
struct AmendmentTests {
  private func invite(_ draft: Draft, _ site: FirmSite) async throws {
    try await site.desk.browser("hkma_coordinator").declare(draft.reference)
    try await site.act(
      "hkma_coordinator",
      Act(draft.subject, "amendment_invited", detail: ["reason": "the model has a new name"]))
  }

  private func rows(_ statement: String, _ draft: Draft, _ site: FirmSite) async throws -> [String]
  {
    try await site.desk.pool.query(
      """
      SELECT \(unsafeSQL: statement) JOIN application a ON a.id = x.application
       WHERE a.reference = \(draft.reference) ORDER BY 1
      """
    ).map { try $0[0, as: String.self] }
  }

  @Test func `an amendment carries what the rules say at submission and at review`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("amended with its outcomes")
    try await invite(draft, site)
    try await site.save({ $0["model.name"] = "Lantern 2" }, in: draft)
    try await site.act(FirmSite.approver, Act(draft.subject, "amend"))
    #expect(
      try await rows("x.version || ' ' || x.stage FROM evaluation x", draft, site)
        == ["1 completeness", "1 review", "1 submission", "2 review", "2 submission"])
    // Without anybody having run the rules, the desk sees them at the stage that it works at.
    let desk = try await site.desk.sandbox.desk(
      draft.reference, as: try await site.caller("ia_officer_1"))
    #expect(!desk.outcomes.isEmpty && desk.reviews.contains { $0.subject == review })
    let stages = try await rows(
      "(SELECT e.stage FROM evaluation e WHERE e.application = x.id AND e.version = x.version "
        + "ORDER BY e.made_at DESC LIMIT 1) FROM (SELECT id, id AS application, version FROM application) x",
      draft, site)
    #expect(stages == ["review"])
  }

  @Test func `versions are compared fact by fact, by firm and desk alike`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("compared with its amendment")
    try await invite(draft, site)
    try await site.save(
      { facts in
        facts["model.name"] = "Lantern 3"
        facts["control.fallback_plan"] = nil
      }, in: draft)
    try await site.act(FirmSite.approver, Act(draft.subject, "amend"))
    let path = "/applications/\(draft.reference)"
    for browser in [
      try await site.browser(FirmSite.preparer), try await site.desk.browser("ia_officer_1"),
    ] {
      for (language, between, label) in [
        ("en", "Between version 1 and version 2", "Fall-back"),
        ("zh", "版本1與版本2之間", "後備"),
      ] {
        var reader = browser
        reader.language = language
        let page = try await reader.get("\(path)/versions")
        #expect(try page.text().contains(between))
        let rows = try page.rows()
        #expect(rows.contains { $0.contains("Lantern 3") })
        #expect(rows.contains { $0.contains(label) }, "\(rows)")
        // Two versions and two facts, each list with its heading.
        let expected = 6
        #expect(rows.count == expected)
      }
    }
    let desk = try await site.desk.browser("ia_officer_1")
    #expect(try await desk.get("\(path)/facts").markup.contains("\(path)/versions"))
    let stranger = try await site.browser(FirmSite.stranger)
    #expect(try await stranger.get("\(path)/versions").status == .notFound)
    let other = try await desk.get("\(path)/versions?from=2&to=2")
    #expect(try other.text().contains("No fact differs between the two."))
  }

  @Test func `what a desk found counts for the rules, and is not put into the firm's content`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("amended after a finding")
    try await site.desk.browser("ia_approver_1").declare(draft.reference)
    let proposal = try await site.desk.sandbox.fire(
      Act(
        "proposal/new", "propose", detail: ["event": "fact_found"],
        payload: [
          "parent": .string(draft.subject),
          "detail": ["remit": "IA", "attribute": "compute.gpu_hours"],
          "payload": ["value": 987_654, "evidence": "counted on site"],
        ]), as: try await site.caller("ia_officer_1"))
    try await site.act("ia_approver_1", Act(proposal.subject, "confirm"))
    // A finding that no vocabulary can read would stand in the way of every later run.
    for (attribute, value): (String, CanonicalJSON) in [
      ("users.count", 1), ("trial.start", "soon"),
    ] {
      let unreadable = await #expect(throws: Refusal.self) {
        try await site.act(
          "ia_officer_1",
          Act(
            "proposal/new", "propose", detail: ["event": "fact_found"],
            payload: [
              "parent": .string(draft.subject),
              "detail": ["remit": "IA", "attribute": .string(attribute)],
              "payload": ["value": value, "evidence": "counted on site"],
            ]))
      }
      #expect(unreadable?.kind == .malformed)
    }
    let firm = try await site.caller(FirmSite.approver)
    let record = try await site.desk.sandbox.caseRecord(draft.reference, as: firm)
    #expect(record.found.map(\.attribute) == ["compute.gpu_hours"])
    let run = try await site.desk.sandbox.judge(
      draft.reference, at: [.submission, .review], draft: true, as: firm)
    #expect(run.map(\.decision.stage) == [.submission, .review])
    #expect(!(run[0].frozen.document["compute.gpu_hours"] == .integer(987_654)))
    await #expect(throws: (any Error).self, "on what evidence, the firm is not shown") {
      _ = try await site.desk.pool.request(
        role: "firm", session: firm.secret, statements: ["SELECT evidence FROM found_fact"])
    }
  }

  @Test func `a draft that is saved while it is judged is not submitted as it was before`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("saved while it was judged")
    let approver = try await site.caller(FirmSite.approver)
    for kind: CanonicalJSON in ["share_regulators", "share_cyberport"] {
      try await site.act(
        FirmSite.approver, Act(draft.subject, "consent_given", detail: ["kind": kind]))
    }
    let sandbox = site.desk.sandbox
    let judged = try await sandbox.prepared(Act(draft.subject, "submit"), as: approver)
    try await site.save({ $0["model.name"] = "Another model" }, in: draft)
    let refused = await #expect(throws: Refusal.self) {
      _ = try await sandbox.rows(try sandbox.call(judged), as: approver)
    }
    #expect(refused?.kind == .conflict)
    #expect(refused?.advice == "Look at the draft again, then send it once more.")
    #expect(try await rows("x.version::text FROM application_version x", draft, site) == [])
    // Sent once more, it is what the draft now says.
    try await site.act(FirmSite.approver, Act(draft.subject, "submit"))
    #expect(
      try await rows(
        "(x.document::jsonb->>'model.name') FROM application_version x", draft, site)
        == ["Another model"])
  }
}
