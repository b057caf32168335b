import HTTPServer
import Testing
import Transparency
import Workflow

@testable import Portal

/// From the desks' signatures to the evidence for a condition, as each of them sees it come.
struct OfferTests {
  private static let bothDesks = ["hkma", "sfc"]

  /// A case of three desks that all have recommended; those in `desks` with conditions.
  static func recommended(_ site: FirmSite, _ title: String) async throws -> Draft {
    let (draft, _) = try await site.reviewed(title)
    for desk in ["hkma", "sfc", "ia"] {
      let login = "\(desk)_officer_1"
      try await site.desk.browser(login).declare(draft.reference)
      let caller = try await site.caller(login)
      if desk != "ia" {
        let account = try await site.desk.sandbox.whoIs(caller).account
        let review = try await review(of: desk, draft, site, caller).0.subject
        try await site.act(login, Act(review, "assign", detail: ["assignee": .string(account)]))
        try await site.act(login, Act(review, "begin"))
      }
      let (review, seen) = try await review(of: desk, draft, site, caller)
      try await site.desk.sandbox.recommend(
        review, seeing: seen, bothDesks.contains(desk) ? "approve_with_conditions" : "approve",
        reasons: "Every rule is met.", as: caller)
    }
    return draft
  }

  private static func review(
    of desk: String, _ draft: Draft, _ site: FirmSite, _ caller: Caller
  ) async throws -> (ReviewView, DeskView) {
    let view = try await site.desk.sandbox.desk(draft.reference, as: caller)
    return (try #require(view.reviews.first { $0.remit == desk.uppercased() }), view)
  }

  @discardableResult
  static func countersign(
    _ login: String, _ draft: Draft, _ site: FirmSite
  ) async throws -> DeskBrowser {
    let browser = try await site.desk.browser(login)
    try await browser.declare(draft.reference)
    let path = try await browser.address(of: "countersign", on: draft.reference)
    let signed = try await browser.act(path, [])
    #expect(signed.status == .seeOther, "\(signed.markup)")
    return browser
  }

  @Test
  func
    `an offer shows the conditions that it carries, and their evidence is weighed as it came in`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await OfferTests.recommended(site, "carries conditions")
    let path = "/applications/\(draft.reference)"
    let first = try await OfferTests.countersign("sfc_approver_1", draft, site)
    let after = try await first.get(path)
    #expect(!after.markup.contains("act/countersign"), "signed already")
    #expect(try after.text().contains("another approver is needed"))
    #expect(try !after.text().contains("No legal hold stands"))
    for login in ["sfc_approver_2", "ia_approver_1"] {
      try await OfferTests.countersign(login, draft, site)
    }
    let lead = try await OfferTests.countersign("hkma_approver_1", draft, site)
    let sentence = "Test robustness to variations of the prompt before the trial"
    let offer = try await lead.address(of: "offer", on: draft.reference)
    #expect(try await lead.get(offer).text().contains(sentence))
    let firm = try await site.browser(FirmSite.approver)
    #expect(try await !firm.get(path).text().contains(sentence))
    #expect(try await lead.act(offer, []).status == .seeOther)
    #expect(try await firm.get(path).text().contains(sentence))
    let chinese = try await firm.get("\(path)?lang=zh").text()
    #expect(chinese.contains("在測試開始前測試對提示變化的穩健程度") && !chinese.contains(sentence))
    try await site.act(
      FirmSite.approver, Act(draft.subject, "accept_offer", detail: ["version": 1, "offer": 1]))
    try await OfferTests.evidence(site, draft, sentence)
  }

  /// The evidence stands in the inbox of the desk that set the condition and before who accepts it.
  private static func evidence(_ site: FirmSite, _ draft: Draft, _ sentence: String) async throws {
    let view = try await site.desk.sandbox.application(
      draft.reference, as: try await site.caller(FirmSite.approver))
    let condition = try #require(view.conditions.first { $0.wording == sentence })
    try await site.act(
      FirmSite.approver,
      Act(
        condition.subject, "submit_evidence",
        payload: try await site.paper(
          "evidence", "Variation of prompts", by: FirmSite.approver)))
    let officer = try await site.desk.browser("sfc_officer_1")
    let inbox = try await officer.get("/inbox?need=evidence")
    #expect(inbox.markup.contains("/applications/\(draft.reference)"))
    let other = try await site.desk.browser("hkma_officer_1")
    #expect(
      try await !other.get("/inbox?need=evidence").markup.contains(
        "/applications/\(draft.reference)"))
    let page = try await officer.get(
      "/applications/\(draft.reference)/act/accept?\(Parameters([("subject", condition.subject)]).encoded)"
    )
    #expect(try page.text().contains(sentence) && page.markup.contains(">Variation of prompts</a>"))
    try await site.act("sfc_officer_1", Act(condition.subject, "accept"))
    #expect(
      try await !officer.get("/inbox?need=evidence").markup.contains(
        "/applications/\(draft.reference)"))
  }

  @Test func `an operator sees what compute the application asks for, in both languages`()
    async throws
  {
    let site = try await FirmSite.shared.value
    _ = try await site.trial()
    for (language, words) in [
      ("en", "What the application asks for"), ("zh", "申請要求的算力"),
    ] {
      var operatorPage = try await site.desk.browser("compute_operator_1")
      operatorPage.language = language
      let floor = try await operatorPage.get("/floor")
      let link = try #require(
        try floor.page().all("a").compactMap { $0.attributes["href"] }.first {
          $0.contains("/act/grant_")
        })
      #expect(try await operatorPage.get(link).text().contains(words))
    }
  }
}
