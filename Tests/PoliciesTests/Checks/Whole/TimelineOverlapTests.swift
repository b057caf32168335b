import Policies
import Testing

struct TimelineOverlapTests {
  private func quota(_ id: String, _ period: String, per: String = "month") -> String {
    "quota \(id) gpu_hours = 5 per \(per) en \"a\" zh \"甲\" cite LAW whole \(period)\n"
  }

  @Test func `two values in force at once are found, with the day to end the first`() throws {
    let both = quota("U1", "until 2026-02-01") + quota("U2", "from 2026-01-01")
    let found = try #require(finding("R147", in: both))
    #expect(found.help == "end `U1` with `until 2026-01-01`")
    #expect(codes(quota("U1", "") + quota("U2", "")) == ["R147"])
  }

  @Test func `values in turn, or of different things, are in order`() {
    #expect(codes(quota("U1", "until 2026-01-01") + quota("U2", "from 2026-01-01")) == [])
    #expect(codes(quota("U1", "") + quota("U2", "", per: "trial")) == [])
  }

  private func clock(_ id: String, _ value: String, _ rest: String) -> String {
    "clock \(id) first_review = \(value) en \"a\" zh \"甲\" \(rest) cite LAW whole\n"
  }

  @Test(arguments: [("", "when facing"), ("when facing", ""), ("when live", "when live")])
  func `a value that another stands beside wherever it holds is found`(
    first: String, second: String
  )
    throws
  {
    let text = clock("K1", "20 days", first) + clock("K2", "10 days", second)
    let found = try #require(finding("R147", in: text))
    #expect(found.sentence == "`K1` and `K2` hold at once, and set the same to different values")
    #expect(codes(clock("K1", "20 days", first) + clock("K2", "20 months", second)) == ["R147"])
  }

  @Test func `equal values, other conditions and other days are in order`() {
    #expect(codes(clock("K1", "20 days", "") + clock("K2", "20 days", "when facing")) == [])
    #expect(codes(clock("K1", "9 days", "when live") + clock("K2", "8 days", "when facing")) == [])
    #expect(
      codes(
        clock("K1", "9 days", "until 2026-01-01")
          + clock("K2", "8 days", "from 2026-01-01 when facing")) == [])
  }

  @Test func `a dated value is looked at on its days`() {
    func name(_ later: String) -> String {
      """
      param p : days 1..90 en "p" zh "參"
        from 2020-01-01 = 10 days cite LAW whole
        from 2026-01-01 = \(later) cite LAW whole

      """
    }
    let clocks = clock("K1", "10 days", "") + clock("K2", "p", "when facing")
    #expect(codes(name("10 days") + clocks) == [])
    #expect(codes(name("11 days") + clocks) == ["R147"])
  }
}
