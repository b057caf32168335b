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
}
