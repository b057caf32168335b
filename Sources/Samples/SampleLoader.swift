internal import Crypto
internal import Foundation
internal import Policies
internal import Transparency
public import Workflow

/// Loads the sample: calendar, firms, people, licences, policies, a cohort, and its applications.
///
/// Everything after the accounts is done by the sample's own people through the use cases, so that
/// the audit trail tells it as it would tell real work.
public struct SampleLoader: Sendable {
  /// The folder that holds `deploy/` and `Sources/`.
  let root: String
  let files: SampleFiles
  let installation: Installation
  let sandbox: Sandbox
  let cast: SampleCast
  /// Told what is being done, one line each.
  let say: @Sendable (String) -> Void

  /// The key of the cohort that the sample applications apply to.
  public static let cohort = "sample-2026"

  /// A loader for a checkout and an installation.
  ///
  /// - Throws: the system's error when a file is missing or malformed.
  public init(
    root: String, _ installation: Installation, _ sandbox: Sandbox,
    say: @escaping @Sendable (String) -> Void
  ) throws {
    self.root = root
    files = try SampleFiles(root: root)
    self.installation = installation
    self.sandbox = sandbox
    cast = SampleCast(installation, sandbox)
    self.say = say
  }

  /// Loads all that stands before the first application.
  public func loadProgramme() async throws {
    try await loadPeople()
    try await loadPolicies()
    try await loadLicences()
    try await openCohort()
  }

  private func loadPeople() async throws {
    say("Calendar, firms and people")
    try await installation.keep(files.calendar)
    for firm in files.firms {
      try await installation.registerFirm(
        key: firm.key, nameEn: firm.nameEn, nameZh: firm.nameZh,
        kind: firm.kind == "applicant" ? "regulated" : firm.kind)
    }
    let hash = try PasswordHash(password: SampleCast.password).stored
    for person in files.people {
      try await installation.openAccount(
        person.key, person.nameEn, person.nameZh, SampleLoader.audience(of: person),
        roles: person.grants.filter { $0.policy == nil }.flatMap(\.roles), passwordHash: hash)
    }
  }

  private static func audience(of person: SampleFiles.Person) -> Caller.Audience {
    let roles = person.grants.map(\.role)
    if person.grants.contains(where: { $0.firm != nil }) { return .firm }
    if roles.contains("panel_member") { return .panel }
    if roles.contains("auditor") { return .auditor }
    let centre: Set = ["compute_operator", "output_checker", "administrator"]
    if !centre.isDisjoint(with: roles) { return .operator }
    return .officer
  }

  /// Each policy is published by an author and activated by others: an approver of its remit, or
  /// one of each authority for a joint one.
  private func loadPolicies() async throws {
    let vocabularies = PolicySet.compile(
      files.vocabularies.map { SourceFile(name: $0.file, text: $0.text) }
    ).set?.vocabularies
    for vocabulary in vocabularies ?? [] {
      let file = "\(vocabulary.kind.rawValue).vocabulary"
      guard let source = files.vocabularies.first(where: { $0.file == file }) else { continue }
      try await installation.publish(vocabulary, source: source.text)
    }
    for policy in files.policies {
      say("Policy \(policy.file)")
      let remit = policy.file.replacingOccurrences(of: ".policy", with: "")
      let isJoint = !["hkma", "svf", "sfc", "ia", "mpfa"].contains(remit)
      let author = isJoint ? "hkma_policy_author" : "\(remit)_policy_author"
      let published = try await sandbox.publishPolicy(
        policy.text, file: policy.file, as: try await cast.caller(author))
      let confirmers =
        isJoint
        ? ["hkma", "ia", "mpfa", "sfc"].map { "\($0)_approver_1" } : ["\(remit)_approver_1"]
      try await cast.together(
        author, confirmers, "activate", on: published.subject,
        detail: ["effective": "2026-03-05"])
    }
  }

  private func loadLicences() async throws {
    say("Licences, verified by their remits")
    for firm in files.firms {
      for licence in firm.licences ?? [] {
        let declared = try await cast.act(
          "\(firm.key)_preparer",
          Act(
            "licence/new", "declare",
            payload: [
              "remit": .string(licence.remit), "class": .string(licence.class),
              "number": .string(licence.number),
            ]))
        let remit = licence.remit.lowercased()
        try await cast.act(
          "\(remit)_officer_1",
          Act(
            declared.subject, "verify", expected: declared.version,
            detail: ["register_checked": "2026-11-02"]))
        await cast.note(licence: licence.number, is: declared.subject)
      }
    }
  }

  private func openCohort() async throws {
    say("Cohort \(SampleLoader.cohort)")
    let cohort = try await cast.act(
      "convenor",
      Act(
        "cohort/new", "plan",
        payload: [
          "key": .string(SampleLoader.cohort), "kind": "rolling",
          "title_en": "Sample cohort 2026", "title_zh": "2026年樣本批次",
          "opens": "2026-03-05", "closes": "2027-12-31", "capacity": 20,
          "authorities": ["HKMA", "IA", "MPFA", "SFC"],
        ]))
    try await cast.together(
      "convenor", ["hkma_approver_1", "ia_approver_1", "mpfa_approver_1", "sfc_approver_1"],
      "announce", on: cohort.subject)
    try await cast.act("clockwork", Act(cohort.subject, "open"))
    for person in files.people where person.grants.contains(where: { $0.role == "panel_member" }) {
      try await installation.seat(
        person.key, onPanelOf: SampleLoader.cohort, until: "2027-12-31")
    }
  }
}
