import HTTPServer
import Postgres
import Testing
import Transparency
import Workflow

@testable import Portal

/// What hangs under a case, from the firm's page to the desk's and back.
struct FirmMatterTests {
  /// The address of a link on a page whose text begins so.
  private static func link(_ text: String, on answer: DeskBrowser.Answer) throws -> String {
    try #require(try offered(text, on: answer), "no link \(text)")
  }

  /// The same; nil where the page has none.
  private static func offered(_ text: String, on answer: DeskBrowser.Answer) throws -> String? {
    try answer.page().all("a").first { $0.text.hasPrefix(text) }?.attributes["href"]?.unescaped
  }

  @Test func `a firm holds, releases and cancels its job`() async throws {
    let site = try await FirmSite.shared.value
    let (reference, firm, _) = try await site.trial()
    let browser = try await site.browser("\(firm)_preparer")
    let path = "/applications/\(reference)"
    let asked = try await browser.act(
      "\(path)/jobs/new",
      [("part", "candidate"), ("command", "/bin/true"), ("seconds", "60")])
    #expect(asked.status == .seeOther, "\(asked.markup)")
    for (word, event, state) in [
      ("Hold", "hold", "Held"), ("Release", "release", "Queued"), ("Cancel", "cancel", "Cancelled"),
    ] {
      let page = try await browser.get(path)
      let form = try await browser.get(try FirmMatterTests.link(word, on: page))
      let done = try await browser.send([], in: form, at: "\(path)/acts/\(event)")
      #expect(done.location == "\(path)?done=job.\(event)", "\(done.markup)")
      let after = try await browser.get(done.location ?? "")
      #expect(try after.rows().contains { $0.contains(state) }, "\(word)")
      #expect(try after.text().contains("Done: you "))
    }
    let over = try await browser.get(path)
    #expect(try FirmMatterTests.offered("Cancel J", on: over) == nil)
  }

  @Test func `an incident is reported, acknowledged and closed with its cause`() async throws {
    let site = try await FirmSite.shared.value
    let (reference, firm, lead) = try await site.trial()
    let preparer = try await site.browser("\(firm)_preparer")
    let path = "/applications/\(reference)"
    let page = try await preparer.get(path)
    #expect(!page.hasEscapedMarkup)
    let report = try FirmMatterTests.link("Report an incident", on: page)
    let empty = try await preparer.act(report, [("severity", "high")])
    #expect(try empty.text().contains("Fill this in."))
    let sent = try await preparer.act(
      report, [("severity", "high"), ("happened", "The model answered\nin a wrong currency.")])
    #expect(sent.location == "\(path)?done=incident.report", "\(sent.markup)")

    let officer = try await site.desk.browser("\(lead)_officer_1")
    try await officer.declare(reference)
    let section = "\(path)/conditions"
    #expect(try await officer.get(section).text().contains("in a wrong currency."))
    let taken = try await officer.act(
      try FirmMatterTests.link("Acknowledge", on: try await officer.get(section)), [])
    #expect(taken.status == .seeOther, "\(taken.markup)")
    let updated = try await preparer.act(
      try FirmMatterTests.link("Add what is new", on: try await preparer.get(path)),
      [("happened", "It was one customer.")])
    #expect(updated.status == .seeOther, "\(updated.markup)")
    let closed = try await officer.act(
      try FirmMatterTests.link("Close the incident", on: try await officer.get(section)),
      [("cause", "A missing unit."), ("remedy", "The unit is stated.")])
    #expect(closed.status == .seeOther, "\(closed.markup)")
    var reader = preparer
    reader.language = "zh"
    #expect(try await reader.get(path).text().contains("已結束"))
  }

  @Test func `an extension is asked for once at a time and withdrawn`() async throws {
    let site = try await FirmSite.shared.value
    let (reference, firm, lead) = try await site.trial()
    let approver = try await site.browser("\(firm)_approver")
    let path = "/applications/\(reference)"
    let ask = try FirmMatterTests.link("Ask for a variation", on: try await approver.get(path))
    let wrong = try await approver.act(ask, [("months", "25")])
    #expect(wrong.markup.contains("value=\"25\"") && wrong.location == nil)
    let sent = try await approver.act(ask, [("months", "2")])
    #expect(sent.location == "\(path)?done=variation.request", "\(sent.markup)")
    let again = try await approver.act(ask, [("months", "1")])
    #expect(try again.text().contains("One variation is open already."))
    let officer = try await site.desk.browser("\(lead)_officer_1")
    try await officer.declare(reference)
    #expect(try await officer.get("\(path)/conditions").text().contains("2 months more"))
    let page = try await approver.get(path)
    let withdrawn = try await approver.act(
      try FirmMatterTests.link("Withdraw the variation", on: page), [])
    #expect(withdrawn.status == .seeOther, "\(withdrawn.markup)")
    let after = try await approver.get(path)
    #expect(try after.text().contains("Ask for a variation"))
  }

  @Test func `a relief is asked for on the draft and stands on its page in both languages`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("asks for relief")
    let path = "/applications/\(draft.reference)"
    let approver = try await site.browser(FirmSite.approver)
    let sent = try await approver.act(
      "\(path)/acts/ask?subject=relief/new",
      [("remit", "SFC"), ("requirement", "R09, for the prompt is fixed.")])
    #expect(sent.location == "\(path)?done=relief.ask", "\(sent.markup)")
    for (language, words) in [("en", "Asked for"), ("zh", "已提出")] {
      var reader = approver
      reader.language = language
      let text = try await reader.get(path).text()
      #expect(text.contains(words) && text.contains("R09, for the prompt is fixed."))
    }
    let preparer = try await site.browser(FirmSite.preparer)
    let theirs = try await preparer.get(path)
    #expect(try FirmMatterTests.offered("Ask for relief", on: theirs) == nil)
  }

  @Test func `a firm is offered to invite another, and only a co-applicant to sign a version`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("invites on its page")
    let page = try await site.browser(FirmSite.approver).get("/applications/\(draft.reference)")
    let text = try page.text()
    #expect(text.contains("Invite a party") && !text.contains("Sign this version"))
    #expect(!text.contains("party_invited"))
  }
}
