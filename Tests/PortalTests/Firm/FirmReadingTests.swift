import Foundation
import HTTPServer
import Testing
import Transparency
import Workflow

@testable import Portal

struct FirmReadingTests {
  @Test func `a firm cannot see another firm's application`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("seen by its own firm alone")
    let path = "/applications/\(draft.reference)"
    let digest = String(repeating: "0", count: 64)
    let pages = [
      "", "/facts", "/facts/model", "/check", "/acts/withdraw", "/jobs/new",
      "/acts/document_added", "/acts/party_joined", "/documents/\(digest)",
      "/questions/\(UUID())", "/conditions/\(UUID())",
    ]
    let own = try await site.browser(FirmSite.approver)
    let other = try await site.browser(FirmSite.stranger)
    for page in pages {
      let answer = try await other.get(path + page)
      #expect(answer.status == .notFound, "\(page)")
      #expect(!answer.markup.contains("seen by its own firm alone"), "\(page)")
    }
    for page in ["", "/facts", "/facts/model", "/check", "/acts/withdraw"] {
      #expect(try await own.get(path + page).status == .ok, "\(page)")
    }
    // The list begins with what was touched last; other tests begin applications meanwhile.
    try await site.act(
      FirmSite.approver,
      Act(draft.subject, "guidance_asked", detail: ["reason": "Which remit reads this?"]))
    #expect(try await own.get("/applications").markup.contains(draft.reference))
    #expect(try await !other.get("/applications").markup.contains(draft.reference))
    let opened = try await own.get("\(path)/acts/withdraw")
    let sent = try await other.send([], in: opened, at: "\(path)/acts/withdraw")
    #expect(sent.status == .notFound)
  }

  @Test func `the firm's page is the same while a desk reads and once it has recommended`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("nothing of a recommendation")
    let firm = try await site.browser(FirmSite.approver)
    let path = "/applications/\(draft.reference)"
    let before = try await (firm.get(path), firm.get("\(path)?lang=zh"))
    let officer = try await site.caller("ia_officer_1")
    let seen = try #require(
      try await site.desk.sandbox.desk(draft.reference, as: officer).reviews.first {
        $0.subject == review
      }?.seen)
    let done = try await site.act(
      "ia_officer_1",
      Act(
        review, "recommend",
        detail: ["recommendation": "object", "reasons": "Seen by no firm.", "seen": .string(seen)]))
    #expect(done.state == "recommended")
    let after = try await (firm.get(path), firm.get("\(path)?lang=zh"))
    #expect(before.0.lasting == after.0.lasting)
    #expect(before.1.lasting == after.1.lasting)
    #expect(try after.0.text().contains("reading"))
    #expect(!after.0.markup.contains("Seen by no firm."))
  }

  @Test func `the case page says whose move it is, by when and why`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.submitted("whose move it is")
    let firm = try await site.browser(FirmSite.preparer)
    let text = try await firm.get("/applications/\(draft.reference)").text()
    #expect(text.contains("Next move: HKMA"))
    #expect(text.contains("check that the application is complete"))
    #expect(text.contains("Check of completeness: "))
    #expect(text.contains("business days from "))
    let chinese = try await firm.get("/applications/\(draft.reference)?lang=zh").text()
    #expect(chinese.contains("下一步：金管局") && chinese.contains("個工作日"))
  }
}
