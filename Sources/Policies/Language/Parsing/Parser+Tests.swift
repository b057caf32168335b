/// Example records, tests and what they expect.
extension Parser {
  mutating func given() throws -> GivenSyntax {
    var given = GivenSyntax()
    if token.kind == .name, !following.isSymbol("=") {
      let base = try name("an example record, or what is stated")
      if base.text != "nothing" { given.base = base }
      if takeWord("with") {
        mayBreak()
        given.stated = try statements()
      }
    } else {
      given.stated = try statements()
    }
    mayBreak()
    if takeWord("without") { given.without = try names("an attribute") }
    mayBreak()
    if takeWord("changed") {
      given.changed = takeWord("nothing") ? [] : try names("an attribute")
    }
    return given
  }

  private mutating func statements() throws -> [(name: Word, value: StatedSyntax)] {
    var all: [(name: Word, value: StatedSyntax)] = []
    while true {
      let name = try name("an attribute")
      try expectSymbol("=")
      all.append((name, try stated()))
      try bound(all.count, by: Limits.attributes, "stated values")
      guard takeSymbol(",") else { return all }
      mayBreak()
    }
  }

  private mutating func stated() throws -> StatedSyntax {
    let start = token.span
    if case .string(let text) = token.kind {
      advance()
      return .text(text, start)
    }
    if token.isSymbol("{") {
      let words = try nameSet("a member")
      return .set(words, span(from: start))
    }
    if token.isSymbol("[") {
      return try nested { try $0.grouped(.filled) { try $0.listOfRecords() } }
    }
    if takeWord("measured") {
      let value = try value()
      try expectWord("samples")
      let samples = try integer("a number of samples")
      var window: Int64?
      if takeWord("window") {
        window = try integer("a number of days")
        try expectWord("days")
      }
      return .measured(value, samples: samples, window: window, span(from: start))
    }
    return .value(try value())
  }

  private mutating func listOfRecords() throws -> StatedSyntax {
    let start = token.span
    advance()
    var records: [[(name: Word, value: StatedSyntax)]] = []
    while !takeSymbol("]") {
      try expectSymbol("{")
      let fields = try grouped(.filled) { parser in
        parser.token.isSymbol("}") ? [] : try parser.statements()
      }
      records.append(fields)
      try bound(records.count, by: Limits.listed, "records")
      try expectSymbol("}")
      if !token.isSymbol("]") {
        try expectSymbol(",")
        mayBreak()
      }
    }
    return .list(records, span(from: start))
  }

  mutating func test() throws -> TestSyntax {
    advance()
    let start = token.span
    let name = try string("the test's name in quotation marks")
    try expectWord("as_of")
    let asOf = try date()
    let received = takeWord("received") ? try date() : nil
    let stage = takeWord("at") ? try self.name("a stage") : nil
    mayBreak(.hard)
    let given = try grouped(.filled) { parser in
      try parser.expectWord("given")
      return try parser.given()
    }
    mayBreak(.hard)
    let expectations = try grouped(.filled) { try $0.expectations() }
    return TestSyntax(
      name: name, span: start, asOf: asOf, received: received, stage: stage, given: given,
      expectations: expectations)
  }

  private mutating func expectations() throws -> [ExpectationSyntax] {
    try expectWord("expect")
    var expectations = [try expectation()]
    while takeSymbol(";") {
      mayBreak()
      expectations.append(try expectation())
      try bound(expectations.count, by: Limits.listed, "expectations")
    }
    return expectations
  }

  private mutating func expectation() throws -> ExpectationSyntax {
    let start = token.span
    let word = try name("what is expected")
    let claim: ExpectationSyntax.Claim
    switch word.text {
    case let set where set == "route" || Self.setWords.contains(set):
      claim = try setClaim(word)
    case "open":
      let set = try name("what is open")
      guard Self.setWords.contains(set.text) else { throw unknownExpectation(set, Self.setWords) }
      claim = try setClaim(Word(text: "open \(set.text)", span: word.span.joined(set.span)))
    case "lead":
      if takeSymbol("=") {
        claim = .lead(try name("a remit"))
      } else if token.isWord("undetermined") || token.isWord("conflict") {
        claim = .lead(try name("an outcome"))
      } else {
        throw fail("`=`, `undetermined` or `conflict`")
      }
    case "not":
      try expectWord("refused")
      claim = .notRefused
    case "refused", "undetermined":
      try expectWord("by")
      claim = try ruleClaim(word.text)
    case "met", "waived", "excepted", "conflict", "shadow", "fires", "silent", "unknown":
      claim = try ruleClaim(word.text)
    case "clock", "quota":
      let timer = try name("its name")
      try expectSymbol("=")
      let value = try stated()
      if word.text == "clock" {
        claim = .clock(timer, value)
      } else {
        claim = .quota(timer, value, per: takeWord("per") ? try name("a period") : nil)
      }
    default:
      throw unknownExpectation(word, Self.expectationWords)
    }
    return ExpectationSyntax(claim: claim, span: span(from: start))
  }

  private mutating func unknownExpectation(_ word: Word, _ words: [String]) -> Unreadable {
    findings.add(
      .syntax, "`\(word.text)` is nothing that can be expected", at: word.span,
      help: Suggestion.help(for: word.text, among: words))
    return Unreadable()
  }

  private static let setWords = ExpectationJudge.kinds.keys.sorted()

  private static let expectationWords =
    setWords + [
      "route", "lead", "refused", "undetermined", "met", "waived", "excepted", "conflict",
      "shadow", "fires", "silent", "unknown", "open", "clock", "quota",
    ]

  private mutating func setClaim(_ word: Word) throws -> ExpectationSyntax.Claim {
    let comparison: String
    if takeSymbol("=") {
      comparison = "="
    } else if takeWord("includes") {
      comparison = "includes"
    } else if takeWord("excludes") {
      comparison = "excludes"
    } else {
      throw fail("`=`, `includes` or `excludes`")
    }
    return .set(word, comparison: comparison, try nameSet("a name"))
  }

  private mutating func ruleClaim(_ word: String) throws -> ExpectationSyntax.Claim {
    let rules = try names("the id of a rule")
    let missing = takeWord("missing") ? try nameSet("an attribute") : nil
    var by: [Word]?
    if token.isWord("by"), following.isSymbol("{") {
      advance()
      by = try nameSet("the id of a rule")
    }
    var terms: [ExpectationSyntax.TermSyntax] = []
    while let term = try term() { terms.append(term) }
    return .rules(word, rules, missing: missing, by: by, terms: terms)
  }

  /// What a rule says beside when it holds; nil when nothing of the kind follows.
  private mutating func term() throws -> ExpectationSyntax.TermSyntax? {
    guard token.kind == .name else { return nil }
    switch token.text {
    case "hard", "soft":
      return .severity(try name("a severity"))
    case "within":
      advance()
      return .within(try value("a length of time, or `none`"))
    case "not" where following.isWord("suspends"), "suspends":
      let isDenied = takeWord("not")
      advance()
      return .suspends(!isDenied)
    case "by":
      advance()
      let count = try integer("how many persons, or `{` and the ids of rules")
      try expectWord("of")
      return .by(count, try name("a remit's role, such as `SFC.approver`"))
    case "to":
      advance()
      return .to(try name("a remit"))
    case "about":
      advance()
      return .about(try nameSet("an attribute or a document"))
    case "approved_by":
      advance()
      return .approvedBy(try name("a remit's role, such as `SFC.approver`"))
    default:
      return nil
    }
  }
}
