import Foundation
import HTTPServer
import Postgres
import Testing
import Transparency
import Workflow

/// Which desks look again when content changes that they signed, by the policies as shipped.
struct ReopeningTests {
  /// Every desk recommended, those in `signed` countersigned; then the firm amends its content.
  private static func amended(
    _ title: String, signed: [String], _ change: (inout [String: Any]) -> Void, _ site: FirmSite
  ) async throws -> Draft {
    let draft = try await OfferTests.recommended(site, title)
    for login in signed { try await OfferTests.countersign(login, draft, site) }
    try await site.desk.browser("hkma_coordinator").declare(draft.reference)
    try await site.act(
      "hkma_coordinator", Act(draft.subject, "amendment_invited", detail: ["reason": "as asked"]))
    try await site.save(change, in: draft)
    try await site.act(FirmSite.approver, Act(draft.subject, "amend"))
    return draft
  }

  private static func reviews(_ draft: Draft, _ site: FirmSite) async throws -> [String] {
    try await site.desk.pool.query(
      """
      SELECT concat_ws(' ', r.remit, r.round, s.state, r.valid_for)
        FROM review r JOIN subject s ON s.id = r.id JOIN application a ON a.id = r.application
       WHERE a.reference = \(draft.reference) ORDER BY r.remit, r.round
      """
    ).map { try $0[0, as: String.self] }
  }

  @Test func `an amendment of facts that rules read reopens the desks whose rules read them`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await Self.amended(
      "changes its autonomy", signed: ["sfc_approver_1", "sfc_approver_2", "hkma_approver_1"],
      { facts in
        facts["autonomy"] = "executes_transactions"
        facts["decision_effect"] = "decides_alone"
        facts["control.hitl"] = ["sampled"]
      }, site)
    let reviews = try await Self.reviews(draft, site)
    for desk in ["HKMA", "SFC"] {
      #expect(reviews.contains("\(desk) 1 countersigned 1"), "\(reviews)")
      #expect(reviews.contains("\(desk) 2 invited"), "\(reviews)")
    }
    #expect(reviews.contains("IA 1 in_progress"), "\(reviews)")
    await #expect(throws: Refusal.self) {
      try await site.act("hkma_approver_1", Act(draft.subject, "offer"))
    }
  }

  @Test func `a fact that no desk reads carries their signatures, which their approvers are told`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await Self.amended(
      "changes its window",
      signed: ["sfc_approver_1", "sfc_approver_2", "hkma_approver_1", "ia_approver_1"],
      { $0["compute.window"] = 77 }, site)
    #expect(
      try await Self.reviews(draft, site) == [
        "HKMA 1 countersigned 2", "IA 1 countersigned 2", "SFC 1 countersigned 2",
      ])
    let approver = try await site.desk.browser("ia_approver_1")
    let path = "/applications/\(draft.reference)"
    #expect(try await approver.get("/inbox?need=carried").markup.contains(path))
    #expect(try await approver.get(path).text().contains("Carried over from an earlier version"))
    let officer = try await site.desk.browser("hkma_officer_1")
    #expect(try await !officer.get("/inbox?need=carried").markup.contains(path))
    try await Self.variation(of: draft, site)
  }

  /// A variation is judged by what it asks for, and goes to the desks whose rules read what it changes.
  private static func variation(of draft: Draft, _ site: FirmSite) async throws {
    try await site.act("hkma_approver_1", Act(draft.subject, "offer"))
    let due = try await site.desk.count(
      """
      SELECT count(*) FROM condition c JOIN application a ON a.id = c.application
       WHERE a.reference = \(draft.reference) AND c.rule = 'R34' AND c.due > day_in_hong_kong(now()) + 80
      """)
    #expect(due == 1, "the rule says within 60 business days")
    try await site.act(
      FirmSite.approver, Act(draft.subject, "accept_offer", detail: ["version": 2, "offer": 1]))
    try await site.save(
      { facts in
        facts["control.kill_switch"] = false
        facts["autonomy"] = "tool_use_write"
      }, in: draft)
    let asked = try await site.act(
      FirmSite.approver,
      Act(
        "variation/new", "request", detail: ["kind": "autonomy"],
        payload: ["parent": .string(draft.subject)]))
    let found = try await site.desk.pool.query(
      """
      SELECT concat_ws(' ', e.version, e.stage, o.rule, o.result) FROM evaluation e
        JOIN outcome o ON o.evaluation = e.id
       WHERE e.variation = split_part(\(asked.subject), '/', 2)::uuid
         AND (o.rule = 'R49' OR o.kind = 'refuse' AND o.result = 'not_met')
      """
    ).map { try $0[0, as: String.self] }
    #expect(found.contains("3 variation R49 applies"))
    let against = found.filter { $0.hasSuffix("not_met") }
    #expect(!against.isEmpty, "a control is given up")
    let rounds = try await reviews(draft, site).filter { $0.hasSuffix("2 invited") }
    #expect(rounds == ["HKMA 2 invited", "IA 2 invited", "SFC 2 invited"])
    // The check of the database decides it again, with what the variation changes.
    let decisions = try await site.desk.installation.check().parts.filter { $0.name == "decisions" }
    #expect(decisions.flatMap(\.faults) == [])
    try await readChanges(of: draft, site)
    try await site.act(FirmSite.approver, Act(asked.subject, "withdraw"))
    let firm = try await site.desk.browser(FirmSite.approver)
    let after = try await firm.get("/applications/\(draft.reference)")
    #expect(try after.text().contains("As asked for"), "what was withdrawn can still be read")
  }

  /// The firm and the desks of the round read what would change, fact by fact, in both languages.
  private static func readChanges(of draft: Draft, _ site: FirmSite) async throws {
    let path = "/applications/\(draft.reference)"
    for (login, place) in [
      (FirmSite.approver, path), ("hkma_officer_1", path), ("sfc_officer_1", "\(path)/conditions"),
    ] {
      let browser = try await site.desk.browser(login)
      let english = try await browser.get("\(place)?lang=en").text()
      for words in [
        "What it changes, fact by fact", "Version 2", "As asked for", "Prompt suspension",
      ] {
        #expect(english.contains(words), "\(login): \(words)")
      }
      #expect(!english.contains("control.kill_switch"), "\(login)")
      let chinese = try await browser.get("\(place)?lang=zh").text()
      #expect(chinese.contains("逐項更改的資料") && chinese.contains("所要求的內容"), "\(login)")
    }
  }
}
