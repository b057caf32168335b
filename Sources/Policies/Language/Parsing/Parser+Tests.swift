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
    case "route", "conditions", "documents", "flags", "questions", "approvals", "suspensions":
      claim = try setClaim(word)
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
      claim = word.text == "clock" ? .clock(timer, value) : .quota(timer, value)
    default:
      findings.add(
        .syntax, "`\(word.text)` is nothing that can be expected", at: word.span,
        help: Suggestion.help(for: word.text, among: Self.expectationWords))
      throw Unreadable()
    }
    return ExpectationSyntax(claim: claim, span: span(from: start))
  }

  private static let expectationWords = [
    "route", "lead", "refused", "undetermined", "met", "waived", "excepted", "conflict", "shadow",
    "fires", "silent", "unknown", "conditions", "documents", "flags", "questions", "approvals",
    "suspensions",
    "clock", "quota",
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
    let by = takeWord("by") ? try nameSet("the id of a rule") : nil
    return .rules(word, rules, missing: missing, by: by)
  }
}
