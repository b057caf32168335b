import Foundation
import HTTPServer
import Postgres
import TestSupport
import Testing
import Transparency
import Workflow

/// What the program composes for an act is never the caller's to say, whatever they send.
@Suite struct ComposedTests {
  /// A run of the rules with nothing against it, as a forger would like it kept.
  private static func clean(_ stage: String) -> CanonicalJSON {
    [
      "stage": .string(stage), "as_of": "2026-11-01", "policies": .string(zeroes),
      "vocabulary": .string(zeroes), "language": "1", "outcomes": [],
    ]
  }

  private static let zeroes = String(repeating: "00", count: 32)

  /// Content of the forger's own, with the desk of their choice.
  private static let content: CanonicalJSON = [
    "document": "{}", "salt": .string(String(repeating: "00", count: 16)), "packed": "00",
    "vocabulary": .string(zeroes), "policies": .string(zeroes), "route": ["MPFA"], "lead": "MPFA",
    "columns": [:], "reads": [], "changed": [], "compute": false, "revision": 0,
  ]

  private static let forged: CanonicalJSON = [
    "evaluation": clean("submission"), "content": content,
  ]

  @Test func `a firm cannot send the run of the rules or the route with its submission`()
    async throws
  {
    let site = try await FirmSite.shared.value
    let approver = try await TokenClient(FirmSite.approver, at: site)
    let draft = try await site.draft("forged from nothing")
    try await site.desk.sandbox.saveDraft(
      "{}", of: draft.reference, as: try await site.caller(FirmSite.preparer))
    let empty = try await approver.act(draft.subject, "submit", payload: Self.forged)
    #expect(empty.status == .unprocessableContent)

    let sound = try await site.draft("forged over a sound one")
    for kind: CanonicalJSON in ["share_regulators", "share_cyberport"] {
      _ = try await approver.act(sound.subject, "consent_given", detail: ["kind": kind])
    }
    let done = try await approver.act(
      sound.subject, "submit", payload: Self.forged, once: "forged over a sound one")
    #expect(done.state == "submitted")
    let kept = try await site.desk.pool.query(
      """
      SELECT s.remit, v.document <> '{}' AND a.policies <> decode(\(Self.zeroes), 'hex'),
             (SELECT count(*) FROM outcome o JOIN evaluation e ON e.id = o.evaluation WHERE e.application = a.id)
        FROM application a JOIN subject s ON s.id = a.id JOIN application_version v ON v.application = a.id
       WHERE a.reference = \(sound.reference)
      """
    ).one().decode((String.self, Bool.self, Int.self))
    #expect(kept.0 == "HKMA" && kept.1 && kept.2 > 0)
  }

  @Test func `an officer cannot send the run of the rules that completeness keeps`() async throws {
    let site = try await FirmSite.shared.value
    let draft = try await site.submitted("forged at the desk")
    try await site.desk.browser("hkma_officer_1").declare(draft.reference)
    let officer = try await TokenClient("hkma_officer_1", at: site)
    let done = try await officer.act(
      draft.subject, "accept_complete", payload: ["evaluation": Self.clean("review")])
    #expect(done.state == "in_review")
    let outcomes = try await site.desk.count(
      """
      SELECT count(*) FROM outcome o JOIN evaluation e ON e.id = o.evaluation
       WHERE e.application = split_part(\(draft.subject), '/', 2)::uuid AND e.stage = 'review'
      """)
    #expect(outcomes > 0)
  }

  @Test func `a firm cannot send the content that a variation brings`() async throws {
    let site = try await FirmSite.shared.value
    let (name, login) = try await site.desk.pool.query(
      """
      SELECT s.name, c.login FROM subject s JOIN role_held h ON h.of = s.firm::text AND h.role = 'firm_approver'
        JOIN account c ON c.id = h.account
       WHERE s.machine = 'application' AND s.state = 'offered' AND s.remit = 'HKMA' ORDER BY s.name LIMIT 1
      """
    ).one().decode((String.self, String.self))
    let approver = try await TokenClient(login, at: site)
    let accepted = try await approver.act(name, "accept_offer", detail: ["version": 1, "offer": 1])
    #expect(accepted.state == "onboarding")
    let asked = try await approver.act(
      "variation/new", "request", detail: ["kind": "model"],
      payload: ["parent": .string(name), "content": Self.content])
    #expect(asked.state == "requested", "\(asked)")
    let kept = try await site.desk.pool.query(
      """
      SELECT v.content->>'lead' = s.remit, v.content->>'document' <> '{}'
        FROM variation v JOIN subject s ON s.id = v.application WHERE s.name = \(name)
      """
    ).one().decode((Bool.self, Bool.self))
    #expect(kept.0 && kept.1)
    let withdrawn = try await approver.act(try #require(asked.subject), "withdraw")
    #expect(withdrawn.state == "withdrawn")
  }

  @Test func `a policy is named, numbered and bound by its own text`() async throws {
    let site = try await FirmSite.shared.value
    let author = try await TokenClient("mpfa_policy_author", at: site)
    let text = try PolicyCopy.text("mpfa", version: "1.0.77")
    let published = try await author.act(
      "policy/new", "publish",
      payload: [
        "source": .string(text), "file": "mpfa.policy", "name": "sfc", "version": "9.9.9",
        "binds": "joint", "digest": .string(Self.zeroes),
      ])
    #expect(published.subject == "policy/mpfa/1.0.77")
    let stored = try await site.desk.pool.query(
      """
      SELECT binds, digest = sha256(convert_to(source, 'UTF8')) FROM policy_version
       WHERE name = 'mpfa' AND version = '1.0.77'
      """
    ).one().decode((String.self, Bool.self))
    #expect(stored.0 == "MPFA" && stored.1)
    let broken = try await author.act(
      "policy/new", "publish",
      payload: [
        "source": "policy mpfa 2.0.0 for MPFA from nowhere", "file": "mpfa.policy", "name": "mpfa",
        "version": "2.0.0", "binds": "MPFA", "digest": .string(Self.zeroes),
      ])
    #expect(broken.status == .badRequest)
  }

  @Test func `who confirms an activation does not choose what comes into force`() async throws {
    let site = try await FirmSite.shared.value
    let author = try await TokenClient("svf_policy_author", at: site)
    let approver = try await TokenClient("svf_approver_1", at: site)
    let published = try await author.act(
      "policy/new", "publish",
      payload: [
        "source": .string(try PolicyCopy.text("svf", version: "1.0.77")), "file": "svf.policy",
      ])
    let policy = try #require(published.subject)
    let proposal = try await author.propose(
      "activate", on: policy, detail: ["effective": "2098-01-01"])
    let forged: CanonicalJSON = [
      "effective": "2020-01-01", "digest": .string(Self.zeroes), "sources": [], "clocks": [],
    ]
    let confirmed = try await approver.act(
      try #require(proposal.subject), "confirm", payload: ["sets": [forged]])
    #expect(confirmed.state == "done", "\(confirmed)")
    let back = try await site.desk.count(
      "SELECT count(*) FROM policy_calendar WHERE effective = '2020-01-01'")
    let composed = try await site.desk.count(
      "SELECT count(*) FROM policy_calendar WHERE effective = '2098-01-01'")
    #expect(back == 0 && composed > 0)
  }
}

/// The shipped policies under another version.
enum PolicyCopy {
  static func text(_ name: String, version: String) throws -> String {
    try Repository.text("Sources/Policies/Regulators/\(name).policy")
      .replacing(try Regex("(?m)^policy \(name) [0-9.]+"), with: "policy \(name) \(version)")
  }
}
