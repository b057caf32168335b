import Crypto
import Foundation
import HTTPServer
import Portal
import Postgres
import TestSupport
import Testing
import Transparency
import Workflow

/// The portal as `serve` runs it, logged in as the role `portal`, beside the desks' tests on the
/// same sample; each test of it begins an application of its own.
struct FirmSite: Sendable {
  let desk: DeskSite
  let router: Router
  /// Where the portal keeps files.
  private let content: TemporaryFolder

  static let shared = Task { try await FirmSite() }

  static let preparer = "harbour_lantern_bank_preparer"
  static let approver = "harbour_lantern_bank_approver"
  /// Somebody of another firm.
  static let stranger = "jade_causeway_bank_approver"

  private init() async throws {
    desk = try await DeskSite.shared.value
    let owner = desk.database.configuration(user: "portal").connectionString
    content = try TemporaryFolder()
    let sandbox = Sandbox(
      try Installation.pool(owner, connections: 8, patience: .seconds(120)),
      content: content.path, keystore: try .shared())
    router = Portal.router(
      Site(sandbox, in: PortalEnvironment(publicOrigin: "http://portal.example")))
  }

  /// A browser in which somebody is signed in.
  func browser(_ login: String) async throws -> DeskBrowser {
    DeskBrowser(router: router, secret: try await desk.installation.token(of: login))
  }

  /// What an act writes that makes a document of a file that somebody sent.
  func paper(
    _ kind: String, _ title: String, of text: String = "What it says.", by login: String
  ) async throws -> [String: CanonicalJSON] {
    let kept = try await desk.sandbox.keeping(files: content.path).keep(
      Array(text.utf8), as: kind, by: try await caller(login))
    return NewDocument(kind: kind, title: title).payload(kept)
  }

  /// Whether the portal's store holds these bytes.
  func keeps(_ bytes: [UInt8]) -> Bool {
    let name = SHA256.digest(bytes).hex
    return FileManager.default.fileExists(
      atPath: "\(content.path)/sha256/\(name.prefix(2))/\(name.dropFirst(2))")
  }

  /// Files that are on their way into the store.
  var drafts: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(content.path)/drafts")) ?? []
  }

  func caller(_ login: String) async throws -> Caller {
    try await desk.installation.session(of: login)
  }

  /// A draft of the firm, with the facts of the sample's first application.
  ///
  /// Titles begin with Z: tests that take the first case in order find the sample's.
  func draft(_ title: String) async throws -> Draft {
    let preparer = try await caller(FirmSite.preparer)
    let sample = try await desk.pool.query(
      """
      SELECT d.facts::text FROM draft d JOIN application a ON a.id = d.application
       WHERE a.title_en = 'A.I.-assisted financing approval' AND a.title_zh <> ''
      """
    ).one()[0, as: String.self]
    let draft = try await desk.sandbox.startApplication(
      titleEn: "Z \(title)", titleZh: "測試\(title)", cohort: "sample-2026", as: preparer)
    try await desk.sandbox.saveDraft(sample, of: draft.reference, as: preparer)
    return try await desk.sandbox.draft(draft.reference, as: preparer)
  }

  /// Changes the facts of a draft, as its preparer.
  func save(_ change: (inout [String: Any]) -> Void, in draft: Draft) async throws {
    let preparer = try await caller(FirmSite.preparer)
    let now = try await desk.sandbox.draft(draft.reference, as: preparer)
    var facts = try #require(
      try JSONSerialization.jsonObject(with: Data(now.facts.utf8)) as? [String: Any])
    change(&facts)
    let text = String(decoding: try JSONSerialization.data(withJSONObject: facts), as: UTF8.self)
    try await desk.sandbox.saveDraft(text, of: draft.reference, as: preparer)
  }

  /// Does an act as somebody.
  @discardableResult
  func act(_ login: String, _ act: Act) async throws -> Standing {
    try await desk.sandbox.fire(act, as: try await caller(login))
  }

  /// A draft submitted by the firm's approver, with every consent.
  func submitted(_ title: String) async throws -> Draft {
    let draft = try await draft(title)
    for kind in ["share_regulators", "share_cyberport", "publish_summary"] {
      try await act(
        FirmSite.approver, Act(draft.subject, "consent_given", detail: ["kind": .string(kind)]))
    }
    try await act(FirmSite.approver, Act(draft.subject, "submit"))
    return draft
  }

  /// A case of the sample in trial, led by the MPFA, with the key of its firm; begun once.
  func trial() async throws -> (reference: String, firm: String, lead: String) {
    try await FirmSite.trial.value
  }

  private static let trial = Task { try await FirmSite.shared.value.startTrial(lead: "MPFA") }

  /// Takes the offered case of a lead to its trial.
  func startTrial(lead: String) async throws -> (reference: String, firm: String, lead: String) {
    let site = self
    let (reference, firm) = try await site.desk.pool.query(
      """
      SELECT a.reference, f.key FROM application a JOIN subject s ON s.id = a.id
        JOIN firm f ON f.id = a.firm WHERE s.state = 'offered' AND s.remit = \(lead)
      """
    ).one().decode((String.self, String.self))
    let approver = "\(firm)_approver"
    let offer = try await site.desk.sandbox.application(
      reference, as: try await site.caller(approver))
    try await site.act(
      approver,
      Act(
        offer.head.subject, "accept_offer",
        detail: ["version": .integer(offer.head.content), "offer": .integer(offer.head.offers)]))
    let view = try await site.desk.sandbox.application(
      reference, as: try await site.caller(approver))
    for condition in view.conditions where condition.timing == "precedent" {
      try await site.act(
        approver,
        Act(
          condition.subject, "submit_evidence",
          payload: try await site.paper("evidence", "Evidence", by: approver)))
      try await site.act(
        "\(condition.remit.lowercased())_officer_1", Act(condition.subject, "accept"))
    }
    try await site.act(
      "compute_operator_1",
      Act(
        view.head.subject, "grant_provisioned",
        detail: ["seconds": 36_000, "slots": 2, "plan": []]))
    let coordinator = "\(lead.lowercased())_coordinator"
    try await site.desk.browser(coordinator).declare(reference)
    try await site.act(coordinator, Act(view.head.subject, "start_trial"))
    return (reference: reference, firm: firm, lead: lead.lowercased())
  }

  /// A case in review whose IA desk has begun; gives the review's subject.
  func reviewed(_ title: String) async throws -> (draft: Draft, review: String) {
    let draft = try await submitted(title)
    let lead = try await desk.browser("hkma_officer_1")
    try await lead.declare(draft.reference)
    try await act("hkma_officer_1", Act(draft.subject, "accept_complete"))
    let officer = try await desk.browser("ia_officer_1")
    try await officer.declare(draft.reference)
    let caller = try await caller("ia_officer_1")
    let review = try #require(
      try await desk.sandbox.desk(draft.reference, as: caller).reviews
        .first { $0.remit == "IA" && $0.purpose == "application" })
    let account = try await desk.sandbox.whoIs(caller).account
    try await act(
      "ia_officer_1", Act(review.subject, "assign", detail: ["assignee": .string(account)]))
    try await act("ia_officer_1", Act(review.subject, "begin"))
    return (draft, review.subject)
  }
}

extension DeskBrowser.Answer {
  /// What does not depend on the moment or on chance: no tokens, keys and request numbers.
  var lasting: String {
    var text = markup
    for pattern in [
      #/name="(form_token|idempotency_key)" value="[^"]*"/#.ignoresCase()
    ] {
      text = text.replacing(pattern, with: "")
    }
    return text.replacing(#/\((now|[0-9]+ minutes? ago)\)/#, with: "")
  }
}
