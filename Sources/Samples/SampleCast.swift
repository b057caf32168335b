public import Transparency
public import Workflow

/// The people of the sample, each with a session, so that every act is done by somebody.
///
/// An account's sign-in name is the person's key: `hkma_officer_1`.
public actor SampleCast {
  /// Every sample account's password; the sample is plainly invented and says so.
  public static let password = "sandbox-sample"

  private let installation: Installation
  private let sandbox: Sandbox
  private var callers: [String: Caller] = [:]
  private var licences: [String: String] = [:]

  /// The cast of an installation.
  public init(_ installation: Installation, _ sandbox: Sandbox) {
    self.installation = installation
    self.sandbox = sandbox
  }

  /// The session of a person.
  public func caller(_ login: String) async throws(Refusal) -> Caller {
    if let caller = callers[login] { return caller }
    let caller = try await installation.session(of: login)
    callers[login] = caller
    return caller
  }

  /// Notes under which subject a licence's number was declared.
  func note(licence number: String, is subject: String) { licences[number] = subject }

  /// The subject of a licence, by its number.
  func licence(_ number: String) -> String? { licences[number] }

  /// A person fires an event.
  @discardableResult
  public func act(_ login: String, _ act: Act) async throws(Refusal) -> Standing {
    try await sandbox.fire(act, as: try await caller(login))
  }

  /// Several persons do what one alone cannot: the first proposes, the others confirm.
  public func together(
    _ proposer: String, _ confirmers: [String], _ event: String, on subject: String,
    detail: [String: CanonicalJSON] = [:], payload: [String: CanonicalJSON] = [:]
  ) async throws(Refusal) {
    let proposal = try await act(
      proposer,
      Act(
        "proposal/new", "propose", detail: ["event": .string(event)],
        payload: [
          "parent": .string(subject), "detail": .object(detail), "payload": .object(payload),
        ]))
    for confirmer in confirmers { try await act(confirmer, Act(proposal.subject, "confirm")) }
  }
}

extension SampleCast {
  /// A sample account as `up` shows it.
  public struct Account: Sendable, Encodable {
    /// The sign-in name.
    public let login: String
    /// What its holder does.
    public let what: String
  }

  /// The accounts of the walkthrough, in the order in which they act.
  public static let accounts = [
    Account(login: "harbour_lantern_bank_preparer", what: "writes the firm's application"),
    Account(login: "harbour_lantern_bank_approver", what: "submits it, answers, accepts"),
    Account(login: "hkma_officer_1", what: "case officer of the lead desk (HKMA)"),
    Account(login: "hkma_supervisor", what: "assigns the HKMA's reviews"),
    Account(login: "hkma_approver_1", what: "countersigns and decides for the HKMA"),
    Account(login: "hkma_coordinator", what: "coordinates the case for the lead"),
    Account(login: "sfc_officer_1", what: "case officer of the SFC"),
    Account(login: "sfc_approver_1", what: "approver of the SFC (sfc_approver_2 is another)"),
    Account(login: "ia_officer_1", what: "case officer of the IA"),
    Account(login: "ia_approver_1", what: "approver of the IA"),
    Account(login: "panel_member_1", what: "scores the cohort's cases for the panel"),
    Account(login: "compute_operator_1", what: "provisions and watches the compute"),
    Account(login: "auditor", what: "reads and exports the audit trail"),
  ]
}
