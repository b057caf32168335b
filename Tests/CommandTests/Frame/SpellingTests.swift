import Testing

@testable import sandboxpp

struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1),
    ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xabc", 1), ("kitten", "sitting", 3),
  ])
  func `the distance counts slips`(left: String, right: String, distance: Int) {
    #expect(Spelling.distance(Array(left), Array(right)) == distance)
    #expect(Spelling.distance(Array(right), Array(left)) == distance)
  }

  @Test func `only a near word is suggested`() {
    let words = ["check", "test", "eval"]
    #expect(Spelling.nearest(to: "chekc", among: words) == "check")
    #expect(Spelling.nearest(to: "TEST", among: words) == "test")
    #expect(Spelling.nearest(to: "publish", among: words) == nil)
    #expect(Spelling.suggestion(for: "publish", among: words) == "There are: check, test, eval.")
  }
}
