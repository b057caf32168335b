import HTTPServer
import Testing
import Transparency
import Workflow

/// Two persons a decision, tried through the API by one person who has an account for each part.
@Suite struct SeparationTests {
  @Test func `who recommends does not countersign, with whatever account`() async throws {
    let site = try await FirmSite.shared.value
    let (draft, review) = try await site.reviewed("one person at the IA")
    let officer = try await TokenClient("ia_officer_1", at: site)
    let twin = try await TokenClient(
      twinOf: "ia_officer_1", named: "ia_officer_1.approves", "approver", of: "IA", at: site)
    func seen() async throws -> CanonicalJSON {
      let desk = try await site.desk.sandbox.desk(
        draft.reference, as: try await site.caller("ia_officer_1"))
      return .string(try #require(desk.reviews.first { $0.subject == review }?.seen))
    }
    let recommended = try await officer.act(
      review, "recommend",
      detail: [
        "recommendation": "object", "reasons": "It is not ready.",
        "seen": try await seen(),
      ])
    let recommendation: CanonicalJSON = ["seen": try await seen()]
    #expect(recommended.state == "recommended")
    let own = try await officer.act(review, "countersign", detail: recommendation)
    #expect(own.status == .forbidden)
    let again = try await twin.act(review, "countersign", detail: recommendation)
    #expect(again.status == .forbidden)
    #expect(again.detail?.contains("another part on this case") == true)

    let other = try await TokenClient("ia_approver_1", at: site)
    try await site.desk.browser("ia_approver_1").declare(draft.reference)
    let countersigned = try await other.act(review, "countersign", detail: recommendation)
    #expect(countersigned.state == "countersigned")
  }

  @Test func `who prepares does not submit, with whatever account`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.draft("one person at the bank")
    let preparer = try await TokenClient(FirmSite.preparer, at: site)
    let twin = try await TokenClient(
      twinOf: FirmSite.preparer, named: "preparer.approves", "firm_approver",
      of: "harbour_lantern_bank", at: site)
    for kind: CanonicalJSON in ["share_regulators", "share_cyberport"] {
      _ = try await twin.act(draft.subject, "consent_given", detail: ["kind": kind])
    }
    #expect(try await preparer.act(draft.subject, "submit").status == .forbidden)
    let submitted = try await twin.act(draft.subject, "submit")
    #expect(submitted.status == .unprocessableContent)
    #expect(submitted.detail?.contains("You changed this version yourself") == true)

    let approver = try await TokenClient(FirmSite.approver, at: site)
    #expect(try await approver.act(draft.subject, "submit").state == "submitted")
  }

  @Test func `who writes a policy does not activate it, with whatever account`() async throws {
    let site = try await FirmSite.shared.value
    let author = try await TokenClient("ia_policy_author", at: site)
    let twin = try await TokenClient(
      twinOf: "ia_policy_author", named: "ia_policy_author.approves", "approver", of: "IA",
      at: site)
    let colleague = try await TokenClient(
      twinOf: "ia_supervisor", named: "ia_supervisor.writes", "policy_author", of: "IA", at: site)
    let published = try await author.act(
      "policy/new", "publish",
      payload: [
        "source": .string(try PolicyCopy.text("ia", version: "1.0.77")), "file": "ia.policy",
      ])
    let policy = try #require(published.subject)
    let effect: CanonicalJSON = ["effective": "2099-01-01"]
    #expect(try await author.act(policy, "activate", detail: effect).status == .forbidden)
    #expect(try await twin.act(policy, "activate", detail: effect).status == .forbidden)
    for (proposer, sentence) in [
      (author, "You proposed it"), (colleague, "Whoever published a policy cannot activate it"),
    ] {
      let proposal = try #require(
        try await proposer.propose("activate", on: policy, detail: effect).subject)
      let confirmed = try await twin.act(proposal, "confirm")
      #expect(confirmed.status == .unprocessableContent)
      #expect(confirmed.detail?.contains(sentence) == true, "\(confirmed)")
    }
    let proposal = try #require(
      try await author.propose("activate", on: policy, detail: effect).subject)
    let approver = try await TokenClient("ia_approver_1", at: site)
    #expect(try await approver.act(proposal, "confirm").state == "done")
  }
}
