/// A rule that no test sees true, false or unknown, as far as it can be.
enum UntestedRule {
  static func check(_ set: PolicySet, _ findings: inout Findings) {
    var runner = TestRunner(set)
    _ = runner.run()
    for (rule, unseen) in runner.coverage.gaps() {
      findings.add(
        .untestedRule, "no test sees `\(rule.id)` \(unseen.joined(separator: " or "))",
        at: rule.span, help: "add a test to the policy")
    }
  }
}
