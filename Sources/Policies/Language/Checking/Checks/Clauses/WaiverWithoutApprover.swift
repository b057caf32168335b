/// A waiver that does not say who approves it.
enum WaiverWithoutApprover {
  /// The role that a remit's own waiver is most likely approved by.
  private static let role = "approver"

  static func check(
    _ rule: RuleSyntax, of policy: PolicySyntax, roles: [Named], _ findings: inout Findings
  ) {
    guard case .waive = rule.head, rule.clauses.approvedBy == nil else { return }
    var edit: Findings.Mend?
    if policy.remit.text != "joint", roles.contains(where: { $0.name == role }),
      let when = rule.clauses.places.first(where: { $0.word == "when" })
    {
      edit = findings.insertion(of: " approved_by \(policy.remit.text).\(role)", behind: when.span)
    }
    findings.add(
      .waiverWithoutApprover, "`\(rule.id.text)` does not say who approves the waiver",
      at: rule.id.span, help: "add `approved_by REMIT.approver`", edit: edit)
  }
}
