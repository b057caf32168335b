import Policies
import Testing

struct ContradictoryTestTests {
  private func tests(_ first: String, _ second: String, given: String = "facing = yes") -> String {
    refuse("facing") + """
      test "one" as_of 2026-01-01 given facing = yes expect \(first)
      test "two" as_of 2026-01-01 given \(given) expect \(second)

      """
  }

  @Test(arguments: [
    ("refused by R1", "met R1"), ("not refused", "refused by R1"),
    ("not refused", "undetermined by R1"), ("fires R1", "silent R1"),
    ("route = {SFC}", "route = {HKMA}"), ("route = {SFC}", "route excludes {SFC}"),
    ("route includes {HKMA}", "route = {SFC}"), ("lead = SFC", "lead conflict"),
    ("clock first_review = 5 days", "clock first_review = 6 days"),
    ("refused by R1 soft", "fires R1 hard"), ("fires R1 suspends", "fires R1 not suspends"),
    ("fires R1 within none", "fires R1 within 5 days"), ("refusals = {R1}", "refusals = {}"),
    ("quota gpu_hours = 6 per month", "quota gpu_hours = 6 per week"),
  ])
  func `two expectations of one situation that cannot both hold are found`(
    first: String, second: String
  ) {
    #expect(codes(tests(first, second)) == ["R173"])
    #expect(codes(tests("\(first); \(second)", "met R1", given: "facing = no")) == ["R173"])
  }

  @Test(arguments: [
    ("refused by R1", "fires R1"), ("shadow R1", "fires R1"),
    ("route includes {SFC}", "route includes {HKMA}"),
    ("clock first_review = 5 days", "quota gpu_hours = 6"),
    ("quota gpu_hours = 6", "quota gpu_hours = 6 per week"),
    ("fires R1 within 5 days", "fires R1 suspends"), ("refusals = {R1}", "open refusals = {}"),
  ])
  func `expectations that go together are in order`(first: String, second: String) {
    #expect(codes(tests(first, second)) == [])
  }

  @Test func `another situation may have another outcome`() {
    #expect(codes(tests("refused by R1", "met R1", given: "facing = no")) == [])
  }
}
