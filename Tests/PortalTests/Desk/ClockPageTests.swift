import HTTPServer
import Postgres
import Testing
import Workflow

@testable import Portal

/// Who reads how a date came about, and who closes a day.
struct ClockPageTests {
  @Test
  func `a desk and the firm read how their dates came about, in both languages, each their own`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let reference = try await site.pool.query(
      """
      SELECT a.reference FROM application a JOIN clock c ON c.root = a.id
       WHERE c.name = 'first_review' AND c.remit = 'HKMA' AND c.due_at > now() + interval '20 days' LIMIT 1
      """
    ).one()[0, as: String.self]
    let path = "/applications/\(reference)/clocks"
    let officer = try await site.browser("hkma_officer_1")
    let case_ = try await officer.get("/applications/\(reference)")
    #expect(case_.markup.contains("href=\"\(path)\""))
    let desk = try await officer.get(path)
    #expect(desk.status == .ok && desk.markup.utf8.count < 60_000 && !desk.hasEscapedMarkup)
    let rows = try desk.rows()
    #expect(
      rows.contains {
        $0.contains("Length") && $0.contains("20 business days") && $0.contains("section clocks")
      }, "\(rows.prefix(6))")
    #expect(rows.contains { $0.contains("Not counted: no business day") && $0.contains("Sunday") })
    #expect(rows.contains { $0.contains("Runs out at the end of this day") })
    var chinese = officer
    chinese.language = "zh"
    let same = try await chinese.get(path)
    #expect(try same.rows().contains { $0.contains("不計算：非工作日") && $0.contains("星期日") })
    let firm = try await site.browser(try await approver(of: reference, site))
    let theirs = try await firm.get(path)
    #expect(theirs.status == .ok)
    #expect(try desk.text().contains("First review"))
    #expect(try !theirs.text().contains("First review"), "a desk's own clock is not the firm's")
    let other = try await site.browser("sfc_officer_1")
    let foreign = try await other.get("/applications/none/clocks")
    #expect(foreign.status == .notFound)
  }

  @Test
  func `an administrator closes a day on a page and opens it again, nobody else is offered it`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let administrator = try await site.browser("administrator")
    let calendar = try await administrator.get("/calendar?year=2026")
    #expect(try calendar.rows().contains { $0.contains("Lunar New Year") })
    #expect(calendar.markup.contains("/calendar/act/day_closed"))
    let path = "/calendar/act/day_closed"
    let fields = [
      ("day.year", "2027"), ("day.month", "3"), ("day.day", "3"), ("kind", "gale"),
      ("source", "the Observatory"), ("mark", "read"),
    ]
    let done = try await administrator.act(path, fields)
    #expect(done.status == .seeOther, "\(done.markup)")
    let after = try await administrator.get("/calendar?year=2027")
    #expect(
      try after.rows().contains { $0.contains("3 Mar 2027") && $0.contains("Typhoon signal") })
    let again = try await administrator.act(path, fields)
    #expect(again.status == .unprocessableContent)
    let opened = try await administrator.act(
      "/calendar/act/day_opened",
      fields.filter { $0.0 != "kind" } + [("reason", "another day was meant")])
    #expect(opened.status == .seeOther, "\(opened.markup)")
    #expect(
      try await administrator.get("/calendar?year=2027").rows().contains {
        $0.contains("a business day again")
      })
    for login in ["compute_operator_1", "hkma_officer_1"] {
      let browser = try await site.browser(login)
      let page = try await browser.get("/calendar?year=2026")
      #expect(page.status == .ok && !page.markup.contains("/calendar/act/"), "\(login)")
      #expect(try await browser.get(path).status != .ok, "\(login)")
    }
  }

  private func approver(of reference: String, _ site: DeskSite) async throws -> String {
    try await site.pool.query(
      """
      SELECT u.login FROM application a JOIN role_held h ON h.of = a.firm::text JOIN account u ON u.id = h.account
       WHERE a.reference = \(reference) AND h.role = 'firm_approver' ORDER BY u.login LIMIT 1
      """
    ).one()[0, as: String.self]
  }
}
