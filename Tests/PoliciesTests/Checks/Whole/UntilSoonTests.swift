@testable import Policies
import Testing

struct UntilSoonTests {
  private func report(_ until: String) throws -> String {
    let text = refuse("facing") + "  until \(until)\n"
    let today = try #require(CivilDate("2026-01-01"))
    return PolicyCommands.check(Fixture.sources(text), on: today).text
  }

  @Test(arguments: ["2026-01-02", "2026-04-01"])
  func `a rule that ends within 90 days is pointed out`(until: String) throws {
    #expect(try report(until).contains("warning[R148]: `R1` ends in"))
  }

  @Test(arguments: ["2026-01-01", "2026-04-02"])
  func `one that has ended, or ends later, is not`(until: String) throws {
    #expect(try !report(until).contains("R148"))
  }
}
