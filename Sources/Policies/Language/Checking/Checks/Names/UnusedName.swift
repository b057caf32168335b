/// A name that nothing uses.
enum UnusedName {
  /// Says nothing while the file has errors: a statement that could not be read may use the name.
  static func check(_ policy: PolicySyntax, used: Set<String>, _ findings: inout Findings) {
    if findings.hasErrors(in: policy.name.span.file) { return }
    let declared =
      policy.instruments.map { ($0.name, "instrument") }
      + policy.parameters.map { ($0.name, "parameter") } + policy.lets.map { ($0.name, "`let`") }
      + policy.records.map { ($0.name, "record") }
    for (word, what) in declared where !used.contains(word.text) {
      findings.add(
        .unusedName, "the \(what) `\(word.text)` is never used", at: word.span, help: "remove it",
        edit: findings.isFull ? nil : findings.removal(ofStatementAt: word.span))
    }
  }
}
