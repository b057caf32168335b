/// Parameters, `let`s and the duplicate names among them.
extension PolicyChecker {
  mutating func declareNames(_ policy: PolicySyntax) {
    var seen: Set<String> = []
    let words =
      policy.instruments.map(\.name) + policy.parameters.map(\.name) + policy.lets.map(\.name)
    for word in words where !seen.insert(word.text).inserted {
      findings.add(
        .duplicateName, "the name `\(word.text)` is given twice in this policy", at: word.span)
    }
    for word in policy.parameters.map(\.name) + policy.lets.map(\.name) {
      if ReservedWords.all.contains(word.text) || word.text.contains(".") {
        findings.add(
          .reservedWord, "`\(word.text)` cannot name a value", at: word.span,
          help: "take a word without a dot that the language does not use")
      } else if checker.scope.attribute(word.text) != nil {
        findings.add(
          .duplicateName, "`\(word.text)` is an attribute of a vocabulary", at: word.span,
          help: "take another name")
      }
    }
    checker.scope.parameters = [:]
    for parameter in policy.parameters { add(parameter) }
    for (name, expression) in policy.lets {
      checker.scope.definitions[name.text] = expression
    }
    checker.reads = []
    for (name, _) in policy.lets where checker.scope.resolved[name.text] == nil {
      let used = checker.scope.used
      _ = checker.name(name)
      if !used.contains(name.text) { checker.scope.used.remove(name.text) }
    }
  }

  private mutating func add(_ syntax: ParameterSyntax) {
    let label = MissingLanguage.check(syntax.texts, of: syntax.name, &findings)
    let built = TypeBuilder().type(syntax.type, owner: syntax.name.text, &checker.findings)
    guard let type = built else { return }
    guard type == .bool || type.number != nil else {
      findings.add(
        .typeMismatch, "a parameter is a number, a date, a length or a bool", at: syntax.type.span)
      return
    }
    TimelineOrder.check(syntax, &checker.findings)
    var timeline: [(from: CivilDate, value: Int64)] = []
    var citations: [[Citation]] = []
    for dated in syntax.timeline {
      guard let value = value(dated.value, type) else { continue }
      if dated.citations.isEmpty {
        findings.add(
          .missingCitation, "this value of `\(syntax.name.text)` cites nothing", at: dated.span,
          help: "add `cite INSTRUMENT para \"…\"`")
      }
      timeline.append((CivilDate(day: dated.from), value))
      citations.append(self.citations(dated.citations))
    }
    guard !timeline.isEmpty else { return }
    checker.scope.parameters[syntax.name.text] = (parameters.count, type)
    parameters.append(
      Parameter(
        name: syntax.name.text, label: label, type: type, timeline: timeline, citations: citations))
  }

  /// The number that a literal is in a type; yes and no are 1 and 0.
  private mutating func value(_ syntax: ValueSyntax, _ type: ValueType) -> Int64? {
    if type == .bool, case .word(let word) = syntax.literal, ["yes", "no"].contains(word) {
      return word == "yes" ? 1 : 0
    }
    do {
      return try Literals.number(syntax.literal, as: type)
    } catch .unit {
      findings.add(.unitMismatch, "this is not \(type.described)", at: syntax.span)
    } catch .range {
      findings.add(
        .outOfRange, "this is outside the range of the parameter's type", at: syntax.span)
    } catch {
      findings.add(
        .typeMismatch, "this is not \(type.described)", at: syntax.span,
        edit: TypeMismatch.stated(syntax, as: type, findings))
    }
    return nil
  }
}
