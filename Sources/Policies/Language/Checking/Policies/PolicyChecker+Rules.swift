/// Rules: what they name exists, what they read fits, and each says what it must.
extension PolicyChecker {
  mutating func add(
    _ syntax: RuleSyntax, _ policy: PolicySyntax, in setting: RuleSyntax? = nil
  ) {
    MisplacedClause.check(syntax, &checker.findings)
    MissingClause.check(syntax, &checker.findings)
    MissingCitation.check(syntax, &checker.findings)
    WaiverWithoutApprover.check(syntax, of: policy, roles: vocabulary.roles, &checker.findings)
    TimelineOrder.check(syntax, of: policy, &checker.findings)
    guard rules.count < Limits.rules else {
      findings.add(
        .countBound, "a set has at most \(Limits.rules) rules", at: syntax.id.span)
      return
    }
    DuplicateName.check(syntax.id, taken: numbers, in: policy, &checker.findings)
    guard let kind = kind(syntax) else { return }
    let texts = MissingLanguage.check(syntax.clauses.texts, of: syntax.id, &findings)
    let stage = syntax.clauses.stage.flatMap { Stages.stage($0, &checker.findings) }
    let (condition, reads) = condition(syntax, kind)
    let value = value(syntax, in: setting ?? syntax)
    let citations = citations(syntax.clauses.citations ?? [])
    let rule = Rule(
      id: syntax.id.text, kind: kind, texts: texts, policy: policy.name.text,
      remit: policy.remit.text,
      severity: syntax.clauses.severity.flatMap { Severity(rawValue: $0.text) }, stage: stage,
      citations: citations, adoption: adoption(syntax, kind, citations, policy),
      from: CivilDate(day: max(policy.from, syntax.clauses.from ?? policy.from)),
      until: syntax.clauses.until.map { CivilDate(day: $0.date) },
      receivedFrom: CivilDate(day: policy.from),
      receivedBefore: (syntax.clauses.receivedBefore ?? policy.receivedBefore)
        .map(CivilDate.init(day:)),
      otherVocabulary: otherVocabulary(reads, syntax), policyNumber: headers.count - 1,
      condition: condition, value: value?.0, unit: value?.1, span: syntax.id.span,
      conditionSpans: [syntax.clauses.when, syntax.clauses.require].compactMap { $0?.span })
    check(rule, reads, syntax)
    numbers[rule.id] = rules.count
    rules.append(rule)
    relievers.append([])
    alternatives.append([])
    switch syntax.head {
    case .waive(let target): relations.append((rules.count - 1, [target]))
    case .except(let targets): relations.append((rules.count - 1, targets))
    default: break
    }
    let number = rules.count - 1
    for exception in syntax.exceptions {
      let before = rules.count
      add(exception, policy, in: syntax)
      if rules.count > before { alternatives[number].append(before) }
    }
  }

  // MARK: What is special about each kind

  private mutating func kind(_ syntax: RuleSyntax) -> RuleKind? {
    switch syntax.head {
    case .route(let remit): return remitName(remit).map { .route(remit: $0) }
    case .lead(let remit): return remitName(remit).map { .lead(remit: $0) }
    case .leadOtherwise(let word): return leadOtherwise(word)
    case .refuse: return .refuse
    case .waive(let target):
      let approver = syntax.clauses.approvedBy.flatMap { self.approver($0) }
      return .waive(
        refusal: target.text, approver: approver ?? Approver(remit: "", role: ""))
    case .document(let paper):
      return named(paper, vocabulary.papers, .unknownPaper, "document").map { .document($0) }
    case .condition:
      return .condition(within: within(syntax), suspends: syntax.clauses.suspends != nil)
    case .flag: return .flag
    case .ask(let words): return .ask(words.compactMap { asked($0) })
    case .suspend: return .suspend
    case .approve(let count, let word):
      guard let approver = self.approver(word) else { return nil }
      if !(1...9).contains(count) {
        findings.add(.outOfRange, "1 to 9 persons approve, not \(count)", at: syntax.id.span)
      }
      return .approve(count: Int(count), approver)
    case .except(let targets): return .except(targets.map(\.text))
    case .gate: return .gate
    case .clock(let timer, _):
      return named(timer, vocabulary.timers, .unknownTimer, "clock").map { .clock($0) }
    case .quota(let resource, _, let per): return quota(resource, per)
    case .unless: return .unless(syntax.id.text)
    }
  }

  private var vocabulary: Vocabulary { checker.scope.vocabularies[0] }

  private mutating func quota(_ resource: Word, _ per: Word) -> RuleKind? {
    guard let period = period(per) else { return nil }
    return named(resource, vocabulary.resources, .unknownTimer, "resource")
      .map { .quota($0, period) }
  }

  mutating func period(_ word: Word) -> Period? {
    if let period = Period(rawValue: word.text) { return period }
    findings.add(
      .syntax, "there is no period `\(word.text)`", at: word.span,
      help: "one of " + Period.allCases.map(\.rawValue).joined(separator: ", "))
    return nil
  }

  mutating func remitName(_ word: Word) -> String? {
    named(word, vocabulary.remits, .unknownRemit, "remit")
  }

  private mutating func named(
    _ word: Word, _ names: [Named], _ code: FindingCode, _ what: String
  ) -> String? {
    if names.contains(where: { $0.name == word.text }) { return word.text }
    findings.addUnknown(
      code, "unknown \(what) `\(word.text)`", at: word, among: names.map(\.name))
    return nil
  }

  mutating func approver(_ word: Word) -> Approver? {
    let parts = word.text.split(separator: ".").map(String.init)
    guard parts.count == 2 else {
      findings.add(
        .unknownRole, "`\(word.text)` is not a role of a remit", at: word.span,
        help: "write it as `SFC.approver`")
      return nil
    }
    var spans = (word.span, word.span)
    spans.0.end = word.span.start + parts[0].utf8.count
    spans.1.start = word.span.end - parts[1].utf8.count
    let remit = remitName(Word(text: parts[0], span: spans.0))
    let role = named(Word(text: parts[1], span: spans.1), vocabulary.roles, .unknownRole, "role")
    guard let remit, let role else { return nil }
    return Approver(remit: remit, role: role)
  }

  private mutating func leadOtherwise(_ word: Word) -> RuleKind? {
    guard let (place, attribute) = checker.scope.attribute(word.text), place.vocabulary == 0 else {
      checker.reportUnknown(word)
      return nil
    }
    guard case .member(let members) = attribute.type,
      members.members.allSatisfy({ checker.scope.remits[$0.name] != nil })
    else {
      findings.add(
        .typeMismatch, "`\(word.text)` does not name a remit", at: word.span,
        help: "its members must be the names of remits")
      return nil
    }
    return .leadOtherwise(attribute: word.text)
  }

  mutating func asked(_ word: Word) -> String? {
    if vocabulary.papers.contains(where: { $0.name == word.text }) { return word.text }
    if checker.scope.attribute(word.text) != nil { return word.text }
    for number in checker.scope.visible {
      for attribute in checker.scope.vocabularies[number].attributes {
        if case .list(let record, _) = attribute.type,
          record.fields.contains(where: { "\(attribute.name).\($0.name)" == word.text })
        {
          return word.text
        }
      }
    }
    checker.reportUnknown(word)
    return nil
  }
}
