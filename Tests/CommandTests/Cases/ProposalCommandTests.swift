import Foundation
import TestSupport
import Testing

/// Acts of several persons, and the lists beside the cases, by the command line.
@Suite struct ProposalCommandTests {
  private struct Proposal: Decodable {
    let subject: String
    let state: String
    let open: [String]
  }

  @Test func `a proposal is listed, refused with a reason, and confirmed by others`() async throws {
    try await SampleDesk.with { desk in
      let proposal = try await desk.proposesPolicy("1.1.0")
      let listed = try await desk.succeed("proposal", "list", as: "ia_approver_1")
      #expect(
        listed.contains(
          "\(proposal)  activate policy/ia/1.1.0 (adopts R36, effective 2099-01-01)  proposed, by ")
      )
      #expect(listed.hasSuffix(", open: approver@IA\n"))
      try await desk.fail(
        "proposal", "confirm", proposal, as: "ia_policy_author", saying: "not yours to do here")
      try await desk.fail(
        "proposal", "refuse", proposal, as: "ia_approver_1", status: 2,
        saying: "--reason is missing")
      try await desk.fail(
        "proposal", "refuse", proposal, "--reason", "too soon", "--expect", "9",
        as: "ia_approver_1", saying: "It has changed since you looked")
      let refused = try await desk.succeed(
        "proposal", "refuse", proposal, "--reason", "too soon", as: "ia_approver_1")
      #expect(refused.contains(" refused version "))
      try await desk.fail(
        "proposal", "confirm", proposal, as: "ia_approver_1", saying: "cannot happen")
      #expect(try await desk.succeed("proposal", "list", as: "ia_approver_1").isEmpty)

      let again = try await desk.proposesPolicy("1.2.0")
      let id = String(again.dropFirst("proposal/".count))
      let done = try await desk.succeed("proposal", "confirm", id, as: "ia_approver_1")
      #expect(done.contains(" done version "))
      let all = try await desk.json(
        [Proposal].self, "proposal", "list", "--state", "all", as: "ia_approver_1")
      #expect(all.prefix(2).map(\.subject) == [again, proposal])
      #expect(all.prefix(2).map(\.state) == ["done", "refused"])
      try await desk.fail(
        "proposal", "list", as: "harbour_lantern_bank_preparer", saying: "may not do that")
      try await desk.fail(
        "proposal", "confirm", "nothing", as: "ia_approver_1", saying: "there is no")
    }
  }

  @Test func `cohorts and licences are listed to who may know of them`() async throws {
    try await SampleDesk.with { desk in
      let bank = "harbour_lantern_bank_preparer"
      let cohorts = try await desk.succeed("cohort", "list", as: bank)
      #expect(cohorts.hasPrefix("sample-2026  open  2026-03-05 to 2027-12-31  "))
      #expect(try await desk.succeed("cohort", "list", "--state", "planned", as: bank).isEmpty)
      struct Licence: Decodable {
        let firmEn: String
        let state: String
      }
      let own = try await desk.json([Licence].self, "licence", "list", as: bank)
      let every = try await desk.json([Licence].self, "licence", "list", as: "sfc_officer_1")
      #expect(Set(own.map(\.firmEn)).count == 1 && Set(every.map(\.firmEn)).count > 3)
      #expect(try await desk.succeed("condition", "list", as: bank).isEmpty)
    }
  }

  @Test func `a node is drained with a reason and takes jobs again`() async throws {
    try await SampleDesk.with { desk in
      let operatorLogin = "compute_operator_1"
      #expect(try await desk.succeed("node", "list", as: operatorLogin).isEmpty)
      try await desk.sql(
        """
        SELECT open_session(id, sha256('working'), 'none', 1) FROM account WHERE login = 'worker';
        SET sandboxpp.session = 'working';
        SELECT see_node('node-1', 'local', 4);
        """)
      try await desk.fail(
        "node", "drain", "node-1", as: operatorLogin, status: 2, saying: "--reason is missing")
      try await desk.fail(
        "node", "drain", "node-2", "--reason", "its disk", as: operatorLogin, saying: "there is no")
      try await desk.fail(
        "node", "drain", "node-1", "--reason", "its disk", as: "hkma_officer_1",
        saying: "not yours to do here")
      let drained = try await desk.succeed(
        "node", "drain", "node-1", "--reason", "its disk", as: operatorLogin)
      #expect(drained == "node/node-1 draining version 2\n")
      #expect(
        try await desk.succeed("node", "list", as: operatorLogin)
          .hasPrefix("node-1  local  4 slots  draining  last heard of "))
      try await desk.fail(
        "node", "drain", "node-1", "--reason", "its disk", as: operatorLogin,
        saying: "Possible now: resume")
      try await desk.succeed("node", "resume", "node/node-1", as: operatorLogin)
      #expect(try await desk.succeed("node", "list", as: operatorLogin).contains("  taking  "))
      try await desk.succeed("db", "check")
    }
  }
}

extension SampleDesk {
  /// An author of the IA publishes a version of its policy and proposes that it takes effect.
  fileprivate func proposesPolicy(_ version: String) async throws -> String {
    let text = try Repository.text("Sources/Policies/Regulators/ia.policy")
      .replacing("policy ia 1.0.0 ", with: "policy ia \(version) ", maxReplacements: 1)
    let author = "ia_policy_author"
    try await succeed(
      "policy", "publish", try folder.file("ia.policy", Data(text.utf8)), as: author)
    let proposed = try await succeed(
      "policy", "activate", "ia", version, "--effective", "2099-01-01", as: author)
    return String(try #require(proposed.split(separator: " ").first))
  }
}
