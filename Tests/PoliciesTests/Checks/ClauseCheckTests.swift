import Policies
import Testing

struct ClauseCheckTests {
  @Test func `a rule without a citation is found`() {
    #expect(codes("flag F en \"a\" zh \"甲\" at review when facing") == ["R130"])
  }

  @Test func `a citation says which place it means`() {
    #expect(codes("flag F en \"a\" zh \"甲\" at review when facing cite LAW") == ["R130"])
  }

  @Test(arguments: ["para \"\"", "section \"  \""])
  func `an empty place is no place`(place: String) {
    let rule = "flag F en \"a\" zh \"甲\" at review when facing cite LAW \(place)"
    #expect(codes(rule) == ["R130"])
    #expect(codes(refuse("known(users cite LAW \(place))")) == ["R130"])
  }

  @Test func `a Chinese sentence that is the English one is pointed out`() {
    func flag(_ en: String, _ zh: String) -> String {
      "flag F en \"\(en)\" zh \"\(zh)\" at review when facing cite LAW whole"
    }
    #expect(codes(flag("Report", "Report")) == ["R139"])
    #expect(codes(flag("Report", " report")) == ["R139"])
    #expect(codes(flag("2026", "2026")) == [])
    #expect(codes(flag("GB", "GB")) == [])
  }

  @Test func `a dated value without a citation is found`() {
    let param = "param p : months 1..9 en \"p\" zh \"參\" from 2020-01-01 = 3 months\n"
    #expect(codes(param + refuse("retention > p")) == ["R130"])
  }

  @Test(arguments: ["en \"only English\"", "zh \"只有中文\"", ""])
  func `every sentence stands in both languages`(texts: String) {
    #expect(codes("flag F \(texts) at review when facing cite LAW whole") == ["R131"])
  }

  @Test func `a waiver says who approves it`() {
    #expect(
      codes(refuse("facing") + "waive W of R1 en \"a\" zh \"甲\" when flexible cite LAW whole") == [
        "R132"
      ])
  }

  @Test func `a refusal says how hard, at which stage and when`() {
    #expect(codes("refuse R en \"a\" zh \"甲\" cite LAW whole") == ["R133", "R133", "R133"])
  }

  @Test func `a clause that does not belong is found, and one that stands twice`() {
    #expect(
      codes("flag F en \"a\" zh \"甲\" at review hard when facing cite LAW whole") == ["R134"])
    #expect(
      codes("flag F en \"a\" zh \"甲\" at review at offer when facing cite LAW whole") == ["R134"])
  }

  @Test func `a use cannot be better attested than its instrument`() {
    let weak = "instrument GUESS en \"g\" zh \"猜\" mark background\n"
    #expect(
      codes(weak + "flag F en \"a\" zh \"甲\" at review when facing cite GUESS whole as read") == [
        "R135"
      ])
  }

  @Test func `known, and assuming without a citation, are pointed out`() {
    #expect(codes(refuse("known(users)")) == ["R136"])
    #expect(codes(refuse("(facing or_assume yes)")) == ["R136"])
    #expect(codes(refuse("facing or_assume yes cite LAW whole")) == [])
  }

  @Test func `a gate asks for evidence`() {
    func gate(_ requirement: String) -> [String] {
      codes(
        "gate G en \"a\" zh \"甲\" at exit require error_rate < 5% \(requirement) cite LAW whole")
    }
    #expect(gate("") == ["R133"])
    #expect(gate("samples >= 0") == ["R133"])
    #expect(gate("window >= 30 days") == ["R133"])
    #expect(gate("samples >= 1") == [])
  }

  @Test func `a refusal on a proposal is a shadow until adopted`() {
    let weak = "instrument IDEA en \"i\" zh \"意\" mark proposal\n"
    let rule = "refuse R en \"a\" zh \"甲\" hard at offer when facing cite IDEA whole"
    #expect(codes(weak + rule) == ["R138"])
    #expect(codes(weak + rule + " adopted by SFC on 2026-01-01") == [])
  }

  @Test func `a refusal does not yield to an exception`() {
    #expect(
      codes(refuse("facing") + "except E to R1 en \"a\" zh \"甲\" when live cite LAW whole") == [
        "R142"
      ])
  }

  @Test func `exceptions of each other are found`() {
    let text = """
      except E to F en "a" zh "甲" when live cite LAW whole
      except F to E en "a" zh "甲" when facing cite LAW whole
      """
    #expect(codes(text) == ["R140"])
  }

  @Test func `dated values stand in the order of their days`() {
    let param = """
      param p : months 1..9 en "p" zh "參"
        from 2020-01-01 = 3 months cite LAW whole
        from 2019-01-01 = 4 months cite LAW whole

      """
    #expect(codes(param + refuse("retention > p")) == ["R143"])
    #expect(codes(refuse("facing") + "from 2026-01-01 until 2025-01-01") == ["R143"])
    #expect(codes(refuse("facing") + "until 2019-01-01") == ["R143"])
    #expect(codes(refuse("facing") + "from 2018-01-01 until 2020-01-01") == ["R143"])
    #expect(codes(refuse("facing") + "until 2020-01-02") == [])
  }

  @Test func `leads without an otherwise are pointed out`() {
    #expect(
      codes("lead L is SFC en \"a\" zh \"甲\" when facing cite LAW whole") == ["R144"])
  }

  @Test func `asking for a remit that no route leads to is pointed out`() {
    #expect(codes(refuse("routed SFC")) == ["R145"])
  }

  @Test func `characters that deceive are found`() {
    #expect(
      codes("flag F en \"a\u{202E}b\" zh \"甲\" at review when facing cite LAW whole") == ["R150"])
    #expect(codes(refuse("f\u{0430}cing")).contains("R150"))
    #expect(codes("# a comment\u{200B}\n" + refuse("facing")) == ["R150"])
  }

  @Test(arguments: ["\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\u{C}"])
  func `a comment hides no rule behind what editors take for the end of a line`(end: String) {
    let hidden = "# a remark\(end)" + refuse("live", id: "R9")
    #expect(codes(hidden + refuse("facing")) == ["R150"])
    #expect(
      codes("flag F en \"a\(end)b\" zh \"甲\" at review when facing cite LAW whole") == ["R150"])
  }

  @Test func `a carriage return before a line feed is the end of a line to everybody`() {
    #expect(codes("# a remark\r\n" + refuse("facing").replacing("\n", with: "\r\n")) == [])
  }

  @Test func `everything that is wrong is reported, not the first thing alone`() {
    let text = refuse("facng") + "flag F at review wen facing\n" + refuse("liv", id: "R2")
    let found = codes(text)
    #expect(found.count { $0 == "R104" } == 2)
    #expect(found.contains("R101"))
  }

  @Test func `a file that is too large is found`() {
    let large = SourceFile(name: "l", text: String(repeating: "#\n", count: 600_000))
    #expect(
      PolicySet.compile([Fixture.vocabulary, large]).findings.map(\.code.rawValue) == ["R161"])
  }

  @Test func `every code is explained`() {
    for code in FindingCode.allCases {
      #expect(code.title != code.rawValue)
      #expect(Documentation.text.contains("| \(code.rawValue) | \(code.title) |"), "\(code)")
    }
  }
}
