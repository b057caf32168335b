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
    let situation = test.situation(in: set)
    coverage.add(ReferenceWalk(set, situation))
    let judge = ExpectationJudge(set: set, decision: set.decideByWalking(situation))
    return Result(
      test: test,
      failures: test.expectations.compactMap { expectation in
        judge.failure(of: expectation.claim).map { (expectation, $0) }
      })
  }
}

extension PolicyTest {
  /// What the test is about.
  func situation(in set: PolicySet) -> Situation {
    var facts: [VocabularyKind: Facts] = [:]
    for stated in self.facts { facts[stated.kind] = stated }
    return Situation(
      stage: stage, asOf: asOf, received: received, facts: facts,
      changes: changed.map { changed in
        Changes(set.vocabularies[0].attributes.indices.map { changed.contains($0) })
      })
  }
}
