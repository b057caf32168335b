/// A rule's condition and what it reads.
extension PolicyChecker {
  mutating func condition(_ syntax: RuleSyntax, _ kind: RuleKind) -> (Condition, [Scope.Read]) {
    checker.reads = []
    checker.mayAskRoute = kind.word != "route"
    defer { checker.mayAskRoute = true }
    guard let expression = syntax.clauses.require ?? syntax.clauses.when else {
      if case .leadOtherwise(let name) = kind { return (choice(name, syntax), checker.reads) }
      return (.constant(true), [])
    }
    var condition = checker.condition(expression)
    if kind == .gate { condition = gate(condition, syntax, expression.span) }
    if case .leadOtherwise(let name) = kind { condition = .all([condition, choice(name, syntax)]) }
    let reads = checker.reads
    condition = checker.bounded(condition, expression.span)
    UnguardedNone.check(condition, expression.span, checker.scope, &checker.findings)
    return (condition, reads)
  }

  /// True once the attribute that names the lead is stated, and no where there is none.
  private mutating func choice(_ name: String, _ syntax: RuleSyntax) -> Condition {
    guard let (place, attribute) = checker.scope.attribute(name) else { return .constant(false) }
    checker.note(place, attribute, syntax.id.span)
    let everything = attribute.type.enumeration?.everything ?? 0
    return .atom(.members(place, .anyOf(everything)), Wording(text: name))
  }

  /// A gate: passed where it does not apply or its requirement is true.
  private mutating func gate(_ requirement: Condition, _ syntax: RuleSyntax, _ span: Span)
    -> Condition
  {
    let required = measured(checker.reads)
    if required.isEmpty {
      findings.add(
        .unknownMetric, "the gate `\(syntax.id.text)` reads nothing that is measured", at: span,
        help: "read an attribute of the vocabulary `metrics` that is `measured`")
    }
    let condition = resting(requirement, on: required, syntax)
    guard let applies = syntax.clauses.when else { return condition }
    let before = checker.reads.count
    let asked = checker.condition(applies)
    let measured = measured(checker.reads[before...])
    return .any([.not(resting(asked, on: measured, syntax)), condition])
  }

  private func measured(_ reads: some Sequence<Scope.Read>) -> [Place] {
    Set(reads.map(\.place)).filter {
      checker.scope.vocabularies[$0.vocabulary].attributes[$0.attribute].isMeasured
    }.sorted { $0.attribute < $1.attribute }
  }

  /// A condition that is unknown until what it measures rests on the evidence that a gate asks for.
  ///
  /// With `e` true or unknown, `(e and c) or not e` is `c` where `e` is true, and unknown where it
  /// is not.
  private func resting(_ condition: Condition, on measured: [Place], _ syntax: RuleSyntax)
    -> Condition
  {
    let samples = syntax.clauses.samples ?? 0
    let window = syntax.clauses.window ?? 0
    return measured.reduce(condition) { condition, place in
      let name = checker.scope.vocabularies[place.vocabulary].attributes[place.attribute].name
      let enough = Condition.atom(
        .enough(place, samples: samples, window: window),
        Wording(text: "\(name) samples >= \(samples) window >= \(window) days"))
      return .any([.all([enough, condition]), .not(enough)])
    }
  }

  /// The one vocabulary read beside the application's.
  mutating func otherVocabulary(_ reads: [Scope.Read], _ syntax: RuleSyntax) -> Int? {
    var other: Int?
    for read in reads where read.place.vocabulary != 0 {
      if let first = other, first != read.place.vocabulary {
        findings.add(
          .twoVocabularies,
          "`\(syntax.id.text)` reads two vocabularies beside the application's", at: read.span,
          help: "split the rule")
        break
      }
      other = read.place.vocabulary
    }
    return other
  }

  mutating func check(_ rule: Rule, _ reads: [Scope.Read], _ syntax: RuleSyntax) {
    Contradiction.check(rule, checker.scope, &checker.findings)
    ReadBeforeStage.check(rule, reads, syntax, checker.scope, &checker.findings)
    WaiverWithoutRecord.check(rule, checker.scope, &checker.findings)
    if rule.kind.needsAuthority, !rule.mark.bindsByItself, rule.adoption == nil,
      rule.severity != .shadow, !rule.citations.isEmpty
    {
      findings.add(
        .notAdopted,
        "`\(rule.id)` rests on a source marked \(rule.mark.rawValue): it is a shadow until adopted",
        at: rule.span, help: "the activation adopts it; say `shadow` for it to stay one")
    }
  }

  /// Who adopted a rule, and when: who activated its text, on that day or on a later one that the rule
  /// gives; of a text that is not activated who the rule says will.
  mutating func adoption(
    _ syntax: RuleSyntax, _ kind: RuleKind, _ citations: [Citation], _ policy: PolicySyntax
  ) -> Adoption? {
    let stated = syntax.clauses.adoption.map {
      Adoption(by: remitOrJoint($0.by), on: CivilDate(day: $0.on))
    }
    guard let activated = findings.sources[policy.name.span.file].adoptedOn else { return stated }
    let bindsByItself = citations.allSatisfy(\.mark.bindsByItself)
    let isMeantToBind = syntax.clauses.severity?.text != Severity.shadow.rawValue
    guard stated != nil || (kind.needsAuthority && !bindsByItself && isMeantToBind) else {
      return nil
    }
    return Adoption(by: policy.remit.text, on: max(activated, stated?.on ?? activated))
  }

  // MARK: Waivers and exceptions

  /// Links waivers and exceptions to the rules that they name: those of their own policy, and of
  /// all for a case in flight, where a newer version's rule may have the place of one of its own.
  mutating func relate(from first: Int) {
    for (number, targets) in relations where number >= first {
      var named: Set<String> = []
      for target in targets {
        guard named.insert(target.text).inserted else {
          DuplicateName.report(target, in: rules[number].id, &checker.findings)
          continue
        }
        guard let found = numbers[target.text], found >= first else {
          if isForCaseInFlight { continue }
          let ids = rules[first...].map(\.id).filter { $0 != rules[number].id }
          findings.addUnknown(
            .unknownRule, "there is no rule `\(target.text)` in this policy", at: target, among: ids
          )
          continue
        }
        let yields: Bool
        switch (rules[number].kind, rules[found].kind) {
        case (.waive, .refuse): yields = true
        case (.except, .condition), (.except, .flag), (.except, .document), (.except, .ask),
          (.except, .approve), (.except, .except):
          yields = true
        case (.except, .unless): yields = true
        default: yields = false
        }
        guard yields else {
          if isForCaseInFlight { continue }
          findings.add(
            .cannotBeExcepted,
            "`\(target.text)` is a \(rules[found].kind.word): `\(rules[number].kind.word)` does not "
              + "take it away", at: target.span,
            help: "a refusal yields to `waive`; conditions, flags, documents, questions and "
              + "approvals to `except`")
          continue
        }
        relievers[found].append(number)
      }
    }
    reportCircles(first)
  }

  private mutating func reportCircles(_ first: Int) {
    var state = [Int](repeating: 0, count: rules.count)
    func leads(_ number: Int, _ relievers: [[Int]]) -> Bool {
      if state[number] == 1 { return true }
      if state[number] == 2 { return false }
      state[number] = 1
      let found = relievers[number].contains { leads($0, relievers) }
      state[number] = 2
      return found
    }
    for number in first..<rules.count where leads(number, relievers) {
      findings.add(
        .cycle, "the exceptions around `\(rules[number].id)` except each other in a circle",
        at: rules[number].span)
      for other in first..<rules.count { relievers[other] = [] }
      return
    }
  }
}

/// Counts the parts of a condition as the flat form will see them.
struct PartCount {
  let named: [NamedCondition]

  func count(_ condition: Condition) -> Int {
    switch condition {
    case .atom, .named, .routed: 1
    case .not(let inner): count(inner)
    case .all(let parts), .any(let parts): parts.reduce(1) { $0 + count($1) }
    }
  }

  /// The parts once names are written out, no more than one beyond the bound.
  func written(_ condition: Condition) -> Int {
    switch condition {
    case .atom(.quantified(_, _, let inner), _), .atom(.counted(_, let inner, _, _), _):
      return 1 + written(inner)
    case .atom, .routed: return 1
    case .not(let inner): return written(inner)
    case .named(let number): return written(named[number].condition)
    case .all(let parts), .any(let parts):
      var sum = 1
      for part in parts where sum <= Limits.written { sum += written(part) }
      return sum
    }
  }
}
