/// An attribute that a rule reads before the stage from which it exists.
enum ReadBeforeStage {
  static func check(
    _ rule: Rule, _ reads: [Scope.Read], _ syntax: RuleSyntax, _ scope: Scope,
    _ findings: inout Findings
  ) {
    let isRouting = ["route", "lead"].contains(rule.kind.word)
    let only = rule.otherVocabulary.flatMap { scope.vocabularies[$0].kind.onlyStage }
    guard let stage = only ?? rule.stage ?? (isRouting ? .submission : nil) else { return }
    for read in reads {
      let attribute = scope.vocabularies[read.place.vocabulary].attributes[read.place.attribute]
      if attribute.stage <= stage { continue }
      findings.add(
        .readBeforeStage,
        "`\(attribute.name)` exists from \(attribute.stage.rawValue), `\(rule.id)` reads it "
          + "at \(stage.rawValue)", at: read.span,
        help: "move the rule to \(attribute.stage.rawValue) or later",
        edit: only == nil
          ? syntax.clauses.stage.map { ($0.span, attribute.stage.rawValue) } : nil)
    }
  }
}
