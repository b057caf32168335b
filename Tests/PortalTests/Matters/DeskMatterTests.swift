import HTTPServer
import TestSupport
import Testing
import Transparency
import Workflow

@testable import Portal

struct DeskMatterTests {
  @Test func `a note stays inside the authority that wrote it`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, _) = try await site.reviewed("noted inside")
    let path = "/applications/\(draft.reference)"
    let writer = try await site.desk.browser("ia_officer_1")
    let page = try await writer.get("\(path)/notes")
    let link = try #require(
      try page.page().all("a").first { $0.text == "Add a note" }?.attributes["href"]?.unescaped)
    let sent = try await writer.act(link, [("wording", "Seen before, in 2024.\nAsk again.")])
    #expect(sent.status == .seeOther, "\(sent.markup)")
    #expect(try await writer.get("\(path)/notes").text().contains("Seen before, in 2024."))
    let other = try await site.desk.browser("hkma_officer_1")
    let theirs = try await other.get("\(path)/notes")
    #expect(theirs.status == .ok && !theirs.markup.contains("Seen before"))
    let auditor = try await site.desk.browser("auditor")
    #expect(try await auditor.get("\(path)/notes").status == .ok)
    let firm = try await site.browser(FirmSite.approver)
    #expect(try await firm.get("\(path)/notes").status == .notFound)
    #expect(try await !firm.get(path).markup.contains("Seen before"))
  }

  @Test func `a question can name any fact, those that no rule misses folded away`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("asked for any fact")
    let officer = try await site.desk.browser("ia_officer_1")
    let query = Parameters([("subject", review)]).encoded
    let path = "/applications/\(draft.reference)/act/request_information?\(query)"
    let form = try await officer.get(path)
    let fact = try #require(
      try form.page().all("input").first { $0.attributes["value"] == "control.fallback_plan" })
    #expect(fact.attributes["type"] == "checkbox")
    let sent = try await officer.send(
      [("attributes", "control.fallback_plan"), ("wording", "Who decides on the fall-back?")],
      in: form, at: path)
    #expect(sent.status == .seeOther, "\(sent.markup)")
  }

  @Test func `a refusal's row says that it is not the case, never that it is met`() async throws {
    let site = try await DeskSite.shared.value
    let reference = try #require(try await site.cases("in_review", lead: "HKMA").first)
    let said = [
      ("en", ("Not the case", "Refuses if:")), ("zh", ("不屬此情況", "如有以下情況則不獲接納：")),
    ]
    for (login, words) in said {
      var officer = try await site.browser("hkma_officer_1")
      officer.language = login
      let answer = try await officer.get("/applications/\(reference)/checklist")
      let marks = try answer.page().all("p").filter { $0.attributes["class"] == "mark" }
      #expect(marks.contains { $0.text.contains(words.0) })
      #expect(!marks.contains { ["Met", "符合"].contains($0.text.filter { $0 != " " }) })
      #expect(answer.markup.contains(words.1))
    }
  }

  @Test func `a cohort that waits for another authority stands in its approver's inbox`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let planned = try await site.act(
      "convenor",
      Act(
        "cohort/new", "plan",
        payload: [
          "key": "announced-on-pages", "kind": "window", "title_en": "Announced on pages",
          "title_zh": "在網頁公布", "opens": "2027-01-04", "closes": "2027-02-26", "capacity": 5,
          "authorities": ["HKMA", "IA"],
        ]))
    try await site.act(
      "convenor",
      Act(
        "proposal/new", "propose", detail: ["event": "announce"],
        payload: ["parent": .string(planned.subject), "detail": [:], "payload": [:]]))
    let approver = try await site.desk.browser("hkma_approver_1")
    let inbox = try await approver.get("/inbox?need=confirm_cohort")
    let link = try #require(
      try inbox.page().all("a").first { $0.text == "Announced on pages" }?.attributes["href"])
    let page = try await approver.get(link)
    #expect(try page.text().contains("Announce the cohort: Announced on pages"))
    let confirmed = try await approver.act("\(link)/confirm", [])
    #expect(confirmed.location == "\(link)?done=proposal.confirm", "\(confirmed.markup)")
    let after = try await approver.get("/inbox?need=confirm_cohort")
    #expect(try !after.text().contains("Announced on pages"))
    let other = try await site.desk.browser("ia_approver_1")
    #expect(try await other.get("/inbox").text().contains("Announced on pages"))
    let outsider = try await site.desk.browser("sfc_approver_1")
    #expect(try await !outsider.get("/inbox").text().contains("Announced on pages"))
  }

  @Test func `a policy that waits for another person is refused on its page, with a reason`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let text = try Repository.text("Sources/Policies/Regulators/ia.policy")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(lines.firstIndex { $0.hasPrefix("policy ") })
    let raised = lines[head].replacing(#/ia \S+/#, with: "ia 99.1.0")
    let next = (lines[..<head] + [raised[...]] + lines[(head + 1)...]).joined(separator: "\n")
    let author = try await site.caller("ia_policy_author")
    let published = try await site.desk.sandbox.publishPolicy(
      next, file: "ia.policy", as: author)
    try await site.act(
      "ia_policy_author",
      Act(
        "proposal/new", "propose", detail: ["event": "activate"],
        payload: [
          "parent": .string(published.subject), "detail": ["effective": "2027-06-01"],
          "payload": [:],
        ]))
    let approver = try await site.desk.browser("ia_approver_2")
    let inbox = try await approver.get("/inbox?need=confirm_policy")
    let link = try #require(
      try inbox.page().all("a").first { $0.text.contains("99.1") }?.attributes["href"])
    #expect(try await approver.get(link).text().contains("2027-06-01"))
    let empty = try await approver.act("\(link)/refuse", [])
    #expect(try empty.text().contains("Fill this in."))
    let refused = try await approver.act("\(link)/refuse", [("reason", "Not before the summer.")])
    #expect(refused.status == .seeOther, "\(refused.markup)")
    #expect(try await !approver.get("/inbox").text().contains("99.1"))
  }
}
