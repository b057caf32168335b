@testable import Policies

/// What the generator's pairs contain, so that an agreement on them says something.
struct GeneratorReport {
  private(set) var pairs = 0
  private var counts: [String: Int] = [:]

  /// What must be in at least 1 % of the pairs.
  static let features: [String] =
    operators + types + rules + ["dated value: later", "dated value: first"]
  private static let operators = [
    "and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "any_of", "all_of", "only", "in", "has",
    "is empty", "is none", "is not none", "+", "-", "*", "/", "+ months", "as_of", "let", "param",
    "routed", "recorded", "known", "or_assume", "changed", "some", "every", "no", "count",
    "samples and window",
  ]
  private static let types = [
    "bool", "int", "decimal", "money", "percent", "date", "days", "business_days", "months",
    "member",
    "set", "list", "text", "or none", "field", "measured", "derived",
  ]
  private static let rules =
    Stage.allCases.map { "stage \($0.rawValue)" } + [
      "route", "lead", "refuse", "waive", "document", "condition", "flag", "ask", "suspend",
      "approve", "except", "gate", "clock", "quota", "hard", "soft", "shadow", "waiver holds",
      "exception 1 deep", "exception 2 deep", "exception 3 deep", "rule not in force",
      "not adopted yet", "applies_to of a rule", "applies_to of a policy", "case in flight",
      "reaches back", "does not reach back", "number below zero", "amount below zero",
      "percentage below zero", "known with cite", "exception of a value's exception",
      "two exceptions hold", "two hold and the rule is open",
      "one exception holds, another is open",
      "otherwise under a condition", "otherwise under an open condition", "two clocks of one name",
      "two clocks of one name agree", "two clocks of one name in conflict",
      "a gate's `when` measures",
    ]
  /// What must be in at least 10 % of the pairs.
  static let outcomes =
    Outcome.allCases.map(\.rawValue) + ["lead determined", "lead undetermined", "lead conflict"]

  func share(_ name: String) -> Double { Double(counts[name] ?? 0) / Double(max(1, pairs)) }

  /// Every feature and outcome with its share of the pairs in percent.
  var text: String {
    (Self.features + Self.outcomes).map { name in
      let tenths = Int((share(name) * 1_000).rounded())
      return "\(tenths / 10).\(tenths % 10) % \(name)"
    }.joined(separator: "\n")
  }

  mutating func add(_ sheet: Pairs.Sheet) {
    let written = Self.written(sheet)
    for situation in sheet.situations {
      pairs += 1
      var seen = written
      let walk = ReferenceWalk(sheet.set, situation)
      let decision = sheet.set.decideByWalking(situation)
      seen.formUnion(decision.rules.map(\.outcome.rawValue))
      seen.insert("stage \(situation.stage.rawValue)")
      switch decision.lead {
      case .remit: seen.insert("lead determined")
      case .undetermined: seen.insert("lead undetermined")
      case .conflict: seen.insert("lead conflict")
      }
      for number in sheet.set.rules.indices { note(number, walk, &seen) }
      noteSettings(walk, decision, &seen)
      for parameter in sheet.set.parameters where parameter.timeline.count > 1 {
        let isLater = parameter.timeline[1].from <= situation.asOf
        seen.insert(isLater ? "dated value: later" : "dated value: first")
      }
      for name in seen { counts[name, default: 0] += 1 }
    }
  }

  private func note(_ number: Int, _ walk: ReferenceWalk, _ seen: inout Set<String>) {
    let rule = walk.set.rules[number]
    if !rule.isInForce(on: walk.situation.asOf) { seen.insert("rule not in force") }
    if let received = walk.situation.received, received < rule.receivedFrom {
      seen.insert("case in flight")
      if rule.receivedBefore != nil {
        let reaches = rule.governs(caseReceivedOn: received)
        seen.insert(reaches ? "reaches back" : "does not reach back")
      }
    }
    guard walk.evaluates(number) else { return }
    noteRelief(rule.kind, walk.ruleTruth(number), &seen)
    if rule.adoption != nil, !rule.binds(on: walk.situation.asOf), rule.severity != .shadow {
      seen.insert("not adopted yet")
    }
    func depth(_ number: Int) -> Int {
      let holding = walk.set.relievers[number].filter {
        walk.evaluates($0) && walk.ruleTruth($0).raw.value == true
      }
      return holding.map { 1 + depth($0) }.max() ?? 0
    }
    guard walk.ruleTruth(number).raw.value == true else { return }
    let deep = depth(number)
    if case .unless = rule.kind, deep > 0 { seen.insert("exception of a value's exception") }
    if rule.kind == .refuse {
      if deep > 0 { seen.insert("waiver holds") }
    } else if deep > 0 {
      for each in 1...deep { seen.insert("exception \(each) deep") }
    }
  }

  private func noteSettings(_ walk: ReferenceWalk, _ decision: Decision, _ seen: inout Set<String>)
  {
    let holding = walk.set.rules.indices.filter {
      walk.set.rules[$0].kind.word == "clock" && walk.evaluates($0)
        && walk.ruleTruth($0).raw.value == true
    }
    guard holding.count > 1 else { return }
    seen.insert("two clocks of one name")
    switch decision.clocks.first?.outcome {
    case .applies: seen.insert("two clocks of one name agree")
    case .conflict: seen.insert("two clocks of one name in conflict")
    default: break
    }
  }

  private func noteRelief(_ kind: RuleKind, _ truth: RuleTruth, _ seen: inout Set<String>) {
    if case .leadOtherwise = kind, truth.effective.value == nil {
      seen.insert("otherwise under an open condition")
    }
    guard kind.shape == .other, truth.raw.value != false else { return }
    if truth.relievedBy.count > 1 {
      seen.insert(truth.raw.value == nil ? "two hold and the rule is open" : "two exceptions hold")
    } else if truth.relievedBy.count == 1, !truth.openRelief.isEmpty {
      seen.insert("one exception holds, another is open")
    }
  }

  // MARK: What a policy contains

  /// What the checked form no longer tells apart, as it stands in the text.
  private static var wordings: [(String, Regex<Substring>)] {
    [
      ("applies_to of a rule", #/cite [^\n]* applies_to/#),
      ("number below zero", #/[<>=] -\d+\)*\s/#),
      ("amount below zero", #/HKD -\d/#), ("percentage below zero", #/ -[\d.]+%/#),
      ("known with cite", #/known\(\w+ cite/#),
      ("otherwise under a condition", #/otherwise [^\n]* when /#),
      ("a gate's `when` measures", #/gate [^\n]* when [^\n]*error_rate[^\n]* require/#),
    ]
  }

  private static func written(_ sheet: Pairs.Sheet) -> Set<String> {
    var seen: Set<String> = []
    for rule in sheet.set.rules {
      seen.insert(rule.kind.word)
      if let severity = rule.severity { seen.insert(severity.rawValue) }
      gather(rule.condition, sheet.set, &seen)
    }
    if sheet.set.policies.contains(where: { $0.receivedBefore != nil }) {
      seen.insert("applies_to of a policy")
    }
    let rules = sheet.text.split(separator: "\n").filter {
      !$0.hasPrefix("param") && !$0.hasPrefix("  from")
    }.joined(separator: "\n")
    for (name, pattern) in wordings where rules.contains(pattern) { seen.insert(name) }
    // What the checked form says in other words.
    for word in ["in", "has", "is empty", "is not none", "or_assume", "recorded", "!="]
    where sheet.text.contains(" \(word) ") || sheet.text.contains(" \(word)\n")
      || sheet.text.contains(" \(word))")
    {
      seen.insert(word)
    }
    return seen
  }

  private static func gather(_ condition: Condition, _ set: PolicySet, _ seen: inout Set<String>) {
    switch condition {
    case .not(let inner):
      seen.insert("not")
      gather(inner, set, &seen)
    case .all(let parts):
      seen.insert("and")
      for part in parts { gather(part, set, &seen) }
    case .any(let parts):
      seen.insert("or")
      for part in parts { gather(part, set, &seen) }
    case .named(let number):
      seen.insert(set.vocabularies[0].names.contains(set.named[number].name) ? "derived" : "let")
      gather(set.named[number].condition, set, &seen)
    case .routed: seen.insert("routed")
    case .atom(let atom, _): gather(atom, set, &seen)
    }
  }

  private static func gather(_ atom: Atom, _ set: PolicySet, _ seen: inout Set<String>) {
    for place in atom.places { note(place, set, &seen) }
    switch atom {
    case .constant, .flag: break
    case .setting: seen.insert("param")
    case .compare(let left, let comparison, let right):
      seen.insert(comparison.rawValue)
      gather(left, &seen)
      gather(right, &seen)
    case .members(_, .anyOf): seen.insert("any_of")
    case .members(_, .allOf): seen.insert("all_of")
    case .members(_, .only): seen.insert("only")
    case .isNone: seen.insert("is none")
    case .known: seen.insert("known")
    case .changed: seen.insert("changed")
    case .enough: seen.insert("samples and window")
    case .quantified(let quantifier, _, let body):
      seen.insert(quantifier.rawValue)
      gather(body, set, &seen)
    case .counted(_, let body, let comparison, let bound):
      seen.formUnion(["count", comparison.rawValue])
      gather(body, set, &seen)
      gather(bound, &seen)
    }
  }

  private static func gather(_ number: Number, _ seen: inout Set<String>) {
    switch number {
    case .literal, .place: break
    case .parameter: seen.insert("param")
    case .asOf: seen.insert("as_of")
    case .sum(let first, let second):
      seen.insert("+")
      gather(first, &seen)
      gather(second, &seen)
    case .difference(let first, let second):
      seen.insert("-")
      gather(first, &seen)
      gather(second, &seen)
    case .adding(let months, let date):
      seen.insert("+ months")
      gather(months, &seen)
      gather(date, &seen)
    case .times(let inner, _):
      seen.insert("*")
      gather(inner, &seen)
    case .over(let inner, _):
      seen.insert("/")
      gather(inner, &seen)
    }
  }

  private static func note(_ place: Place, _ set: PolicySet, _ seen: inout Set<String>) {
    let attribute = set.attribute(at: place)
    if attribute.mayBeNone { seen.insert("or none") }
    if attribute.isMeasured { seen.insert("measured") }
    if place.field != nil { seen.insert("field") }
    switch attribute.type {
    case .bool: seen.insert("bool")
    case .int: seen.insert("int")
    case .decimal: seen.insert("decimal")
    case .money: seen.insert("money")
    case .percent: seen.insert("percent")
    case .date: seen.insert("date")
    case .length(let unit, _): seen.insert(unit.rawValue)
    case .text, .digest: seen.insert("text")
    case .member: seen.insert("member")
    case .set: seen.insert("set")
    case .list: seen.insert("list")
    }
  }
}
