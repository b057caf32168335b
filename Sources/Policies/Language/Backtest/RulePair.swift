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

/// What the way of a backtest reads of a pair: numbers alone, so that a rule without a change costs
/// two looks.
struct PairPlaces {
  /// The pair's number.
  let pair: Int
  let old: RulePlace
  let new: RulePlace
  private let isSameTerms: Bool
  /// Whether equal answers are equal outcomes on equal terms.
  private let isPlain: Bool

  /// Nil for a pair that neither side evaluates, where nothing can change.
  init?(
    _ number: Int, _ pair: RulePair, _ before: inout RelieverTable, _ after: inout RelieverTable
  ) {
    self.pair = number
    old = before.place(of: pair.old)
    new = after.place(of: pair.new)
    if !old.isEvaluated, !new.isEvaluated { return nil }
    isSameTerms = pair.oldTerms == pair.newTerms
    isPlain = isSameTerms && old.isPlain && new.isPlain && old.shape == new.shape
  }

  /// The outcomes on both sides where they are a change: other ones, or the same on other terms.
  ///
  /// A rule that says nothing on one side and is absent on the other is none.
  @inline(__always)
  func change(_ before: Workspace, _ after: Workspace, _ relievers: (old: [Int32], new: [Int32]))
    -> (before: Outcome?, after: Outcome?)?
  {
    if isPlain, old.answer(before) == new.answer(after) { return nil }
    return difference(before, after, relievers)
  }

  private func difference(
    _ before: Workspace, _ after: Workspace, _ relievers: (old: [Int32], new: [Int32])
  ) -> (before: Outcome?, after: Outcome?)? {
    let ends = (
      before: old.outcome(before, relievers.old), after: new.outcome(after, relievers.new)
    )
    if ends.before == ends.after {
      return isSameTerms || Self.isSilent(ends.after) ? nil : ends
    }
    return Self.isSilent(ends.before) && Self.isSilent(ends.after) ? nil : ends
  }

  private static func isSilent(_ outcome: Outcome?) -> Bool {
    switch outcome {
    case nil, .met, .doesNotApply, .notEvaluated: true
    default: false
    }
  }
}

/// Where a rule's answers lie in one program, and what they mean.
struct RulePlace {
  fileprivate let isAbsent: Bool
  fileprivate let raw: Int32
  fileprivate let effect: Int32
  let shape: RuleShape
  /// The answers of what may relieve it, in its side's table.
  fileprivate let relievers: FlatRun

  var isEvaluated: Bool { raw >= 0 }

  /// Whether its condition is its effect, without waivers and exceptions.
  var isPlain: Bool { isEvaluated && raw == effect }

  @inline(__always)
  func answer(_ workspace: Workspace) -> UInt8 { workspace.answers[Int(effect)] }

  /// What became of the rule; nil where there is none.
  fileprivate func outcome(_ workspace: Workspace, _ relievers: [Int32]) -> Outcome? {
    if isAbsent { return nil }
    guard isEvaluated else { return .notEvaluated }
    let answer = answer(workspace)
    var relief = Relief()
    if raw != effect, answer == Kleene.no {
      for reliever in relievers[self.relievers.indices] {
        let code = workspace.answers[Int(reliever)]
        if code == Kleene.yes { relief.holding += 1 } else { relief.open += Int(Kleene.open(code)) }
      }
    }
    return shape.outcome(
      of: Kleene.value(answer), raw: Kleene.value(workspace.answers[Int(raw)]), relief)
  }
}

/// The answers of waivers and exceptions of one side's rules, rule by rule.
struct RelieverTable {
  let set: PolicySet
  let parts: ProgramParts
  private(set) var answers: [Int32] = []

  init(_ program: Program) {
    set = program.set
    parts = program.parts
  }

  /// The place of a rule; of one that is not there where there is no number.
  mutating func place(of number: Int?) -> RulePlace {
    guard let number else {
      return RulePlace(
        isAbsent: true, raw: -1, effect: -1, shape: .other, relievers: FlatRun(0..<0))
    }
    let first = answers.count
    answers += set.relievers[number].map { parts.effective[$0] }.filter { $0 >= 0 }
    return RulePlace(
      isAbsent: false, raw: parts.raw[number], effect: parts.effective[number],
      shape: set.rules[number].kind.shape, relievers: FlatRun(first..<answers.count))
  }
}

extension PolicySet {
  /// What a rule asks for where it applies, in the words of the language; empty for a plain rule.
  func terms(ofRule number: Int, on day: CivilDate) -> String {
    let rule = rules[number]
    let amount = rule.amount(on: day, parameters).description
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
    case .clock(let timer): terms += [timer, amount]
    case .quota(let resource, let period):
      terms.append("\(resource) \(amount) per \(period.rawValue)")
    case .unless(let name): terms += [name, amount]
    case .refuse, .flag, .suspend, .gate: break
    }
    if let severity = rule.severity { terms.append(severity.rawValue) }
    if !rule.binds(on: day), rule.severity != .shadow { terms.append("not binding") }
    return terms.joined(separator: " ")
  }
}
