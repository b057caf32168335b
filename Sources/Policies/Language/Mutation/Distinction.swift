/// Looks for a record that tells a mutant from the policies it was made of.
struct Distinction: Sendable {
  let set: PolicySet
  let prover: Prover?

  /// What is known of a mutant that no test kills.
  enum Verdict: Sendable {
    /// No record, day or stage whatever tells the two apart.
    case equivalent
    /// This test does.
    case killed(by: String)
    /// Neither could be shown.
    case open
  }

  /// The verdict on one mutant.
  func verdict(on mutant: Mutant) -> Verdict {
    let changed = mutant.applied(to: set)
    let table = TermTable()
    let count = ElementCount([set, changed])
    var before = Translation(set, elements: count.elements, table: table)
    var after = Translation(changed, elements: count.elements, table: table)
    let goal = table.or(
      mutant.touched.flatMap { differences($0, changed, &before, &after, table) })
    let (answers, isProof) = Settlement(table: table, prover: prover, counts: count.counts).settle(
      [goal]
    ) { _, assignment in
      test(mutant, changed, Witness(assignment: assignment)) != nil
    }
    switch answers.first {
    case .no where isProof: return .equivalent
    case .yes(let assignment):
      let small = Witness(assignment: Reduction(table, goal: goal).reduced(assignment))
      let text =
        test(mutant, changed, small) ?? test(mutant, changed, Witness(assignment: assignment))
      return text.map { .killed(by: $0) } ?? .open
    default: return .open
    }
  }

  /// The ways in which one rule may be different.
  private func differences(
    _ number: Int, _ changed: PolicySet, _ before: inout Translation, _ after: inout Translation,
    _ table: TermTable
  ) -> [Term] {
    let heard = (before.evaluates(number), after.evaluates(number))
    let truths = (before.effect(number), after.effect(number))
    func differ(_ first: Term, _ second: Term) -> Term {
      table.or([
        table.and([first, table.not(second)]), table.and([second, table.not(first)]),
      ])
    }
    var ways = [
      differ(table.and([heard.0, truths.0.isTrue]), table.and([heard.1, truths.1.isTrue])),
      differ(
        table.and([heard.0, table.not(truths.0.isFalse)]),
        table.and([heard.1, table.not(truths.1.isFalse)])),
    ]
    let (rule, other) = (set.rules[number], changed.rules[number])
    if rule.kind != other.kind || rule.value != other.value
      || !(rule.value?.parameters ?? []).isEmpty
    {
      ways.append(table.and([heard.0, truths.0.isTrue]))
    }
    if rule.severity != other.severity {
      ways.append(table.and([heard.0, before.binds(number), truths.0.isTrue]))
    }
    return ways
  }

  // MARK: The test

  /// A test that the policies pass and the mutant does not; nil where the language has no words for it.
  private func test(_ mutant: Mutant, _ changed: PolicySet, _ witness: Witness) -> String? {
    let situation = witness.situation(in: set)
    let decision = set.decideByWalking(situation)
    let judge = (
      ExpectationJudge(set: set, decision: decision),
      ExpectationJudge(set: changed, decision: changed.decideByWalking(situation))
    )
    let claims = claims(mutant.touched.map { set.rules[$0] }, decision)
      .filter { judge.0.failure(of: $0.claim) == nil && judge.1.failure(of: $0.claim) != nil }
    guard let claim = claims.first else { return nil }
    let name = "\(set.rules[mutant.rule].id): \(mutant.change)".replacing("\"", with: "'")
    return TestText(set: set, situation: situation).text(named: name, expecting: [claim.text])
  }

  /// Everything that a test can say of some rules, the plainest first.
  private func claims(_ rules: [Rule], _ decision: Decision) -> [(
    text: String, claim: Expectation.Claim
  )] {
    let words = [
      "refused", "waived", "excepted", "met", "fires", "silent", "undetermined", "unknown",
    ]
    let plain = rules.flatMap { rule in
      words.map { word in
        (
          word == "refused" || word == "undetermined"
            ? "\(word) by \(rule.id)" : "\(word) \(rule.id)",
          Expectation.Claim.rules(word, [rule.id], missing: nil, by: nil, terms: [])
        )
      }
    }
    let route = decision.route.certain
    let values = [("clock", decision.clocks), ("quota", decision.quotas)].flatMap { word, values in
      values.map { value in
        let shown = value.value ?? value.outcome.rawValue
        return (
          "\(word) \(value.name) = \(shown)",
          Expectation.Claim.value(word, name: value.name, shown)
        )
      }
    }
    var lead: [(String, Expectation.Claim)] = []
    if case .remit(let remit) = decision.lead { lead = [("lead = \(remit)", .lead(remit))] }
    return plain + values + [
      (
        "route = {\(route.joined(separator: ", "))}",
        Expectation.Claim.set("route", comparison: "=", route)
      )
    ] + lead
  }
}
