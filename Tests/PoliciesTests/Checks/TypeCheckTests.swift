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

  @Test(arguments: [
    "start + 400_000_000_000_000_000 months > end", "start - 400_000_000_000_000_000 months > end",
    "start + retention * 9_000_000_000_000_000 > end", "start + 100_000_000_000 months > end",
    "start + (delay - 2_305_843_009_213_693_951 days) > end", "start + 9_000_000 days > end",
    "start + "
      + Array(repeating: "900_000_000_000_000_000 days", count: 20)
      .joined(separator: " + ") + " > end",
    "start - (retention * 9_000_000_000_000_000 - 1 months) > end", "as_of + 100_000 months > end",
  ])
  func `a date that can leave the years of four digits is found`(condition: String) {
    #expect(codes(refuse(condition)) == ["R128"])
  }

  @Test(arguments: [
    ("start + (delay - 200_000 days) > end", true),
    ("start - (delay - 200_000 days) > end", true),
    ("start + (retention - 9_000 months) > end", true),
    ("start + (start - end) < 1900-01-01", false), ("start - (start - end) > 2100-01-01", false),
    ("start + (delay - 400 days) < 1900-01-01", false),
    ("start - (retention - 12 months) > 2200-12-31", false),
    ("start + 1 months < 1900-01-29", true), ("start + 1 months <= 1900-01-29", false),
  ])
  func `the range of a sum counts lengths below zero`(condition: String, isConstant: Bool) {
    let found = codes(refuse(condition))
    #expect(found.isEmpty != isConstant, "\(found)")
    #expect(found.allSatisfy { ["R122", "R123"].contains($0) }, "\(found)")
  }

  @Test(arguments: [
    "clock K first_review = 5", "clock K first_review = HKD 5",
    "quota K gpu_hours = 5 days per month",
    "quota K gpu_hours = 2.5 per month", "quota K gpu_hours = time per month",
    "clock K first_review = amount",
  ])
  func `a clock is a length and a quota a whole number`(head: String) {
    let names = """
      param time : days 1..90 en "p" zh "參" from 2020-01-01 = 3 days cite LAW whole
      param amount : int 1..90 en "p" zh "參" from 2020-01-01 = 3 cite LAW whole

      """
    #expect(codes(names + "\(head) en \"a\" zh \"甲\" cite LAW whole") == ["R120"])
  }

  @Test func `an exception of a clock or a quota is what that is`() {
    func except(_ head: String, _ value: String) -> [String] {
      codes(
        """
        \(head) en "a" zh "甲" cite LAW whole
          except E = \(value) en "a" zh "甲" when facing cite LAW whole
        """)
    }
    #expect(except("clock K first_review = 5 days", "5") == ["R120"])
    #expect(except("clock K first_review = 5 days", "2 months") == [])
    #expect(except("quota Q gpu_hours = 5 per week", "2 months") == ["R120"])
    #expect(except("quota Q gpu_hours = 5 per week", "2") == [])
    #expect(except("quota Q gpu_hours = 5 per week", "-2") == ["R122"])
  }

  @Test(arguments: [
    "clock K first_review = 0 days", "clock K first_review = 999_999_999_999_999 months",
    "quota K gpu_hours = -5 per month", "condition K within 40_000 days at start",
    "clock K first_review = never",
  ])
  func `time and amounts are within what can be kept`(head: String) {
    let name = """
      param never : days 0..90 en "p" zh "參" from 2020-01-01 = 3 days cite LAW whole
        from 2026-01-01 = 0 days cite LAW whole

      """
    #expect(codes(name + "\(head) en \"a\" zh \"甲\" cite LAW whole") == ["R122"])
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

  @Test(arguments: ["SFC", "HKMA"])
  func `a name in a route hides no question about the route`(remit: String) {
    let route = "route A to SFC en \"a\" zh \"甲\" when q or facing cite LAW whole\n"
    #expect(codes("let q = routed \(remit)\n" + route).contains("R140"))
    #expect(codes("let p = live and routed \(remit)\nlet q = not p\n" + route).contains("R140"))
    let derived = SourceFile(
      name: "application.vocabulary",
      text: Fixture.vocabulary.text
        + "attribute q : bool en \"q\" zh \"問\" for all derived routed \(remit)\n")
    let compilation = PolicySet.compile(
      [derived] + Fixture.vocabularies.dropFirst() + [
        SourceFile(name: "p", text: Fixture.header + route)
      ])
    #expect(compilation.findings.map(\.code.rawValue).contains("R140"))
    #expect(!codes("let q = routed \(remit)\n" + refuse("q")).contains("R140"))
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
