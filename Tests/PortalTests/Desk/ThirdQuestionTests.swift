import HTTPServer
import Postgres
import Testing
import Transparency
import Workflow

/// Two questions an officer asks alone; a further one is an act of two persons.
struct ThirdQuestionTests {
  @Test func `a third question reaches the firm once an approver of the desk has confirmed it`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("asked three times")
    let path = "/applications/\(draft.reference)/act"
    let officer = try await site.desk.browser("ia_officer_1")
    for _ in 0..<2 {
      try await site.act(
        "ia_officer_1",
        Act(
          review, "request_information", detail: ["attributes": ["control.opt_out_reason"]],
          payload: ["wording": "Why is there no opt-out?"]))
    }
    let third: [(String, String)] = [
      ("attributes", "control.opt_out_reason"), ("wording", "Why is there really none?"),
    ]
    let alone = try await officer.act("\(path)/request_information?subject=\(review)", third)
    #expect(alone.status == .unprocessableContent)
    #expect(
      try alone.text().contains(
        "Two questions have been asked: propose a further one to an approver of the remit."))

    let page = "\(path)/request_further_information?subject=\(review)"
    #expect(try await officer.get(page).text().contains("Propose to request further information"))
    let proposed = try await officer.act(page, third)
    #expect(proposed.status == .seeOther, "\(proposed.markup)")
    let firm = try await site.browser(FirmSite.approver)
    let before = try await firm.get("/applications/\(draft.reference)").text()
    #expect(!before.contains("Why is there really none?"))

    let proposal = try await site.desk.pool.query(
      """
      SELECT s.name FROM proposal p JOIN subject s ON s.id = p.id JOIN subject o ON o.id = p.object
       WHERE o.name = \(review) AND p.event = 'request_further_information'
      """
    ).one()[0, as: String.self]
    try await site.desk.browser("ia_approver_1").declare(draft.reference)
    let other = await #expect(throws: Refusal.self) {
      try await site.act("hkma_approver_1", Act(proposal, "confirm"))
    }
    #expect(other?.kind == .notFound)
    try await site.act("ia_approver_1", Act(proposal, "confirm"))
    let after = try await firm.get("/applications/\(draft.reference)").text()
    #expect(after.contains("Why is there really none?"))
  }
}
