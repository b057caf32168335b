import Foundation
import HTTPServer
import Policies
import Testing
import Workflow

@testable import Portal

struct FactsTests {
  /// What the fields of a page hold now, so that it can be sent as it is.
  static func typed(_ answer: DeskBrowser.Answer) throws -> [(String, String)] {
    let page = try answer.page()
    var fields: [(String, String)] = []
    for (index, element) in page.elements.enumerated() {
      guard let name = element.attributes["name"] else { continue }
      let value = element.attributes["value"] ?? ""
      switch (element.name, element.attributes["type"]) {
      case ("input", "radio"?), ("input", "checkbox"?):
        if element.attributes["checked"] != nil { fields.append((name, value)) }
      case ("input", nil): fields.append((name, value))
      case ("textarea", _): fields.append((name, String(element.text.drop { $0 == "\n" })))
      case ("select", _):
        let chosen = page.elements.first {
          $0.ancestors.last == index && $0.attributes["selected"] != nil
        }
        fields.append((name, chosen?.attributes["value"] ?? ""))
      default: break
      }
    }
    return fields.map { ($0, $1.unescaped) }
  }

  private func facts(_ draft: Draft, _ site: FirmSite) async throws -> Facts {
    let caller = try await site.caller(FirmSite.preparer)
    let vocabulary = try await site.desk.sandbox.applicationVocabulary(as: caller)
    let text = try await site.desk.sandbox.draft(draft.reference, as: caller).facts
    return Facts.read(json: text, vocabulary).facts
  }

  @Test func `every section sent as it opened leaves the facts as they were`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("nothing lost by saving")
    let before = try await facts(draft, site)
    let browser = try await site.browser(FirmSite.preparer)
    let vocabulary = try await site.desk.sandbox.applicationVocabulary(
      as: try await site.caller(FirmSite.preparer))
    for section in FactsForm.sections(vocabulary) {
      let path = "/applications/\(draft.reference)/facts/\(section.name)"
      let opened = try await browser.get(path)
      let saved = try await browser.send(try FactsTests.typed(opened), in: opened, at: path)
      #expect(saved.status == .seeOther, "\(section.name) \(saved.markup)")
    }
    #expect(try await facts(draft, site) == before)
  }

  @Test func `what cannot be read stands at its field, and all that was typed stays`() async throws
  {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("errors at their fields")
    let browser = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)/facts/model"
    let opened = try await browser.get(path)
    var typed = try FactsTests.typed(opened).filter { $0.0 != "model.name_version_hash" }
    typed.append(("model.name_version_hash", "no digest"))
    for language in ["en", "zh"] {
      let wrong = try await browser.send(typed, in: opened, at: path + "?lang=\(language)")
      #expect(wrong.status == .unprocessableContent)
      let page = try wrong.page()
      #expect(page.all("a").contains { $0.attributes["href"] == "#f-model-name_version_hash" })
      #expect(wrong.markup.contains("value=\"no digest\""))
      let kept = try FactsTests.typed(wrong).map { "\($0.0)=\($0.1)" }
      #expect(Set(kept) == Set(typed.map { "\($0.0)=\($0.1)" }))
    }
    #expect(try await facts(draft, site).values.contains { $0 != nil })
  }

  @Test func `a record is added and removed without script`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("records without script")
    let browser = try await site.browser(FirmSite.preparer)
    let path = "/applications/\(draft.reference)/facts/applicant"
    let opened = try await browser.get(path)
    func records(_ answer: DeskBrowser.Answer) throws -> Int {
      try answer.page().elements.count { $0.attributes["class"] == "record" }
    }
    let count = try records(opened)
    let more = try await browser.send(
      try FactsTests.typed(opened) + [("add_record", "applicant.licences")], in: opened, at: path)
    #expect(more.status == .ok)
    #expect(try records(more) == count + 1)
    let fewer = try await browser.send(
      try FactsTests.typed(more) + [("remove_record", "applicant.licences.0")], in: more, at: path)
    #expect(try records(fewer) == count)
  }

  @Test func `who saves second is shown what stands saved, and loses nothing`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("two people at one draft")
    let path = "/applications/\(draft.reference)/facts/use_case"
    let first = try await site.browser(FirmSite.preparer)
    let second = try await site.browser(FirmSite.approver)
    let (mine, theirs) = try await (first.get(path), second.get(path))
    func typing(_ words: String, _ page: DeskBrowser.Answer) throws -> [(String, String)] {
      try FactsTests.typed(page).filter { $0.0 != "use_case.problem" }
        + [("use_case.problem", words)]
    }
    let saved = try await first.send(try typing("Saved first.", mine), in: mine, at: path)
    #expect(saved.status == .seeOther)
    let again = try await first.send(try typing("Saved first.", mine), in: mine, at: path)
    #expect(again.status == .seeOther)
    let late = try await second.send(try typing("Typed second.", theirs), in: theirs, at: path)
    #expect(late.markup.contains("Saved first.") && late.markup.contains("Typed second."))
    #expect(try late.text().contains("Somebody else saved the draft meanwhile"))
    let over = try await second.send(try FactsTests.typed(late), in: late, at: path)
    #expect(over.status == .seeOther)
    #expect(try await second.get(path).markup.contains("Typed second."))
  }

  @Test func `the check shows what the rules say, with sources and ways to what is missing`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let caller = try await site.caller(FirmSite.preparer)
    let draft = try await site.desk.sandbox.startApplication(
      titleEn: "Z checked while empty", titleZh: "", cohort: "sample-2026", as: caller)
    let browser = try await site.browser(FirmSite.preparer)
    let empty = try await browser.get("/applications/\(draft.reference)/check").page()
    let open = empty.elements.indices.filter {
      empty.elements[$0].attributes["class"] == "outcome unknown"
    }
    #expect(!open.isEmpty)
    for index in open {
      let inside = empty.elements.filter { $0.ancestors.contains(index) }
      #expect(inside.contains { $0.attributes["class"] == "source" && !$0.text.isEmpty })
      #expect(
        inside.contains {
          $0.attributes["href"]?.hasPrefix("/applications/\(draft.reference)/facts/") == true
        })
    }
    let full = try await site.draft("checked when complete")
    let text = try await browser.get("/applications/\(full.reference)/check").text()
    #expect(text.contains("R03") && text.contains("Stands against the application (1)"))
    #expect(text.contains("leads"))
  }
}
