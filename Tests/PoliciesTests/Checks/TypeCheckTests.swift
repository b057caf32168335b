import Policies
import Testing

struct TypeCheckTests {
  @Test(arguments: [
    "users = start", "facing > 3", "autonomy < acts", "cap < 100",
    "rate < 5", "users < 2.5%", "start + 5 > end", "review = sampled", "autonomy has reads",
    "some l in review (facing)", "reason = none", "start * 2 > end", "users + facing > 3",
  ])
  func `sides of different types do not meet`(condition: String) {
    let found = codes(refuse(condition))
    #expect(found.contains("R120"), "\(found)")
  }

  @Test(arguments: [
    "retention > 10 days", "start + 5 business_days > end", "delay < 3 months",
    "delay < 3 business_days",
  ])
  func `lengths of different units do not meet`(condition: String) {
    #expect(codes(refuse(condition)) == ["R121"])
  }

  @Test(arguments: [
    "users > 10_000", "users >= 0", "score > 5.00", "rate > 100%", "users = 20_000",
    "cap is none or cap < HKD 0", "users < 2.5", "start > 2300-01-01",
  ])
  func `a literal outside of the range makes the condition constant`(condition: String) {
    let found = codes(refuse(condition))
    #expect(found.contains("R122") || found.contains("R101"), "\(found)")
  }

  @Test(arguments: ["review any_of {}", "autonomy in {none, reads, acts}", "users is none"])
  func `a condition that never changes is found`(condition: String) {
    #expect(codes(refuse(condition)) == ["R123"])
  }

  @Test(arguments: ["cap > HKD 3", "notice + 3 months > start", "not (cap < HKD 3) or facing"])
  func `comparing a value that may be none is found`(condition: String) {
    #expect(codes(refuse(condition)) == ["R124"])
  }

  @Test(arguments: [
    "cap is none or cap > HKD 3", "cap > HKD 3 and cap is not none",
    "not (cap is none) and (facing or cap > HKD 3)", "facing and (cap > HKD 3 or cap is none)",
    "some l in licences (l.since is none or l.since > start)",
  ])
  func `a guarded comparison is in order, whatever the order`(condition: String) {
    #expect(codes(refuse(condition)) == [])
  }

  @Test func `an attribute is not read before it exists`() {
    #expect(codes(refuse("flexible", at: "submission")) == ["R125"])
    #expect(codes("let f = flexible\n" + refuse("f", at: "completeness")) == ["R125"])
    #expect(codes(refuse("flexible", at: "review")) == [])
  }

  @Test func `a divisor is a literal above zero`() {
    #expect(codes(refuse("users / 0 > 3")) == ["R127"])
    #expect(codes(refuse("users / users > 3")) == ["R120"])
  }

  @Test func `arithmetic that could overflow is found`() {
    #expect(codes(refuse("turnover * 1_000_000 > HKD 3")) == ["R128"])
  }

  @Test func `a rule reads one vocabulary beside the application's`() {
    #expect(codes(refuse("error_rate > 5% and kind_of_change = model", at: "exit")) == ["R129"])
  }

  @Test func `names that define each other are found`() {
    #expect(codes("let a = b\nlet b = a or facing\n" + refuse("a")).contains("R140"))
  }

  @Test func `a route cannot ask where the case is routed`() {
    #expect(
      codes("route A to SFC en \"a\" zh \"甲\" when routed HKMA cite LAW whole").contains("R140"))
  }

  @Test func `quantifiers are not nested and brackets only so deep`() {
    #expect(
      codes(refuse("some l in licences (some k in licences (k.principal))")).contains("R160"))
    let deep = String(repeating: "(", count: 30) + "facing" + String(repeating: ")", count: 30)
    #expect(codes(refuse(deep)) == ["R160"])
  }

  @Test func `a condition has a bounded number of parts`() {
    let many = (0..<80).map { "users > \($0)" }.joined(separator: " or ")
    #expect(codes(refuse(many)) == ["R163"])
  }
}
