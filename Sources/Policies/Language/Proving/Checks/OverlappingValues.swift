/// Two clocks or two quotas of one remit that can set one thing to different values at once.
enum OverlappingValues: ProofCheck {
  static func questions(_ translation: inout Translation) -> [ProofQuestion] {
    var bySetting: [Setting: [Int]] = [:]
    var questions: [ProofQuestion] = []
    for (number, rule) in translation.set.rules.enumerated() {
      guard let setting = rule.setting else { continue }
      for other in bySetting[setting] ?? []
      where translation.set.rules[other].sharesDays(with: rule) {
        questions.append(question(setting, other, number, &translation))
      }
      bySetting[setting, default: []].append(number)
    }
    return questions
  }

  private static func question(
    _ setting: Setting, _ first: Int, _ second: Int, _ translation: inout Translation
  ) -> ProofQuestion {
    let set = translation.set
    let (one, other) = (translation.saying(first), translation.saying(second))
    let goal = translation.table.and([
      one.isSettled, other.isSettled,
      translation.table.not(translation.isEqual(one.amount, other.amount)),
    ])
    let ids = (set.rules[first].id, set.rules[second].id)
    let name = setting.name
    return ProofQuestion(
      goal: goal,
      ifEver: .init(
        code: .overlappingValues,
        sentence: "`\(ids.0)` and `\(ids.1)` can set `\(name)` to different values at once",
        span: set.rules[second].span,
        help: "write one as an `except` of the other, or let their conditions exclude each other"),
      claims: { _ in ["\(setting.kind.word) \(name) = conflict"] }
    ) { walk in
      let truths = walk.truths()
      let settings = SettingReader(set: walk.set, asOf: walk.situation.asOf, truths: truths)
      return [first, second].allSatisfy { truths[$0]?.effective.value == true }
        && settings.values(setting.kind.word).contains {
          $0.remit == setting.remit && $0.name == name && $0.outcome == .conflict
        }
    }
  }
}

extension Rule {
  /// Whether there is a day on which both are in force.
  fileprivate func sharesDays(with other: Rule) -> Bool {
    let first = max(from, other.from)
    return isInForce(on: first) && other.isInForce(on: first)
  }
}
