/// A rule that no test sees true, false or unknown, as far as it can be.
enum UntestedRule {
  static func check(_ set: PolicySet, _ findings: inout Findings) {
    var runner = TestRunner(set)
    _ = runner.run()
    for gap in runner.coverage.gaps() {
      findings.add(
        .untestedRule, "no test sees `\(gap.rule.id)` \(gap.unseen.joined(separator: " or "))",
        at: gap.rule.span, help: "add a test to the policy")
    }
  }
}
