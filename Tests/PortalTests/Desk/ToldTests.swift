import HTTPServer
import Postgres
import Testing
import Transparency
import Workflow

@testable import Portal

/// Who reads on the pages that time runs out, that it ran out, and that something waits for a second.
struct ToldTests {
  @Test func `a supervisor reads in the inbox which clock ran out, and the firm reads of none`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let reference = try #require(try await site.cases("in_review", lead: "HKMA").last)
    let firm = try await site.browser(try await ToldTests.approver(of: reference, site))
    let overdue = "A clock of your desk ran out: Review"
    _ = try await site.pool.query(
      """
      UPDATE clock c SET due_at = now() - interval '1 minute' FROM review r, application a
       WHERE r.id = c.subject AND a.id = r.application AND a.reference = \(reference)
         AND r.remit = 'HKMA' AND c.name = 'first_review' AND NOT c.ended
      """)
    let before = try await firm.get("/applications/\(reference)").text()
    let supervisor = try await site.browser("hkma_supervisor")
    #expect(try await !supervisor.get("/inbox").text().contains(overdue))
    try await ToldTests.fire("escalated", site)
    let inbox = try await supervisor.get("/inbox?need=overdue")
    #expect(try inbox.rows().contains { $0.contains(overdue) })
    #expect(inbox.markup.contains("/applications/\(reference)"))
    var chinese = supervisor
    chinese.language = "zh"
    #expect(try await chinese.get("/inbox?need=overdue").text().contains("貴部門有時限已過"))
    let officer = try await site.browser("hkma_officer_1")
    #expect(try await !officer.get("/inbox").text().contains(overdue))
    #expect(try await firm.get("/applications/\(reference)").text() == before)
  }

  @Test func `a firm reads in the timeline that its time runs out, and on which day`() async throws
  {
    let firms = try await FirmSite.shared.value
    let site = firms.desk
    let reference = try await firms.draft("Reminded").reference
    let firm = try await firms.browser(FirmSite.approver)
    let reminded = "reminded the firm that its time runs out"
    #expect(try await !firm.get("/applications/\(reference)").text().contains(reminded))
    _ = try await site.pool.query(
      """
      UPDATE clock c SET due_at = now() + interval '2 hours', remind_at = now() FROM application a
       WHERE c.subject = a.id AND a.reference = \(reference) AND c.name = 'draft' AND NOT c.ended
      """)
    try await ToldTests.fire("reminder_sent", site)
    let day = try await site.pool.query(
      "SELECT to_char(day_in_hong_kong(now() + interval '2 hours'), 'FMDD')"
    ).one()[0, as: String.self]
    let text = try await firm.get("/applications/\(reference)").text()
    #expect(text.contains(reminded) && text.contains("Due: \(day) "), "\(text)")
  }

  @Test func `a second operator finds an attestation of erasure on the floor and confirms it`()
    async throws
  {
    let firms = try await FirmSite.shared.value
    let site = firms.desk
    let (reference, firm, _) = try await firms.startTrial(lead: "SVF")
    let caller = try await firms.caller("\(firm)_approver")
    let view = try await site.sandbox.application(reference, as: caller)
    _ = try await site.sandbox.fire(Act(view.head.subject, "end_trial"), as: caller)
    let first = try await site.browser("compute_operator_1")
    let path = "/applications/\(reference)/act/erasure_attested"
    #expect(try await first.get(path).text().contains("This needs several persons"))
    let proposed = try await first.act(path, [])
    #expect(proposed.status == .seeOther, "\(proposed.markup)")
    #expect(try await ToldTests.confirmation(of: reference, first) == nil, "not by the first")
    let second = try await site.browser("output_checker_1")
    let link = try #require(try await ToldTests.confirmation(of: reference, second))
    let confirmed = try await second.act(link, [])
    #expect(confirmed.status == .seeOther, "\(confirmed.markup)")
    #expect(try await ToldTests.confirmation(of: reference, second) == nil)
    let erased = try await site.count(
      """
      SELECT count(*) FROM compute_grant g JOIN application a ON a.id = g.application
       WHERE a.reference = \(reference) AND g.erased
      """)
    #expect(erased == 1)
  }

  // MARK: Parts

  private static func confirmation(
    of reference: String, _ browser: DeskBrowser
  ) async throws -> String? {
    try await browser.get("/floor").page().all("a").compactMap { $0.attributes["href"] }.first {
      $0.hasPrefix("/applications/\(reference)/act/confirm")
    }?.unescaped
  }

  /// Fires what the clockwork finds due of one kind.
  private static func fire(_ event: String, _ site: DeskSite) async throws {
    let clockwork = try await site.sandbox.signIn(process: "clockwork", audience: .clockwork).caller
    for act in try await site.sandbox.dueEvents(most: 50, as: clockwork) where act.event == event {
      _ = try await site.sandbox.fire(act, as: clockwork)
    }
  }

  private static func approver(of reference: String, _ site: DeskSite) async throws -> String {
    try await site.pool.query(
      """
      SELECT u.login FROM application a JOIN role_held h ON h.of = a.firm::text
        JOIN account u ON u.id = h.account
       WHERE a.reference = \(reference) AND h.role = 'firm_approver' ORDER BY u.login LIMIT 1
      """
    ).one()[0, as: String.self]
  }
}
