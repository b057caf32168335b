import HTTPServer
import Testing
import Workflow

@testable import Portal

struct PanelTests {
  @Test func `a member declares, scores each criterion, and changes a score`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.submitted("scored by the panel")
    let member = try await site.browser("panel_member_1")
    let path = "/panel/\(draft.reference)"
    let closed = try await member.get(path)
    #expect(closed.status == .ok && !closed.markup.contains("Z scored by the panel"))
    let early = try await member.act(
      "\(path)/act/score_entered",
      [("criterion", "innovation"), ("points", "4"), ("reason", "New")])
    #expect(early.status == .forbidden)
    #expect(try early.text().contains("Declare first"))
    let declared = try await member.act("\(path)/act/conflict_declared", [("conflict", "no")])
    #expect(declared.status == .seeOther, "\(declared.markup)")
    #expect(try await member.get(path).text().contains("Z scored by the panel"))
    for (points, reason) in [("3", "New in banking."), ("5", "New everywhere.")] {
      let form = try await member.get("\(path)/act/score_entered?criterion=innovation")
      let sent = try await member.send(
        [("criterion", "innovation"), ("points", points), ("reason", reason)], in: form,
        at: "\(path)/act/score_entered")
      #expect(sent.location == "\(path)?done=supervision.score_entered", "\(sent.markup)")
    }
    let scored = try await member.get(path)
    #expect(try scored.rows().contains { $0.contains("How new it is") && $0.contains("5") })
    #expect(!scored.markup.contains("New in banking."))
    let kept = try await site.desk.sandbox.panelCase(
      draft.reference, as: try await site.caller("panel_member_1"))
    #expect(kept.scores.map(\.points) == [5])
    let bad = try await member.act(
      "\(path)/act/score_entered",
      [("criterion", "readiness"), ("points", "6"), ("reason", "Much")])
    #expect(bad.location == nil && bad.markup.contains("value=\"6\""))
    let other = try await site.browser("panel_member_2")
    #expect(try await !other.get(path).markup.contains("New everywhere."))
  }

  @Test func `a member with a conflict sees no more of the case`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.submitted("closed to one member")
    let member = try await site.browser("panel_member_3")
    let path = "/panel/\(draft.reference)"
    _ = try await member.act("\(path)/act/conflict_declared", [("conflict", "yes")])
    let page = try await member.get(path)
    #expect(try page.text().contains("You declared a conflict of interest"))
    #expect(!page.markup.contains("Z closed to one member"))
    #expect(try await member.get("/applications/\(draft.reference)").status == .notFound)
  }

  @Test func `the panel's pages are whole in both languages`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.submitted("read by the panel")
    let member = try await site.browser("panel_member_2")
    let path = "/panel/\(draft.reference)"
    _ = try await member.act("\(path)/act/conflict_declared", [("conflict", "no")])
    for page in ["/panel", path, "\(path)/act/score_entered"] {
      for language in Language.allCases {
        let join = page.contains("?") ? "&" : "?"
        let answer = try await member.get("\(page)\(join)lang=\(language.rawValue)")
        #expect(answer.status == .ok)
        #expect(try answer.page().all("h1").count == 1)
        #expect(!answer.hasEscapedMarkup)
        #expect(try answer.page().all("html").first?.attributes["lang"] == language.tag)
        let parts = Assets.shared.stylesheet.bytes.count + Assets.shared.script.bytes.count
        #expect(answer.markup.utf8.count + parts < 60_000)
      }
    }
  }
}
