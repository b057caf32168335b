/// Runs the tests that stand in the policies.
struct TestRunner {
  let set: PolicySet
  private(set) var coverage: Coverage

  /// A test and the expectations that failed.
  struct Result {
    let test: PolicyTest
    let failures: [(expectation: Expectation, sentence: String)]
  }

  init(_ set: PolicySet) {
    self.set = set
    coverage = Coverage(set)
  }

  mutating func run() -> [Result] { set.tests.map { run($0) } }

  private mutating func run(_ test: PolicyTest) -> Result {
    var facts: [VocabularyKind: Facts] = [:]
    for stated in test.facts { facts[stated.kind] = stated }
    var changes: Changes?
    if let changed = test.changed {
      changes = Changes(set.vocabularies[0].attributes.indices.map { changed.contains($0) })
    }
    let situation = Situation(
      stage: test.stage, asOf: test.asOf, received: test.received, facts: facts, changes: changes)
    coverage.add(ReferenceWalk(set, situation))
    let judge = ExpectationJudge(set: set, decision: set.decideByWalking(situation))
    return Result(
      test: test,
      failures: test.expectations.compactMap { expectation in
        judge.failure(of: expectation.claim).map { (expectation, $0) }
      })
  }
}
