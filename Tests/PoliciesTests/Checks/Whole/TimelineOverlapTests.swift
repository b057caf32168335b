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
}
