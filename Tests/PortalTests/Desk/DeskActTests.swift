import Foundation
import HTTPServer
import Postgres
import Testing
import Transparency

import Workflow

@testable import Portal

struct DeskActTests {
  /// A case in review whose lead desk is free to recommend.
  private static func reviewed(_ site: DeskSite, _ number: Int) async throws -> String {
    let all = try await site.cases("in_review", lead: "HKMA")
    var free: [String] = []
    for reference in all {
      let desk = try await site.sandbox.desk(
        reference, as: try await site.installation.session(of: "hkma_officer_1"))
      if desk.reviews.contains(where: { $0.remit == "HKMA" && $0.state == "in_progress" }) {
        free.append(reference)
      }
    }
    return try #require(free.count > number ? free[number] : nil)
  }

  @Test func `nobody both recommends and countersigns through the pages`() async throws {
    let site = try await DeskSite.shared.value
    let reference = try await DeskActTests.reviewed(site, 0)
    let officer = try await site.browser("hkma_officer_1")
    let recommended = try await officer.act(
      try await officer.address(of: "recommend", on: reference),
      [("recommendation", "object"), ("reasons", "The fallback is not credible.")])
    #expect(recommended.status == .seeOther, "\(recommended.markup)")
    #expect(
      !(try await officer.get("/applications/\(reference)")).markup.contains("act/countersign"))
    let approver = try await site.browser("hkma_approver_1")
    try await approver.declare(reference)
    let signing = try await approver.address(of: "countersign", on: reference)
    let shown = try await approver.get(signing)
    #expect(try shown.text().contains("The fallback is not credible."))
    let over = try await approver.act(
      try await approver.address(of: "take_over", on: reference),
      [("recommendation", "no_comment"), ("reasons", "Nothing of ours is touched.")])
    #expect(over.status == .seeOther, "\(over.markup)")
    let refused = try await approver.send(
      [], in: try await approver.get(signing), at: "/applications/\(reference)/act/countersign")
    #expect(refused.status == .unprocessableContent)
    #expect(try refused.text().contains("another person must countersign"))
    let second = try await site.browser("hkma_approver_2")
    try await second.declare(reference)
    let signed = try await second.act(signing, [])
    #expect(signed.status == .seeOther, "\(signed.markup)")
  }

  @Test func `a stale version is refused with the form filled in, and sent twice it is done once`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let reference = try await DeskActTests.reviewed(site, 1)
    let officer = try await site.browser("hkma_officer_1")
    let path = try await officer.address(of: "recommend", on: reference)
    let opened = try await officer.get(path)
    let fields = [("recommendation", "object"), ("reasons", "Typed at length before it moved on.")]
    // Meanwhile the review is handed to another officer and back.
    let supervisor = try await site.browser("hkma_supervisor")
    try await supervisor.declare(reference)
    let account = try await site.sandbox.whoIs(
      try await site.installation.session(of: "hkma_officer_1")
    ).account
    let moved = try await supervisor.act(
      try await supervisor.address(of: "reassign", on: reference),
      [("assignee", account), ("reason", "Kept, with a note on the load.")])
    #expect(moved.status == .seeOther, "\(moved.markup)")
    let begun = try await officer.act(
      try await officer.address(of: "begin", on: reference), [])
    #expect(begun.status == .seeOther)

    let action = "/applications/\(reference)/act/recommend"
    let stale = try await officer.send(fields, in: opened, at: action)
    #expect(stale.status == .conflict)
    #expect(stale.markup.contains("Typed at length before it moved on."))
    let box = try stale.page().all("input").first { $0.attributes["value"] == "object" }
    #expect(box?.attributes["checked"] != nil)

    let first = try await officer.send(fields, in: stale, at: action)
    #expect(first.status == .seeOther, "\(first.markup)")
    let again = try await officer.send(fields, in: stale, at: action)
    #expect(again.status == .seeOther, "\(again.markup)")
    let signatures = try await site.count(
      """
      SELECT count(*) FROM review_signature g JOIN review r ON r.id = g.review
        JOIN application a ON a.id = r.application
       WHERE a.reference = \(reference) AND r.remit = 'HKMA'
      """)
    #expect(signatures == 1)
  }

  @Test func `several persons decide: proposed on one page, confirmed on another`() async throws {
    let site = try await DeskSite.shared.value
    let reference = try #require(try await site.cases("consolidation", lead: "HKMA").first)
    let coordinator = try await site.browser("hkma_coordinator")
    try await coordinator.declare(reference)
    let proposed = try await coordinator.act(
      try await coordinator.address(of: "decline", on: reference),
      [("remit", "HKMA"), ("reasons", "Not ready to be tried with customers.")])
    #expect(proposed.status == .seeOther, "\(proposed.markup)")
    let approver = try await site.browser("hkma_approver_1")
    try await approver.declare(reference)
    let inbox = try await approver.get("/inbox?need=confirm")
    #expect(inbox.markup.contains("/applications/\(reference)"))
    let refused = try await approver.act(
      try await approver.address(of: "refuse", on: reference),
      [("reason", "Give them the time.")])
    #expect(refused.status == .seeOther, "\(refused.markup)")
    #expect(try await site.cases("consolidation", lead: "HKMA").contains(reference))
  }

  @Test func `an operator provisions a grant from the floor and sees no more than the sheet`()
    async throws
  {
    let site = try await DeskSite.shared.value
    let firm = try await site.cases("offered", lead: "IA")
    let reference = try #require(firm.first)
    let login = try await site.pool.query(
      """
      SELECT u.login FROM application a JOIN role_held h ON h.of = a.firm::text
        JOIN account u ON u.id = h.account WHERE a.reference = \(reference) AND h.role = 'firm_approver'
      """
    ).one()[0, as: String.self]
    let approver = try await site.installation.session(of: login)
    let view = try await site.sandbox.application(reference, as: approver)
    _ = try await site.sandbox.fire(
      Act(
        view.head.subject, "accept_offer",
        detail: ["version": .integer(view.head.content), "offer": .integer(view.head.offers)]),
      as: approver)
    let compute = try await site.browser("compute_operator_1")
    #expect(try await compute.get("/floor").markup.contains(reference))
    #expect(try await compute.get("/applications/\(reference)").status == .notFound)
    let digest = String(repeating: "ab", count: 32)
    let path = "/applications/\(reference)/act/grant_provisioned"
    let wrong = try await compute.act(path, [("seconds", "many"), ("slots", "2")])
    #expect(wrong.status == .ok && wrong.markup.contains("value=\"many\""))
    let done = try await compute.act(
      path, [("seconds", "36000"), ("slots", "2"), ("plan", digest)])
    #expect(done.status == .seeOther, "\(done.markup)")
    #expect(try await compute.get("/floor").markup.contains("36,000"))
  }
}
