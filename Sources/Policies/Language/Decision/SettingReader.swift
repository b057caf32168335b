/// What clocks and quotas come to: one value for each that a remit sets, whatever number of rules set it.
struct SettingReader {
  let set: PolicySet
  let asOf: CivilDate
  /// One for each rule; nil where the rule is not evaluated.
  let truths: [RuleTruth?]

  /// What one rule says of its clock or quota.
  private struct Saying {
    /// The exceptions of it that hold, or the rule itself.
    let sources: [Int]
    let amounts: Set<Amount>
    /// Whether no missing fact can change that; two amounts stay two.
    let isSettled: Bool
    let missing: Set<Place>
  }

  /// One outcome for each clock or quota of which a rule may hold, in the order of the files.
  ///
  /// - Parameter word: `clock` or `quota`.
  /// - Returns: The value where every rule that may hold is settled and they say the same, a conflict where
  ///   two that are settled differ, otherwise undetermined.
  func values(_ word: String) -> [ValueOutcome] {
    var order: [Setting] = []
    var rules: [Setting: [Int]] = [:]
    for number in set.rules.indices where set.rules[number].kind.word == word {
      guard let setting = set.rules[number].setting, let truth = truths[number],
        truth.raw.value != false
      else { continue }
      if rules[setting] == nil { order.append(setting) }
      rules[setting, default: []].append(number)
    }
    return order.map { outcome($0, rules[$0] ?? []) }
  }

  private func outcome(_ setting: Setting, _ numbers: [Int]) -> ValueOutcome {
    let sayings = numbers.map { saying($0) }
    let settled = sayings.filter(\.isSettled)
    let amounts = settled.reduce(into: Set<Amount>()) { $0.formUnion($1.amounts) }
    let outcome: Outcome =
      amounts.count > 1 ? .conflict : settled.count < sayings.count ? .undetermined : .applies
    let amount = outcome == .applies ? amounts.first : nil
    let missing =
      outcome == .undetermined
      ? sayings.reduce(into: Set<Place>()) { $0.formUnion($1.missing) } : []
    let sources = (outcome == .conflict ? settled : sayings).flatMap(\.sources)
    return ValueOutcome(
      name: setting.name, setBy: numbers.map { set.rules[$0].id },
      remit: setting.remit, value: amount?.description, count: amount?.count, unit: amount?.unit,
      period: setting.period, outcome: outcome, rules: sources.map { set.rules[$0].id },
      missing: set.names(of: missing))
  }

  private func saying(_ number: Int) -> Saying {
    let own = truths[number]?.effective ?? .known(false)
    let others = set.alternatives[number].compactMap { other in
      truths[other].map { (other, $0.effective) }
    }
    let holding = others.filter { $0.1.value == true }.map(\.0)
    let open = others.filter { $0.1.value == nil }
    let sources = holding.isEmpty ? [number] : holding
    let amounts = Set(sources.map { set.rules[$0].amount(on: asOf, set.parameters) })
    return Saying(
      sources: sources, amounts: amounts,
      isSettled: own.value == true && (amounts.count > 1 || open.isEmpty),
      missing: open.reduce(into: own.missing) { $0.formUnion($1.1.missing) })
  }
}
