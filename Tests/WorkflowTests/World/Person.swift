/// Somebody of the fixtures, known by login; everybody has one role.
struct Person: Sendable, Hashable {
  let login: String
  let role: String
  /// A remit's code, a firm's key, or nothing for a role of the platform.
  let of: String
  let audience: Audience

  enum Audience: Sendable {
    case firm, officer, panel, `operator`, auditor, worker, clockwork
  }

  static let remits = ["HKMA", "SVF", "SFC", "IA", "MPFA"]
  static let remitRoles = [
    "case_officer", "approver", "supervisor", "coordinator", "convenor", "policy_author",
  ]

  /// Everybody that the tables are tried with: each role of each remit, of the firm, of its
  /// parties, of a stranger's firm, and of the platform; a second approver where two are needed.
  static let everybody: [Person] =
    firms
    + remits.flatMap { remit in
      remitRoles.map {
        Person(login: "\(remit.lowercased()).\($0)", role: $0, of: remit, audience: .officer)
      }
    }
    + [
      Person(login: "hkma.approver2", role: "approver", of: "HKMA", audience: .officer),
      Person(login: "sfc.case_officer2", role: "case_officer", of: "SFC", audience: .officer),
      Person(login: "sfc.approver2", role: "approver", of: "SFC", audience: .officer),
      Person(login: "panel", role: "panel_member", of: "", audience: .panel),
      Person(login: "op", role: "compute_operator", of: "", audience: .operator),
      Person(login: "checker", role: "output_checker", of: "", audience: .operator),
      Person(login: "checker2", role: "output_checker", of: "", audience: .operator),
      Person(login: "admin", role: "administrator", of: "", audience: .operator),
      Person(login: "auditor", role: "auditor", of: "", audience: .auditor),
      Person(login: "worker", role: "worker", of: "", audience: .worker),
      Person(login: "tick", role: "system", of: "", audience: .clockwork),
    ]

  private static let firms = [
    ("prep", "firm_preparer", "lantern"), ("appr", "firm_approver", "lantern"),
    ("appr2", "firm_approver", "lantern"), ("partner.appr", "firm_approver", "partner"),
    ("maker.tech", "technology_provider", "maker"), ("maker.appr", "firm_approver", "maker"),
    ("assure.prov", "assurance_provider", "assure"), ("assure.appr", "firm_approver", "assure"),
    ("rival.prep", "firm_preparer", "rival"), ("rival.appr", "firm_approver", "rival"),
  ].map { Person(login: $0.0, role: $0.1, of: $0.2, audience: .firm) }

  /// The authority of a remit: the HKMA has two desks.
  static func authority(of remit: String) -> String { remit == "SVF" ? "HKMA" : remit }
}
