import Policies
import Testing

/// The six mistakes that people make most; each message says what to do, without words of programmers.
struct SixMistakesTests {
  @Test func `a mistyped fact`() throws {
    let found = try #require(finding("R104", in: refuse("facng and live")))
    #expect(found.sentence == "unknown attribute `facng`")
    #expect(found.help == "did you mean `facing`?")
    #expect(found.edit?.text == "facing")
    #expect(codes(refuse("facng and live")) == ["R104"])
  }

  @Test func `a mistyped fact under a denial, which other languages take for true`() throws {
    let found = try #require(finding("R104", in: refuse("not reviw has before")))
    #expect(found.help == "did you mean `review`?")
    #expect(codes(refuse("not reviw has before")) == ["R104"])
    #expect(codes(refuse("no l in licences (l.clas = bank)")) == ["R104"])
    let field = try #require(finding("R104", in: refuse("no l in licences (l.clas = bank)")))
    #expect(field.edit?.text == "l.class")
  }

  @Test func `a number against a text`() throws {
    let quoted = try #require(finding("R126", in: refuse("users > \"1,000\"")))
    #expect(quoted.help == "write the number without quotation marks")
    #expect(quoted.edit?.text == "1000")
    let word = try #require(finding("R126", in: refuse("users > \"many\"")))
    #expect(
      word.help
        == "write a number, a date, an amount or a member's name, without quotation marks")
    let attribute = try #require(finding("R126", in: refuse("reason = 3")))
    #expect(attribute.sentence == "`reason` is a text, which conditions cannot read")
    #expect(attribute.help == "ask `reason is none`, or let an officer record what it says")
  }

  @Test func `a fact that is not there when the rule runs`() throws {
    let early = refuse("flexible", at: "submission")
    let found = try #require(finding("R125", in: early))
    #expect(found.sentence == "`flexible` exists from review, `R1` reads it at submission")
    #expect(found.help == "move the rule to review or later")
    // A fact that may be there but was not stated leaves the rule open, and names itself.
    let set = try Fixture.set(refuse("facing"))
    let day = try #require(CivilDate("2026-01-01"))
    let decision = set.decide(Situation(stage: .offer, asOf: day, facts: [:]))
    #expect(decision.rules.map(\.outcome) == [.undetermined])
    #expect(decision.rules.map(\.missing) == [["facing"]])
  }

  @Test(arguments: [
    ("users == 3", "=", "users = 3"), ("users <> 3", "!=", "users != 3"),
    ("users => 3", ">=", "users >= 3"), ("users =< 3", "<=", "users <= 3"),
    ("facing && live", "and", "facing and live"), ("facing || live", "or", "facing or live"),
    ("users ≥ 3", ">=", "users >= 3"),
  ])
  func `an operator of another language`(written: String, own: String, meant: String) throws {
    let found = try #require(Fixture.compile(refuse(written)).findings.first)
    #expect(found.help == "write `\(own)`")
    #expect(Fixture.compile(refuse(written)).findings.count == 1)
    #expect(mended(refuse(written)) == refuse(meant))
  }

  @Test func `an exclamation mark is not a denial`() {
    #expect(mended(refuse("!facing")) == refuse("not facing"))
  }

  @Test(arguments: [
    ("users contains 3", "has"), ("users exceeds 3", ">"), ("users below 3", "<"),
    ("facing but live", "and"),
  ])
  func `a word of everyday language in place of an operator`(written: String, own: String) throws {
    let found = Fixture.compile(refuse(written)).findings
    #expect(found.map(\.help) == ["write `\(own)`"])
    #expect(found.map(\.edit?.text) == [own])
  }

  @Test func `an operator that nothing stands for`() {
    let found = Fixture.compile(refuse("users around 3")).findings
    #expect(found.map(\.sentence) == ["`around` is no operator of the language"])
    #expect(found.first?.help?.hasPrefix("compare with `=`") == true)
  }

  @Test func `is in place of a comparison`() {
    #expect(mended(refuse("autonomy is acts")) == refuse("autonomy = acts"))
    #expect(mended(refuse("autonomy is not acts")) == refuse("autonomy != acts"))
  }

  @Test(arguments: [
    ("facing and not facing", "`facing` and `not facing`"),
    ("users > 5 and live and users < 5", "`users > 5` and `users < 5`"),
    ("users = 3 and (facing and users >= 4)", "`users = 3` and `users >= 4`"),
    ("users = 3 and users != 3", "`users = 3` and `users != 3`"),
    ("cap is none and cap > HKD 3", "`cap is none` and `cap > HKD 3`"),
    (
      "(facing and live) and not (facing and live)",
      "`(facing and live)` and `not (facing and live)`"
    ),
    ("routed SFC and live and not routed SFC", "`routed SFC` and `not routed SFC`"),
    ("review only {before} and review has after", "`review only {before}` and `review has after`"),
    ("autonomy = reads and autonomy = acts", "`autonomy = reads` and `autonomy = acts`"),
    (
      "autonomy in {none, reads} and live and autonomy = acts",
      "`autonomy in {none, reads}` and `autonomy = acts`"
    ),
    ("autonomy = reads and autonomy != reads", "`autonomy = reads` and `autonomy != reads`"),
    (
      "autonomy in {none, reads} and autonomy != none and autonomy != reads",
      "`autonomy in {none, reads}`, `autonomy != none` and `autonomy != reads`"
    ),
    ("cap is none and cap is not none", "`cap is none` and `cap is not none`"),
    ("many and users < 3", "`many` (`users > 5`) and `users < 3`"),
    ("many and not (users > 5 or live)", "`many` (`users > 5`) and `not users > 5`"),
    (
      "only_reads and autonomy = acts",
      "`only_reads` (`autonomy in {none, reads}`) and `autonomy = acts`"
    ),
    ("start < end and live and start > end", "`start < end` and `start > end`"),
    ("start < end and end < start", "`start < end` and `end < start`"),
    (
      "start <= end and start != end and not start < end",
      "`start <= end`, `start != end` and `not start < end`"
    ),
    (
      "some l in licences (l.principal) and no l in licences (l.principal)",
      "`some l in licences (l.principal)` and `no l in licences (l.principal)`"
    ),
    (
      "some l in licences (not l.principal) and every l in licences (l.principal)",
      "`some l in licences (not l.principal)` and `every l in licences (l.principal)`"
    ),
  ])
  func `a contradiction`(condition: String, parts: String) {
    let found = Fixture.compile("let many = users > 5\n" + refuse(condition)).findings
      .filter { $0.code == .neverFires }
    #expect(
      found.map(\.sentence)
        == ["`R1` can never fire: \(parts) exclude each other"])
    #expect(found.allSatisfy { $0.help == "change one of them, or join them by `or`" })
    #expect(found.allSatisfy { $0.weight == .error })
  }

  @Test(arguments: [
    "facing and (live and not live or users > 5 and users < 3)",
    "facing and not live and (not facing or live)", "(live or many) and users < 3 and not live",
  ])
  func `an or each part of which is excluded`(condition: String) {
    let found = Fixture.compile("let many = users > 5\n" + refuse(condition)).findings
      .filter { $0.code == .neverFires }
    #expect(found.count == 1)
    #expect(found.first?.sentence.hasPrefix("`R1` can never fire: no part of `(") == true)
  }

  @Test(arguments: [
    ("count l in licences (l.principal) > 99", "false"),
    ("count l in licences (l.principal) >= 0", "true"),
  ])
  func `a count beyond what the list can hold`(condition: String, value: String) throws {
    let found = try #require(finding("R122", in: refuse(condition)))
    #expect(found.sentence == "this is always \(value) within the ranges of the vocabulary")
    #expect(found.weight == .error)
  }

  @Test(arguments: [
    "users > 5 and users < 7", "facing or not facing", "autonomy = acts and autonomy != reads",
    "review has before and review has after", "autonomy != acts and autonomy != reads",
    "not users > 5 and not users < 5", "(cap is none or cap > HKD 5) and not (cap > HKD 2)",
    "facng and not liv", "many and users < 7",
    "review any_of {before, after} and not review has before",
    "start < end and start > as_of", "start <= end and start >= end",
    "some l in licences (l.principal) and no l in licences (not l.principal)",
    "facing and (live and not live or users > 5)", "not facing and (facing or live)",
    "not cap > HKD 5 and not cap < HKD 6",
  ])
  func `no contradiction`(condition: String) {
    let statements = "let many = users > 5\n" + refuse(condition)
    #expect(!Fixture.compile(statements).findings.contains { $0.code == .neverFires })
  }

  @Test func `a comparison with two ends`() throws {
    let written = refuse("5 < users < 10 and live")
    let found = Fixture.compile(written).findings
    #expect(found.map(\.sentence) == ["comparisons cannot be chained"])
    #expect(found.first?.help == "write `5 < users and users < 10`")
    #expect(mended(written) == refuse("5 < users and users < 10 and live"))
  }

  @Test func `a number for an amount, and for yes or no`() throws {
    let amount = try #require(finding("R120", in: refuse("cap is none or cap > 500")))
    #expect(amount.sentence == "an amount of money and a number do not go together")
    #expect(amount.help == "write amounts as `HKD 1_000`")
    #expect(amount.edit?.text == "HKD 500")
    let answer = try #require(finding("R120", in: refuse("facing = 3")))
    #expect(answer.help == "write `facing`, or `not facing` for its opposite")
  }

  @Test(arguments: [
    "facng and live", "not reviw has before", "no l in licences (l.clas = bank)",
    "autonomy = act", "routed SCF or facing",
  ])
  func `a proposed edit mends the text`(condition: String) {
    #expect(Fixture.compile(refuse(condition)).findings.contains { $0.weight == .error })
    let rest = codes(mended(refuse(condition))).filter { $0 != "R145" }
    #expect(rest == [])
  }

  /// The statements after the edit of the first finding that has one.
  private func mended(_ statements: String) -> String {
    let source = Fixture.header + statements
    guard
      let edit = Fixture.compile(statements).findings.lazy.compactMap(\.edit).first
    else { return statements }
    var bytes = Array(source.utf8)
    bytes.replaceSubrange(edit.bytes, with: Array(edit.text.utf8))
    return String(String(decoding: bytes, as: UTF8.self).dropFirst(Fixture.header.count))
  }
}
