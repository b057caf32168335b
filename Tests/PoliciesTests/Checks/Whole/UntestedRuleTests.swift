import Policies
import Testing

struct UntestedRuleTests {
  private func report(_ tests: String) -> String {
    PolicyCommands.check(Fixture.sources(refuse("facing") + tests)).text
  }

  @Test func `check names what no test sees`() {
    #expect(report("").contains("R172]: no test sees `R1` true or false or unknown"))
    let one = "test \"t\" as_of 2026-01-01 given facing = yes expect refused by R1\n"
    #expect(report(one).contains("R172]: no test sees `R1` false or unknown"))
  }

  @Test func `a rule seen in every value is in order`() {
    let tests = ["yes", "no"].map {
      "test \"\($0)\" as_of 2026-01-01 given facing = \($0) expect route = {}\n"
    }
    let open = "test \"open\" as_of 2026-01-01 given nothing expect undetermined by R1\n"
    #expect(!report(tests.joined() + open).contains("R172"))
  }
}
