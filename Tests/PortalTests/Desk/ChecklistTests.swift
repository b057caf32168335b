import Foundation
import HTTPServer
import Postgres
import TestSupport
import Testing

@testable import Portal
@testable import Workflow

/// What an officer reads of each rule: whom it binds, how well its sources are attested, and what
/// would clear it.
struct ChecklistTests {
  /// A case in review as an officer has it before them, with its outcomes changed.
  private static func checklist(
    _ language: Language = .english,
    changing change: ([String: Any]) -> [String: Any] = { $0 }
  ) async throws -> CaseChecklist {
    let desk = try await DeskSite.shared.value
    let reference = try #require(try await desk.cases("in_review", lead: "HKMA").first)
    let secret = try await desk.installation.token(of: "hkma_officer_1")
    let target = try #require(RequestTarget("/applications/\(reference)/checklist"))
    let request = Request(
      .get, target,
      headers: [
        "Host": "portal.example", "Cookie": "session=\(secret); language=\(language.rawValue)",
      ])
    let site = Site(
      desk.sandbox, in: PortalEnvironment(publicOrigin: "http://portal.example"))
    let opening = try await CaseFile.open(
      reference, try await site.visit(request), viewing: nil)
    guard case .open(let file) = opening else { throw Missing() }
    var view = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(file.desk)) as? [String: Any])
    view["outcomes"] = (view["outcomes"] as? [[String: Any]])?.map(change)
    let changed = try JSONDecoder().decode(
      DeskView.self, from: JSONSerialization.data(withJSONObject: view))
    return CaseChecklist(
      file: CaseFile(view: file.view, desk: changed, rules: file.rules, visit: file.visit))
  }

  private struct Missing: Error {}

  /// Makes a shadow of R03, to be adopted on a day.
  private static func shadow(adoptedOn day: String) -> ([String: Any]) -> [String: Any] {
    { outcome in
      guard outcome["rule"] as? String == "R03" else { return outcome }
      return outcome.merging(
        ["severity": "shadow", "result": "not_met", "adopted": "SFC \(day)"]) { $1 }
    }
  }

  @Test func `a shadow stands under a heading of its own and never as open`() async throws {
    let said = [
      (
        Language.english, "Rules that bind nobody", "Would refuse, if it were binding:",
        "will be adopted by SFC on 1 Jan 2999"
      ),
      (.chinese, "不具約束力的規則", "假如具約束力，如有以下情況則不獲接納：", "將由證監會於2999年1月1日採納"),
    ]
    for (language, heading, leadIn, adoption) in said {
      let checklist = try await Self.checklist(
        language, changing: Self.shadow(adoptedOn: "2999-01-01"))
      #expect(!checklist.open.markup.contains("rule-R03"))
      #expect(!checklist.open(of: "joint").markup.contains("rule-R03"))
      let whole = checklist.whole.markup
      let title = try #require(whole.firstRange(of: heading))
      let row = try #require(whole.firstRange(of: "id=\"rule-R03\""))
      #expect(title.lowerBound < row.lowerBound)
      #expect(whole[row.lowerBound...].contains(leadIn))
      #expect(whole[row.lowerBound...].contains(adoption))
      let binding = try await Self.checklist(language) {
        $0.merging($0["rule"] as? String == "R03" ? ["result": "not_met"] : [:]) { $1 }
      }
      #expect(binding.open.markup.contains("rule-R03"))
    }
  }

  @Test func `what was adopted on a day that is past is said to be adopted`() async throws {
    let whole = try await Self.checklist(changing: Self.shadow(adoptedOn: "2026-01-05")).whole
    #expect(whole.markup.contains(">adopted by SFC on 5 Jan 2026"))
    #expect(!whole.markup.contains("will be adopted by SFC on 5 Jan 2026"))
  }

  @Test func `a paper that the rules ask for and nobody handed in is outstanding`() async throws {
    let checklist = try await Self.checklist()
    #expect(checklist.outstanding.markup.contains(">D01<"))
    let spared = try await Self.checklist {
      $0.merging($0["rule"] as? String == "D01" ? ["result": "does_not_apply"] : [:]) { $1 }
    }
    #expect(!spared.outstanding.markup.contains(">D01<"))
    let chinese = try await Self.checklist(.chinese)
    #expect(chinese.outstanding.markup.contains("規則要求而尚未提交的文件"))
  }

  @Test func `each cite of every rule has its mark`() async throws {
    let checklist = try await Self.checklist()
    let page = try MarkupReader("<!doctype html><main>\(checklist.whole.markup)</main>")
    let cites = page.elements.indices.filter { page.elements[$0].name == "cite" }
    let marks = page.elements.filter { $0.attributes["class"]?.hasPrefix("attested ") == true }
    #expect(cites.count == marks.count && cites.count > 20)
    // Routes and leads, which nothing but the list of what is attached shows.
    let listed = page.elements.indices.filter { page.elements[$0].name == "li" }.filter { item in
      page.elements.contains {
        $0.ancestors.contains(item) && $0.attributes["class"] == "rule-name"
      }
    }
    #expect(listed.count > 3)
    for item in listed {
      let inside = page.elements.filter { $0.ancestors.contains(item) }
      #expect(inside.contains { $0.attributes["class"]?.hasPrefix("attested ") == true })
    }
    // R03 rests on five laws and a proposal, and each says its own.
    let row = try #require(
      page.elements.firstIndex {
        $0.name == "article" && $0.attributes["id"] == "rule-R03"
      })
    let own = page.elements.filter {
      $0.ancestors.contains(row) && $0.attributes["class"]?.hasPrefix("attested ") == true
    }
    #expect(Set(own.compactMap { $0.attributes["class"] }).count > 1 && own.count == 6)
  }

  @Test func `what would clear a refusal is what the decision found`() async throws {
    let site = try await DeskSite.shared.value
    let kept = try await site.count(
      """
      SELECT count(*) FROM outcome o WHERE o.kind = 'refuse' AND o.severity <> 'shadow'
         AND o.result = 'not_met' AND o.explains->'would_clear' IS NULL
      """)
    #expect(kept == 0)
    let astray = try await site.count(
      """
      SELECT count(*) FROM outcome o WHERE o.explains->>'would_clear' ~ 'not reviewed by|不由.*審核'
      """)
    #expect(astray == 0)
    let clearing = try await site.count(
      "SELECT count(*) FROM outcome o WHERE jsonb_array_length(o.explains->'would_clear') > 0")
    #expect(clearing > 0)
    let remedy: [String: Any] = ["en": "Fall-back: yes", "zh": "後備安排：是", "waivers": [String]()]
    let open = try await Self.checklist { outcome in
      guard outcome["rule"] as? String == "R03" else { return outcome }
      return outcome.merging(["result": "not_met", "wouldClear": [remedy]]) { $1 }
    }.open.markup
    #expect(open.contains("<h4>Would clear it</h4><ul><li>Fall-back: yes</li></ul>"), "\(open)")
  }
}
