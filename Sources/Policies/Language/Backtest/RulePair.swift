/// A rule as two sets have it: the same id; nil where a set has no such rule.
struct RulePair {
  let id: String
  let remit: String
  let word: String
  let texts: Texts
  let old: Int?
  let new: Int?
  /// What the rule asks for where it applies, such as `20 business_days` or `2 of SFC.approver`.
  let oldTerms: String
  let newTerms: String

  /// Every rule of either set: the new one's in its order, then those that it dropped.
  static func pairs(_ old: PolicySet, _ new: PolicySet, on day: CivilDate) -> [RulePair] {
    var pairs = new.rules.indices.map { number in
      RulePair(old, old.numbers[new.rules[number].id], new, number, new.rules[number], day)
    }
    for (number, rule) in old.rules.enumerated() where new.numbers[rule.id] == nil {
      pairs.append(RulePair(old, number, new, nil, rule, day))
    }
    return pairs
  }

  private init(
    _ oldSet: PolicySet, _ old: Int?, _ newSet: PolicySet, _ new: Int?, _ rule: Rule,
    _ day: CivilDate
  ) {
    id = rule.id
    remit = rule.remit
    word = rule.kind.word
    texts = rule.texts
    self.old = old
    self.new = new
    oldTerms = old.map { oldSet.terms(ofRule: $0, on: day) } ?? ""
    newTerms = new.map { newSet.terms(ofRule: $0, on: day) } ?? ""
  }

  /// What an application sees of the rule on both sides.
  func change(_ before: Outcome?, _ after: Outcome?) -> BacktestChange {
    BacktestChange(
      rule: id, remit: remit, word: word,
      before: before.map { BacktestEnd(outcome: $0, terms: oldTerms) },
      after: after.map { BacktestEnd(outcome: $0, terms: newTerms) })
  }
}

/// What the way of a backtest reads of a pair: numbers alone, so that a record without changes costs
/// two looks a rule.
struct PairPlaces {
  let old: RulePlace?
  let new: RulePlace?
  let isSameTerms: Bool

  /// Nil for a pair that neither side evaluates, where nothing can change.
  init?(
    _ pair: RulePair, _ oldParts: ProgramParts, _ newParts: ProgramParts,
    _ sets: (PolicySet, PolicySet)
  ) {
    old = pair.old.map { RulePlace($0, oldParts, sets.0) }
    new = pair.new.map { RulePlace($0, newParts, sets.1) }
    isSameTerms = pair.oldTerms == pair.newTerms
    if !(old?.isEvaluated ?? false), !(new?.isEvaluated ?? false) { return nil }
  }

  /// The outcomes on both sides where they are a change: other ones, or the same on other terms.
  ///
  /// A rule that says nothing on one side and is absent on the other is none.
  @inline(__always)
  func change(_ before: Workspace, _ after: Workspace) -> (before: Outcome?, after: Outcome?)? {
    let ends = (before: old?.outcome(before), after: new?.outcome(after))
    if ends.before == ends.after {
      return isSameTerms || Self.isSilent(ends.after) ? nil : ends
    }
    return Self.isSilent(ends.before) && Self.isSilent(ends.after) ? nil : ends
  }

  @inline(__always)
  private static func isSilent(_ outcome: Outcome?) -> Bool {
    switch outcome {
    case nil, .met, .doesNotApply, .notEvaluated: true
    default: false
    }
  }
}

/// Where a rule's answers lie in one program, and what they mean.
struct RulePlace {
  private let raw: Int32
  private let effect: Int32
  private let shape: RuleShape
  /// The answers of what may relieve it.
  private let relievers: [Int32]

  var isEvaluated: Bool { raw >= 0 }

  init(_ number: Int, _ parts: ProgramParts, _ set: PolicySet) {
    raw = parts.raw[number]
    effect = parts.effective[number]
    shape = set.rules[number].kind.shape
    relievers = set.relievers[number].map { parts.effective[$0] }.filter { $0 >= 0 }
  }

  /// What became of the rule.
  @inline(__always)
  func outcome(_ workspace: Workspace) -> Outcome {
    guard raw >= 0 else { return .notEvaluated }
    let answer = workspace.answers[Int(effect)]
    var holding = 0
    // Without waivers and exceptions the condition is the effect.
    if raw != effect, answer == Kleene.no, workspace.answers[Int(raw)] != Kleene.no {
      holding = relievers.count { workspace.answers[Int($0)] == Kleene.yes }
    }
    return shape.outcome(of: Kleene.value(answer), relievers: holding)
  }
}

extension PolicySet {
  /// What a rule asks for where it applies, in the words of the language; empty for a plain rule.
  func terms(ofRule number: Int, on day: CivilDate) -> String {
    let rule = rules[number]
    var terms: [String] = []
    switch rule.kind {
    case .route(let remit), .lead(let remit): terms.append(remit)
    case .leadOtherwise(let attribute): terms.append(attribute)
    case .waive(let refusal, let approver): terms.append("\(refusal) by \(approver)")
    case .document(let paper): terms.append(paper)
    case .condition(let within, let suspends):
      if let within { terms.append("within \(within)") }
      if suspends { terms.append("suspends") }
    case .ask(let names), .except(let names): terms += names
    case .approve(let count, let approver): terms.append("\(count) of \(approver)")
    case .clock(let timer): terms += [timer, amount(rule, on: day)]
    case .quota(let resource, let period):
      terms.append("\(resource) \(amount(rule, on: day)) per \(period.rawValue)")
    case .unless(let name): terms += [name, amount(rule, on: day)]
    case .refuse, .flag, .suspend, .gate: break
    }
    if let severity = rule.severity { terms.append(severity.rawValue) }
    if !rule.binds(on: day), rule.severity != .shadow { terms.append("not binding") }
    return terms.joined(separator: " ")
  }

  private func amount(_ rule: Rule, on day: CivilDate) -> String {
    let count: Int64 =
      switch rule.value {
      case .literal(let count)?: count
      case .parameter(let parameter)?: parameters[parameter].value(on: day)
      default: 0
      }
    return rule.unit.map { Length(count, $0).description } ?? String(count)
  }
}
