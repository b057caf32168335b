@testable import Policies

/// What `check --prove` finds beyond the plain check, by code.
func proofs(_ statements: String, by road: ProofRoad) throws -> [Finding] {
  let set = try Fixture.set(statements)
  var findings = Findings(sources: Fixture.sources(statements))
  _ = ProofChecks(set: set, prover: road.prover).run(&findings)
  return findings.sorted
}

/// Compiles and runs the test that a witness is.
func passes(_ witness: String?, with statements: String) -> Bool {
  guard let witness, let set = PolicySet.compile(Fixture.sources(statements + witness)).set else {
    return false
  }
  var runner = TestRunner(set)
  let results = runner.run()
  return !results.isEmpty && results.allSatisfy(\.failures.isEmpty)
}
