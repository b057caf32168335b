import Foundation
import HTTPServer
import Testing
import Transparency
import Workflow

@testable import Portal

struct FirmActTests {
  @Test func `an application is begun, checked and submitted through the pages`() async throws {
    let site = try await FirmSite.shared.value
    let preparer = try await site.browser(FirmSite.preparer)
    let begun = try await preparer.act(
      "/applications/new", [("title_en", "Z begun on a page"), ("cohort", "sample-2026")])
    let facts = try #require(begun.location?.prefix { $0 != "?" }.description)
    let path = String(facts.dropLast("/facts".count))
    let reference = String(path.dropFirst("/applications/".count))
    let model = try await site.draft("lends its facts")
    try await site.desk.sandbox.saveDraft(
      model.facts, of: reference, as: try await site.caller(FirmSite.preparer))

    let approver = try await site.browser(FirmSite.approver)
    for kind in ["share_regulators", "share_cyberport"] {
      let given = try await approver.act("\(path)/acts/consent_given", [("kind", kind)])
      #expect(given.status == .seeOther, "\(given.markup)")
    }
    let check = try await approver.get("\(path)/check")
    #expect(try check.text().contains("No rule at submission stands against it."))
    let done = try await approver.send([], in: check, at: "\(path)/acts/submit")
    #expect(done.location == "\(path)?done=application.submit")
    let after = try await approver.get(done.location ?? "")
    #expect(try after.text().contains("Done: you submitted the application."))
  }

  @Test func `whoever changed the draft cannot submit it, and is told so in both languages`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("changed by its approver")
    let path = "/applications/\(draft.reference)"
    let preparer = try await site.browser(FirmSite.preparer)
    #expect(
      try await preparer.get("\(path)/check").text().contains("Your approver submits"))
    let sent = try await preparer.act("\(path)/acts/submit", [])
    #expect(sent.status == .forbidden)
    #expect(try sent.text().contains("Your role does not do this here. Nothing was changed."))

    let approver = try await site.browser(FirmSite.approver)
    let page = try await approver.get("\(path)/facts/use_case")
    let changed = try FactsTests.typed(page).filter { $0.0 != "use_case.problem" }
    let saved = try await approver.send(
      changed + [("use_case.problem", "Changed by the approver.")], in: page,
      at: "\(path)/facts/use_case")
    #expect(saved.status == .seeOther)
    let sentences = [
      "en": "You changed this version yourself: another approver of the firm must submit it.",
      "zh": "你曾更改此版本，須由公司另一名批核人提交。",
    ]
    for (language, sentence) in sentences {
      var reader = approver
      reader.language = language
      #expect(try await reader.get("\(path)/check").text().contains(sentence))
      let refused = try await reader.act("\(path)/acts/submit", [])
      #expect(refused.status == .unprocessableContent)
      #expect(try refused.text().contains(sentence))
    }
    let now = try await site.desk.sandbox.draft(
      draft.reference, as: try await site.caller(FirmSite.approver))
    #expect(now.state == "draft")
  }

  @Test func `a form without its token, or from another site, changes nothing`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("guarded forms")
    let path = "/applications/\(draft.reference)"
    let secret = try await site.desk.installation.token(of: FirmSite.approver)
    let browser = DeskBrowser(router: site.router, secret: secret)
    let key = String(repeating: "k", count: 32)
    func post(_ target: String, _ fields: [(String, String)], origin: String) async throws
      -> Response
    {
      let headers: Headers = [
        "Accept": "text/html", "Host": "portal.example", "Cookie": "session=\(secret)",
        "Origin": origin, "Content-Type": "application/x-www-form-urlencoded",
      ]
      return await site.router.respond(
        to: Request(
          .post, try #require(RequestTarget(target)), headers: headers,
          body: Array(Parameters(fields).encoded.utf8)))
    }
    let token = try #require(
      try await browser.get("\(path)/acts/withdraw").page().all("input")
        .first { $0.attributes["name"] == "form_token" }?.attributes["value"])
    for target in ["/acts/withdraw", "/facts/model", "/acts/consent_given"] {
      let bare = try await post(
        path + target, [("idempotency_key", key)], origin: "http://portal.example")
      #expect(bare.status == .forbidden, "\(target)")
      let foreign = try await post(
        path + target, [("idempotency_key", key), ("form_token", token)],
        origin: "http://evil.example")
      #expect(foreign.status == .forbidden, "\(target)")
    }
    let now = try await site.desk.sandbox.draft(
      draft.reference, as: try await site.caller(FirmSite.approver))
    #expect(now.version == draft.version && now.revision == draft.revision)
  }

  @Test func `an act sent twice happens once`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("sent twice")
    let path = "/applications/\(draft.reference)"
    let approver = try await site.browser(FirmSite.approver)
    let form = try await approver.get("\(path)/acts/guidance_asked")
    for _ in 0..<2 {
      let sent = try await approver.send(
        [("reason", "Which remit reads this?")], in: form, at: "\(path)/acts/guidance_asked")
      #expect(sent.status == .seeOther, "\(sent.markup)")
    }
    let asked = try await site.desk.sandbox.application(
      draft.reference, as: try await site.caller(FirmSite.approver)
    ).timeline.filter { $0.event == "guidance_asked" }
    #expect(asked.count == 1)
    let other = try await approver.send(
      [("reason", "Another question under the same key")], in: form,
      at: "\(path)/acts/guidance_asked")
    #expect(other.status != .seeOther)
  }

  @Test func `a stale page shows what is new and comes back filled in`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("gone stale")
    let path = "/applications/\(draft.reference)/acts/guidance_asked"
    let approver = try await site.browser(FirmSite.approver)
    let form = try await approver.get(path)
    try await site.act(
      FirmSite.approver, Act(draft.subject, "consent_given", detail: ["kind": "publish_summary"]))
    let stale = try await approver.send(
      [("reason", "Typed before it moved on")], in: form, at: path)
    #expect(stale.status == .conflict)
    let text = try stale.text()
    #expect(text.contains("What is new") && text.contains("gave a consent"))
    #expect(stale.markup.contains("Typed before it moved on"))
    let sent = try await approver.send(
      try FactsTests.typed(stale), in: stale, at: path)
    #expect(sent.status == .seeOther)
  }

  @Test func `a question is answered where it is asked`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("asked and answered")
    try await site.act(
      "ia_officer_1",
      Act(
        review, "request_information", detail: ["attributes": ["control.opt_out_reason"]],
        payload: ["wording": "Why is there no opt-out?"]))
    let approver = try await site.browser(FirmSite.approver)
    let path = "/applications/\(draft.reference)"
    let page = try await approver.get(path)
    let text = try page.text()
    #expect(text.contains("Next move: You") && text.contains("Why is there no opt-out?"))
    #expect(text.contains("waiting for you"))
    let link = try #require(
      try page.page().all("a").compactMap { $0.attributes["href"] }
        .first { $0.hasPrefix("\(path)/questions/") })
    let asked = try await approver.get(link)
    #expect(asked.markup.contains("\(path)/facts/controls#f-control-opt_out_reason"))
    let none = try await approver.send([], in: asked, at: link)
    #expect(try none.text().contains("Fill this in."))
    let preparer = try await site.browser(FirmSite.preparer)
    let notTheirs = try await preparer.act(link, [("answer", "Because.")])
    #expect(notTheirs.status == .forbidden)
    let sent = try await approver.send(
      [("answer", "Because it decides nothing.")], in: asked, at: link)
    #expect(sent.location == "\(path)?done=review.supply_information")
    let after = try await approver.get(path).text()
    #expect(after.contains("Because it decides nothing.") && !after.contains("Next move: You"))
  }

  @Test func `a document is kept under its digest and given back to who may see the case`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("with a document")
    let path = "/applications/\(draft.reference)"
    let secret = try await site.desk.installation.token(of: FirmSite.preparer)
    let browser = DeskBrowser(router: site.router, secret: secret)
    let form = try await browser.get("\(path)/acts/document_added").page()
    let hidden = form.all("input").filter { $0.attributes["type"] == "hidden" }
    var body = ""
    func part(_ head: String, _ value: String) {
      body += "--edge\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(value)\r\n"
    }
    for field in hidden {
      part("name=\"\(field.attributes["name"] ?? "")\"", field.attributes["value"] ?? "")
    }
    part("name=\"kind\"", "model_card")
    part("name=\"title\"", "Model card.txt")
    part("name=\"file\"; filename=\"card.txt\"", "abc")
    let response = await site.router.respond(
      to: Request(
        .post, try #require(RequestTarget("\(path)/acts/document_added")),
        headers: [
          "Accept": "text/html", "Host": "portal.example", "Cookie": "session=\(secret)",
          "Origin": "http://portal.example", "Content-Type": "multipart/form-data; boundary=edge",
        ], body: Array((body + "--edge--\r\n").utf8)))
    #expect(response.status == .seeOther, "\(response.body)")
    // SHA-256 of `abc` (FIPS 180-2, appendix B.1).
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let target = try #require(RequestTarget("\(path)/documents/\(digest)"))
    let headers: Headers = ["Accept": "text/html", "Cookie": "session=\(secret)"]
    let given = await site.router.respond(to: Request(.get, target, headers: headers))
    #expect(given.headers["Content-Disposition"]?.hasPrefix("attachment;") == true)
    guard case .file(let kept) = given.body else {
      Issue.record("the document is not given as a file")
      return
    }
    #expect(try Data(contentsOf: URL(filePath: kept)) == Data("abc".utf8))
    let other = try await site.browser(FirmSite.stranger)
    #expect(try await other.get("\(path)/documents/\(digest)").status == .notFound)
  }
}
