import Policies
import Testing

struct NameCheckTests {
  @Test func `an unknown attribute is found with its place and the name that was meant`() throws {
    let found = try #require(finding("R104", in: refuse("facng and live")))
    #expect(found.sentence == "unknown attribute `facng`")
    #expect(found.help == "did you mean `facing`?")
    #expect(found.text.hasPrefix("sample.policy:4:45: error[R104]: unknown attribute `facng`\n"))
    #expect(found.picture.hasSuffix("^^^^^ did you mean `facing`?"))
  }

  @Test func `the carets stand below the piece even behind ideographs`() throws {
    let found = try #require(finding("R104", in: refuse("facng")))
    let lines = found.picture.split(separator: "\n")
    let before = try #require(lines[0].firstRange(of: "facng")).lowerBound
    let wide = lines[0][..<before].unicodeScalars.count { $0.value > 0x2E80 }
    let column = lines[0][..<before].count + wide
    #expect(lines[1].prefix { $0 != "^" }.count == column)
  }

  @Test func `an id given twice is found`() {
    #expect(codes(refuse("facing") + refuse("live")) == ["R102"])
  }

  @Test func `a name given twice is found`() {
    #expect(codes("let a = facing\nlet a = live\n" + refuse("a")).contains("R102"))
  }

  @Test func `a let cannot take an attribute's name`() {
    #expect(codes("let users = facing\n" + refuse("facing")).contains("R102"))
  }

  @Test func `a reserved word cannot be a name`() {
    #expect(codes("let known = facing\n" + refuse("facing")).contains("R103"))
  }

  @Test func `an unknown member is found with what may stand there`() throws {
    let found = try #require(finding("R105", in: refuse("autonomy = flies")))
    #expect(found.help == "one of none, reads, acts")
    #expect(codes(refuse("autonomy in {reads, act}")) == ["R105"])
    #expect(codes(refuse("review has befor")) == ["R105"])
  }

  @Test func `an unknown remit is found in every place that names one`() {
    #expect(codes(refuse("routed SCF")) == ["R106"])
    #expect(codes("route A to SCF en \"a\" zh \"甲\" when facing cite LAW whole").contains("R106"))
    #expect(codes(refuse("facing") + "adopted by SCF on 2026-01-01").contains("R106"))
  }

  @Test func `an unknown role is found`() {
    #expect(
      codes("approve A by 2 of SFC.aprover en \"a\" zh \"甲\" when facing cite LAW whole") == [
        "R107"
      ])
  }

  @Test func `an unknown document is found`() {
    #expect(
      codes("document D modelcard en \"a\" zh \"甲\" at review when facing cite LAW whole") == [
        "R108"
      ])
  }

  @Test func `a gate that reads nothing measured is found`() {
    #expect(
      codes("gate G en \"a\" zh \"甲\" at exit require facing samples >= 9 cite LAW whole") == [
        "R109"
      ]
    )
  }

  @Test func `an unknown instrument is found`() {
    #expect(
      codes("flag F en \"a\" zh \"甲\" at review when facing cite LAV whole").contains("R110"))
  }

  @Test func `a waiver or exception of an unknown rule is found`() {
    let waiver =
      "waive W of R2 en \"a\" zh \"甲\" when flexible approved_by SFC.approver cite LAW whole"
    #expect(codes(refuse("facing") + waiver) == ["R111"])
  }

  @Test func `an unknown clock or resource is found`() {
    #expect(codes("clock K second = 2 days en \"a\" zh \"甲\" cite LAW whole") == ["R113"])
    #expect(codes("quota Q cpu = 2 per day en \"a\" zh \"甲\" cite LAW whole") == ["R113"])
  }

  @Test func `an unknown record in a test is found`() {
    #expect(
      codes("test \"t\" as_of 2026-01-01 given nobody expect not refused").contains("R115"))
  }

  @Test func `a name that is never used is found`() {
    let found = Fixture.compile("let a = facing\n" + refuse("live")).findings
    #expect(found.map(\.code.rawValue) == ["R141"])
    #expect(found.map(\.weight) == [.warning])
  }

  @Test func `a vocabulary that is not among the files is found`() {
    let policy = SourceFile(
      name: "p",
      text: "policy p 1.0.0 for joint from 2020-01-01 en \"p\" zh \"政\"\nvocabulary application 2")
    let found = PolicySet.compile([Fixture.vocabulary, policy]).findings
    #expect(found.map(\.code.rawValue) == ["R114", "R114"])
  }

  @Test(arguments: [
    "facing = yes, users = 3, facing = no", "review = {before, before}",
    "licences = [{class = bank, class = broker}]", "facing = yes without users, users",
    "users = 3 without users", "facing = yes changed users, users",
  ])
  func `what is stated twice is found`(given: String) {
    let test = "test \"t\" as_of 2026-01-01 given \(given) expect not refused\n"
    #expect(codes(test) == ["R102"])
    #expect(codes("record r : \(given)\n" + test.replacing(given, with: "r")) == ["R102"])
  }

  @Test func `samples are stated with what was measured`() throws {
    let test = "test \"t\" as_of 2026-01-01 given error_rate.samples = 5 expect not refused\n"
    #expect(codes(test) == ["R170"])
    #expect(
      finding("R170", in: test)?.help == "write `error_rate = measured … samples … window … days`")
    let measured = test.replacing(
      "error_rate.samples = 5", with: "error_rate = measured 2% samples 5")
    #expect(codes(measured) == [])
  }

  @Test func `a record's own value may be stated anew`() {
    let test = "test \"t\" as_of 2026-01-01 given r with facing = no expect not refused\n"
    #expect(codes("record r : facing = yes\n" + test) == [])
  }
}
