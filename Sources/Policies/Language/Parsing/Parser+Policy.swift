/// Policy files: the header and the statements that are not rules.
extension Parser {
  /// The policy in a file, or nil when not even its header can be read.
  mutating func policy() -> PolicySyntax? {
    guard var policy = try? grouped(.statement, { try $0.policyHeader() }) else { return nil }
    statements(beginningWith: ReservedWords.statements, "a statement") { parser in
      switch parser.token.text {
      case "instrument":
        policy.instruments.append(try parser.instrument())
      case "param":
        policy.parameters.append(try parser.parameter())
      case "let":
        parser.advance()
        let name = try parser.name("the name")
        try parser.expectSymbol("=")
        policy.lets.append((name, try parser.expression()))
      case "record":
        parser.advance()
        let name = try parser.name("the record's name")
        try parser.expectSymbol(":")
        let hasBase = parser.token.kind == .name && !parser.following.isSymbol("=")
        if !hasBase { parser.mayBreak(.hard) }
        let given = try parser.grouped(hasBase ? .filled : .filledHere) { try $0.given() }
        policy.records.append((name, given))
      case "test":
        policy.tests.append(try parser.test())
      case "policy", "vocabulary":
        throw parser.fail("a statement", help: "a file has one header")
      default:
        policy.rules.append(try parser.rule())
      }
    }
    return policy
  }

  private mutating func policyHeader() throws -> PolicySyntax {
    try expectWord("policy")
    let name = try name("the policy's name")
    guard token.kind == .version else {
      throw fail("the policy's version", help: "write it as 1.0.0")
    }
    let version = token.text
    advance()
    try expectWord("for")
    let remit = try self.name("a remit or `joint`")
    try expectWord("from")
    var policy = PolicySyntax(name: name, version: version, remit: remit, from: try date())
    mayBreak(.hard)
    policy.texts = try texts()
    if token.isWord("applies_to") {
      mayBreak(.hard)
      policy.receivedBefore = try receivedBefore()
    }
    mayBreak(.zero)
    try expectWord("vocabulary")
    repeat {
      let kind = try self.name("a vocabulary")
      policy.vocabularies.append((kind, try integer("the vocabulary's version")))
      try bound(policy.vocabularies.count, by: Limits.files, "vocabularies")
    } while takeSymbol(",")
    return policy
  }

  /// `applies_to received before DATE`.
  mutating func receivedBefore() throws -> Int64 {
    try expectWord("applies_to")
    try expectWord("received")
    try expectWord("before")
    return try date()
  }

  private mutating func instrument() throws -> InstrumentSyntax {
    advance()
    return try grouped(.indented) { parser in
      var instrument = InstrumentSyntax(name: try parser.name("the instrument's short name"))
      parser.mayBreak()
      instrument.texts = try parser.texts()
      parser.mayBreak()
      if parser.takeWord("mark") { instrument.mark = try parser.name("a mark") }
      parser.mayBreak()
      if parser.takeWord("url") {
        instrument.url = try parser.string("the address in quotation marks")
      }
      return instrument
    }
  }

  private mutating func parameter() throws -> ParameterSyntax {
    advance()
    let name = try name("the parameter's name")
    try expectSymbol(":")
    var parameter = ParameterSyntax(name: name, type: try type(), timeline: [])
    mayBreak()
    parameter.texts = try texts()
    while token.isWord("from") {
      mayBreak(.hard)
      try bound(parameter.timeline.count + 1, by: Limits.listed, "dated values")
      let start = token.span
      advance()
      let from = try date()
      try expectSymbol("=")
      let value = try value()
      let citations = takeWord("cite") ? try citations() : []
      parameter.timeline.append(
        .init(from: from, span: span(from: start), value: value, citations: citations))
    }
    if parameter.timeline.isEmpty { throw fail("`from` and a dated value") }
    return parameter
  }
}
