/// Plants small mistakes in policies, one at a time, and looks whether a test in the files notices.
struct MutationRun: Sendable {
  let set: PolicySet
  let mutants: [Mutant]
  /// How many there would be without the bound.
  let possible: Int
  private let rehearsals: [Rehearsal]

  /// A test, and what its rules were before anything was changed.
  private struct Rehearsal: Sendable {
    let test: PolicyTest
    let walk: ReferenceWalk
    let views: [ReferenceWalk.RuleView?]
  }

  init(_ set: PolicySet) {
    self.set = set
    let all = Mutants(set).all
    possible = all.count
    mutants = Array(all.prefix(Limits.mutants))
    rehearsals = set.tests.map { test in
      let walk = ReferenceWalk(set, test.situation(in: set))
      return Rehearsal(test: test, walk: walk, views: set.rules.indices.map { walk.view($0) })
    }
  }

  /// The mutants that no test kills, in order.
  ///
  /// - Parameter lanes: How many are tried at the same time.
  /// - Returns: those left, in the order of the rules.
  func survivors(lanes: Int) async -> [Mutant] {
    let survivors = await inLanes(lanes, mutants.count) { number in
      isKilled(mutants[number]) ? nil : number
    }
    return survivors.sorted().map { mutants[$0] }
  }

  /// Whether a test fails with the mistake.
  private func isKilled(_ mutant: Mutant) -> Bool {
    let changed = mutant.applied(to: set)
    let routes = ReferenceWalk.routes(of: changed)
    return rehearsals.contains { rehearsal in
      let walk = ReferenceWalk(changed, like: rehearsal.walk, routes: routes)
      // What is the same in each rule that was touched is the same in the whole decision.
      guard mutant.touched.contains(where: { walk.view($0) != rehearsal.views[$0] }) else {
        return false
      }
      let judge = ExpectationJudge(
        set: changed, decision: changed.decideByWalking(rehearsal.walk.situation))
      return rehearsal.test.expectations.contains { judge.failure(of: $0.claim) != nil }
    }
  }
}

/// Does work numbered from 0, several at the same time; what comes of it is in no order.
func inLanes<Result: Sendable>(
  _ lanes: Int, _ count: Int, _ body: @escaping @Sendable (Int) -> Result?
) async -> [Result] {
  await withTaskGroup(of: [Result].self) { group in
    for lane in 0..<max(1, lanes) {
      group.addTask { stride(from: lane, to: count, by: max(1, lanes)).compactMap(body) }
    }
    return await group.reduce(into: []) { $0 += $1 }
  }
}

extension ReferenceWalk {
  /// All that a decision takes from one rule.
  struct RuleView: Equatable {
    let truth: RuleTruth
    let kind: RuleKind
    let binds: Bool
    let value: Int64?
  }

  /// Nil where the rule is not evaluated.
  func view(_ number: Int) -> RuleView? {
    guard evaluates(number) else { return nil }
    let rule = set.rules[number]
    return RuleView(
      truth: ruleTruth(number), kind: rule.kind, binds: rule.binds(on: situation.asOf),
      value: rule.value.flatMap { value($0, nil).value })
  }
}
