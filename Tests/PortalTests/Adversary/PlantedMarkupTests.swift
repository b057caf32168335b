import HTTPServer
import Testing
import Transparency
import Workflow

@testable import Portal

struct PlantedMarkupTests {
  /// What would run, or break out of an attribute, if it were not escaped.
  private static let planted = "Z<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

  /// Whether what was planted stands anywhere as markup.
  private static func isClean(_ answer: DeskBrowser.Answer) throws -> Bool {
    let page = try answer.page()
    return page.all("img").isEmpty
      && page.all("script").allSatisfy { $0.text.isEmpty && $0.attributes["src"] != nil }
      && !page.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } }
  }

  @Test func `what a firm types is shown as text to everybody who reads it`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed(PlantedMarkupTests.planted)
    let planted = CanonicalJSON.string(PlantedMarkupTests.planted)
    try await site.act(
      FirmSite.approver, Act(draft.subject, "guidance_asked", detail: ["reason": planted]))
    try await site.act(
      FirmSite.approver,
      Act(
        "relief/new", "ask", detail: ["remit": "IA", "requirement": planted],
        payload: ["parent": .string(draft.subject)]))
    try await site.act(
      FirmSite.preparer,
      Act(
        draft.subject, "document_added",
        payload: try await site.paper(
          "model_card", PlantedMarkupTests.planted, by: FirmSite.preparer)))
    try await site.act(
      "ia_officer_1",
      Act(
        review, "request_information", detail: ["attributes": ["control.opt_out_reason"]],
        payload: ["wording": planted]))
    let approver = try await site.browser(FirmSite.approver)
    let path = "/applications/\(draft.reference)"
    let caller = try await site.caller(FirmSite.approver)
    let question = try #require(
      try await site.desk.sandbox.application(draft.reference, as: caller).questions.first)
    let answered = try await approver.act(
      "\(path)/questions/\(question.id)", [("answer", PlantedMarkupTests.planted)])
    #expect(answered.status == .seeOther, "\(answered.markup)")

    let sections = CaseFile.Section.allCases.map {
      $0 == .overview ? path : "\(path)/\($0.rawValue)"
    }
    let readers: [(String, [String])] = [
      (FirmSite.approver, ["/applications", path, "\(path)/check", "\(path)/acts/guidance_asked"]),
      ("ia_officer_1", ["/inbox", "/applications"] + sections),
      ("auditor", ["/applications", "/audit?application=\(draft.reference)"] + sections),
      ("panel_member_1", ["/panel", "/panel/\(draft.reference)"]),
    ]
    var shown = 0
    for (login, pages) in readers {
      let browser = try await site.browser(login)
      for page in pages {
        let answer = try await browser.get(page)
        #expect(answer.status == .ok, "\(login) \(page)")
        #expect(try PlantedMarkupTests.isClean(answer), "\(login) \(page)")
        shown += answer.markup.contains(HTML.escape(PlantedMarkupTests.planted)) ? 1 : 0
      }
    }
    // What is nowhere to be seen would be clean as well.
    #expect(shown > 8, "\(shown)")
  }

  @Test func `what was typed wrongly comes back as text, in fields and in errors`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("typed wrongly")
    let preparer = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)/facts/compute"
    let page = try await preparer.get(path)
    let typed = try FactsTests.typed(page).map { name, value in
      (name, name.hasPrefix("compute.") ? PlantedMarkupTests.planted : value)
    }
    let answer = try await preparer.send(typed, in: page, at: path)
    #expect(
      try answer.page().all("a").contains { $0.attributes["href"] == "#f-compute-gpu_hours" }
        || answer.markup.contains("role=\"alert\""))
    #expect(try PlantedMarkupTests.isClean(answer))
    #expect(answer.markup.contains(HTML.escape(PlantedMarkupTests.planted)))
  }
}
