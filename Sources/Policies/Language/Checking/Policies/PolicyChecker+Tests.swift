/// Example records and tests.
extension PolicyChecker {
  mutating func record(_ name: Word, _ given: GivenSyntax) {
    if records[name.text] != nil {
      findings.add(.duplicateName, "the record `\(name.text)` stands twice", at: name.span)
    }
    records[name.text] = facts(given)
  }

  mutating func add(_ test: TestSyntax) {
    let stage = test.stage.flatMap { Stages.stage($0, &checker.findings) } ?? .exit
    let facts = facts(test.given)
    var changed: Set<Int>?
    if let words = test.given.changed {
      changed = Set(words.compactMap { attribute($0)?.place.attribute })
    }
    tests.append(
      PolicyTest(
        policy: headers.last?.name ?? "", name: test.name, span: test.span,
        asOf: CivilDate(day: test.asOf), received: test.received.map(CivilDate.init(day:)),
        stage: stage, facts: facts, changed: changed,
        expectations: test.expectations.map { expectation($0) }))
  }

  private mutating func facts(_ given: GivenSyntax) -> [Facts] {
    var facts = nothing
    if let base = given.base {
      if let record = records[base.text] {
        facts = record
        checker.scope.used.insert(base.text)
      } else {
        findings.addUnknown(
          .unknownRecord, "unknown record `\(base.text)`", at: base, among: records.keys.sorted(),
          otherwise: "records stand before the tests that use them; `nothing` is the empty one")
      }
    }
    DuplicateName.check(given, &checker.findings)
    for (name, value) in given.stated {
      guard let (place, attribute) = attribute(name) else { continue }
      state(value, place, attribute, &facts)
    }
    for name in given.without {
      guard let (place, _) = attribute(name) else { continue }
      facts[place.vocabulary].values[place.attribute] = nil
    }
    return facts
  }

  private mutating func attribute(_ word: Word) -> (place: Place, attribute: Attribute)? {
    if let found = checker.scope.attribute(word.text) { return found }
    findings.addUnknown(
      .unknownAttribute, "unknown attribute `\(word.text)`", at: word,
      among: checker.scope.visible.flatMap { checker.scope.vocabularies[$0].names })
    return nil
  }

  private mutating func state(
    _ stated: StatedSyntax, _ place: Place, _ attribute: Attribute, _ facts: inout [Facts]
  ) {
    var stated = stated
    if case .measured(let value, let samples, let window, let span) = stated {
      guard attribute.isMeasured else {
        findings.add(.wrongValue, "`\(attribute.name)` is not measured", at: span)
        return
      }
      facts[place.vocabulary].values[place.attribute + 1] = .number(samples)
      facts[place.vocabulary].values[place.attribute + 2] = window.map { .number($0) }
      stated = .value(value)
    }
    facts[place.vocabulary].values[place.attribute] =
      StatedReader.read(stated, attribute, &checker.findings)
  }

  // MARK: Expectations

  private mutating func expectation(_ syntax: ExpectationSyntax) -> Expectation {
    let claim: Expectation.Claim
    switch syntax.claim {
    case .set(let word, let comparison, let names):
      for name in names { checkName(name, in: word.text) }
      claim = .set(word.text, comparison: comparison, names.map(\.text))
    case .lead(let word):
      if !["undetermined", "conflict"].contains(word.text) { checkName(word, in: "route") }
      claim = .lead(word.text)
    case .notRefused:
      claim = .notRefused
    case .rules(let word, let ids, let missing, let by, let terms):
      for id in ids + (by ?? []) { checkName(id, in: word) }
      claim = .rules(
        word, ids.map(\.text), missing: missing?.map(\.text), by: by?.map(\.text),
        terms: terms.compactMap { term($0) })
    case .clock(let timer, let value):
      checkName(timer, in: "clock")
      claim = .value("clock", name: timer.text, shown(value))
    case .quota(let resource, let value, let per):
      checkName(resource, in: "quota")
      let period = per.flatMap { self.period($0) }
      claim = .value(
        "quota", name: resource.text, shown(value) + (period.map { " per \($0.rawValue)" } ?? ""))
    }
    return Expectation(claim: claim, span: syntax.span)
  }

  /// A term as `RuleKind.terms` words it; nil after filing what is wrong with it.
  private mutating func term(_ syntax: ExpectationSyntax.TermSyntax) -> String? {
    switch syntax {
    case .severity(let word): return word.text
    case .within(let value):
      if case .word("none") = value.literal { return "within none" }
      return length(value).map { "within \($0)" }
    case .suspends(let holds): return holds ? "suspends" : "not suspends"
    case .by(let count, let word): return approver(word).map { "by \(count) of \($0)" }
    case .to(let remit): return remitName(remit).map { "to \($0)" }
    case .about(let words): return RuleKind.about(words.compactMap { asked($0) })
    case .approvedBy(let word): return approver(word).map { "approved_by \($0)" }
    }
  }

  private func shown(_ value: StatedSyntax) -> String {
    guard case .value(let value) = value else { return "" }
    switch value.literal {
    case .length(let count, let unit): return Length(count, unit).description
    case .integer(let count): return String(count)
    case .word(let word): return word
    default: return ""
    }
  }

  private mutating func checkName(_ word: Word, in set: String) {
    let vocabulary = checker.scope.vocabularies[0]
    let code: FindingCode
    let names: [Named]
    // Where several remits have such a clock or quota, one is named by its rule.
    if let number = numbers[word.text], rules[number].kind.word == set { return }
    switch set {
    case "route": (code, names) = (.unknownRemit, vocabulary.remits)
    case "clock": (code, names) = (.unknownTimer, vocabulary.timers)
    case "quota": (code, names) = (.unknownTimer, vocabulary.resources)
    default:
      if numbers[word.text] != nil { return }
      findings.addUnknown(
        .unknownRule, "unknown name `\(word.text)`", at: word, among: rules.map(\.id))
      return
    }
    if names.contains(where: { $0.name == word.text }) { return }
    findings.addUnknown(
      code, "unknown name `\(word.text)`", at: word, among: names.map(\.name))
  }
}
