import Policies
import Testing

struct ExampleTests {
  @Test func `the whole example of the page is without errors`() {
    let report = PolicyCommands.check(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `the tests in the example of the page pass`() {
    let report = PolicyCommands.test(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("3 tests, 0 failed"))
  }

  @Test func `the facts of the page are read and decided on`() throws {
    let facts = try #require(Documentation.blocks("json").first)
    let day = try #require(CivilDate("2026-06-01"))
    let report = PolicyCommands.explain(
      Documentation.sources, facts: facts, stage: .offer, asOf: day)
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("route    SFC"))
    #expect(report.text.contains("R-07 [joint] High-risk output is not reviewed by a person first"))
    #expect(report.text.contains("yes      high_risk"))
    #expect(report.json.contains("\"policy_digest\": "))
  }
}
