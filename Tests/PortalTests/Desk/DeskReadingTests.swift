import Foundation
import HTTPServer
import Postgres
import Testing
import Workflow

@testable import Portal

struct DeskReadingTests {
  @Test func `before the declaration only the parties are shown, afterwards the case`() async throws
  {
    let site = try await DeskSite.shared.value
    let reference = try #require(try await site.cases("in_review", lead: "HKMA").first)
    let officer = try await site.browser("hkma_officer_2")
    let views: SQL = "SELECT count(*) FROM audit_event WHERE type = 'hk.sandboxpp.access.viewed.v1'"
    let before = try await site.count(views)
    let closed = try await officer.get("/applications/\(reference)")
    let view = try await site.sandbox.application(
      reference, as: try await site.installation.session(of: "hkma_officer_1"))
    #expect(closed.status == .ok)
    #expect(closed.markup.contains(view.head.firmEn))
    #expect(!closed.markup.contains(HTML.escape(view.head.titleEn)))
    let facts = try await officer.get("/applications/\(reference)/facts")
    #expect(!facts.markup.contains(HTML.escape(view.head.titleEn)))
    let entry = try await officer.get("/applications/\(reference)/entries/0")
    #expect(entry.status == .ok && !entry.markup.contains("specversion"))
    try await officer.declare(reference)
    #expect(try await officer.get("/audit/entries/0").status == .notFound)
    let open = try await officer.get("/applications/\(reference)")
    #expect(open.markup.contains(HTML.escape(view.head.titleEn)))
    let after = try await site.count(views)
    #expect(after >= before + 3)
  }

  @Test func `an officer of another authority sees how far a desk is, not what it recommends`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let reference = try #require(try await site.cases("consolidation", lead: "HKMA").first)
    let own = try await site.browser("hkma_officer_1").get("/applications/\(reference)")
    let mine = try #require(try own.rows().first { $0.contains("HKMA") })
    #expect(mine.contains("Approve") && mine.contains("Countersigned"))
    let theirs = try #require(try own.rows().first { $0.contains("SFC") })
    #expect(theirs.contains("Done"))
    #expect(!theirs.contains("Approve") && !theirs.contains("Countersigned"))
    let other = try await site.browser("sfc_officer_1").get("/applications/\(reference)")
    let lead = try #require(try other.rows().first { $0.contains("HKMA") })
    #expect(lead.contains("Done") && !lead.contains("Approve"))
  }

  @Test func `the checklist shows what is met, not met and undetermined, each with its source`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let officer = try await site.browser("hkma_officer_1")
    var seen: Set<String> = []
    for reference in try await site.cases("in_review", lead: "HKMA") {
      let page = try await officer.get("/applications/\(reference)/checklist").page()
      for (index, row) in page.elements.enumerated() where row.name == "article" {
        let outcome = (row.attributes["class"] ?? "").split(separator: " ").last.map { String($0) }
        seen.insert(outcome ?? "")
        let inside = page.elements.filter { $0.ancestors.contains(index) }
        #expect(inside.contains { $0.attributes["class"] == "source" && !$0.text.isEmpty })
        #expect(inside.contains { $0.attributes["class"]?.hasPrefix("attested ") == true })
        if outcome == "unknown" {
          #expect(inside.contains { $0.name == "h4" && $0.text == "Missing" })
        }
      }
    }
    let declined = try await site.cases("declined", lead: "SFC")
    for reference in declined {
      let page = try await site.browser("sfc_officer_1").get("/applications/\(reference)/checklist")
      if page.markup.contains("outcome not-met") { seen.insert("not-met") }
    }
    #expect(seen.isSuperset(of: ["met", "unknown", "not-met"]), "\(seen)")
  }

  @Test func `every page of the desks is whole in both languages, with nothing inline`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let parts = Assets.shared.stylesheet.bytes.count + Assets.shared.script.bytes.count
    for (login, paths) in try await DeskReadingTests.pages(site) {
      let browser = try await site.browser(login)
      for path in paths {
        for language in Language.allCases {
          let join = path.contains("?") ? "&" : "?"
          let answer = try await browser.get("\(path)\(join)lang=\(language.rawValue)")
          #expect(answer.status == .ok, "\(login) \(path)")
          let page = try answer.page()
          #expect(page.all("html").first?.attributes["lang"] == language.tag)
          #expect(page.all("h1").count == 1)
          #expect(answer.markup.utf8.count + parts < 60_000, "\(path) \(answer.markup.utf8.count)")
          // Markup that went through as text would stand there escaped.
          #expect(!answer.hasEscapedMarkup, "\(path)")
          for element in page.elements {
            #expect(element.name != "style" && element.attributes["style"] == nil, "\(path)")
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(path)")
            if element.name == "script" { #expect(element.text.isEmpty) }
          }
          let ids = page.elements.compactMap { $0.attributes["id"] }
          #expect(Set(ids).count == ids.count, "\(path)")
        }
      }
    }
  }

  /// The pages that there are, by who reads them.
  static func pages(_ site: DeskSite) async throws -> [(String, [String])] {
    let reference = try #require(try await site.cases("consolidation", lead: "HKMA").first)
    let open = try #require(try await site.cases("in_review", lead: "HKMA").last)
    let sections = CaseFile.Section.allCases.flatMap { section in
      [reference, open].map {
        section == .overview ? "/applications/\($0)" : "/applications/\($0)/\(section.rawValue)"
      }
    }
    let policies = ["/policies"]
    return [
      ("hkma_officer_1", ["/inbox", "/inbox?whose=desk", "/applications"] + sections + policies),
      ("hkma_coordinator", ["/inbox"]), ("auditor", ["/audit", "/applications"] + sections),
      ("hkma_svf_officer_1", ["/inbox?whose=desk"]), ("compute_operator_1", ["/floor"]),
    ]
  }
}
