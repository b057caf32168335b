import Policies
import Testing

struct TimelineGapTests {
  private func clock(_ id: String, _ period: String, _ when: String = "") -> String {
    "clock \(id) first_review = 5 days en \"a\" zh \"甲\" \(when) cite LAW whole \(period)\n"
  }

  @Test func `a parameter that begins after its policy leaves a gap`() {
    let late = """
      param p : int 0..9 en "p" zh "參" from 2021-01-01 = 3 cite LAW whole

      """
    #expect(codes(late + refuse("users > p")) == ["R146"])
    #expect(codes(late.replacing("2021", with: "2020") + refuse("users > p")) == [])
  }

  @Test func `between two clocks nothing may be left out`() {
    let first = clock("K1", "until 2026-01-01")
    #expect(codes(first + clock("K2", "from 2026-02-01")) == ["R146"])
    #expect(codes(first + clock("K2", "from 2026-01-01")) == [])
    #expect(codes(first + clock("K2", "from 2026-02-01", "when facing")) == [])
  }
}
