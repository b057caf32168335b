/// Vocabulary files.
extension Parser {
  static let vocabularyWords: Set<String> = [
    "remit", "operator", "role", "paper", "timer", "resource", "enum", "record", "section",
    "attribute",
  ]

  /// The vocabulary in a file, or nil when not even its header can be read.
  mutating func vocabulary() -> VocabularySyntax? {
    guard var vocabulary = try? grouped(.statement, { try $0.vocabularyHeader() }) else {
      return nil
    }
    var section: String?
    statements(beginningWith: Self.vocabularyWords, "a declaration") { parser in
      switch parser.token.text {
      case "enum":
        parser.advance()
        let name = try parser.name("the enum's name")
        vocabulary.enums.append((name, try parser.members()))
      case "record":
        vocabulary.records.append(try parser.recordType())
      case "attribute":
        parser.advance()
        var attribute = try parser.attribute(isField: false)
        attribute.section = section
        vocabulary.attributes.append(attribute)
      default:
        let keyword = try parser.name("a declaration")
        let name = try parser.name("its name")
        if keyword.text == "section" { section = name.text }
        vocabulary.names.append(
          DeclarationSyntax(keyword: keyword, name: name, texts: try parser.texts()))
      }
    }
    return vocabulary
  }

  private mutating func vocabularyHeader() throws -> VocabularySyntax {
    try expectWord("vocabulary")
    let kind = try name("the vocabulary's kind")
    let version = try integer("the vocabulary's version")
    mayBreak(.hard)
    return VocabularySyntax(kind: kind, version: version, texts: try texts())
  }

  private mutating func recordType() throws -> RecordSyntax {
    advance()
    let name = try name("the record's name")
    let fields = try grouped(.closed) { parser in
      try parser.expectSymbol("{")
      var fields: [AttributeSyntax] = []
      while !parser.token.isSymbol("}") {
        parser.mayBreak(.hard)
        fields.append(try parser.grouped(.statement) { try $0.attribute(isField: true) })
        try parser.bound(fields.count, by: Limits.listed, "fields")
      }
      parser.mayBreak(.zero)
      parser.advance()
      return fields
    }
    return RecordSyntax(name: name, fields: fields)
  }

  private mutating func attribute(isField: Bool) throws -> AttributeSyntax {
    let name = try name(isField ? "a field or `}`" : "the attribute's name")
    try expectSymbol(":")
    var attribute = AttributeSyntax(name: name, type: try type())
    var before: String?
    while token.kind == .name, !following.isSymbol(":") {
      let line = Self.attributeLines[token.text] ?? ""
      mayBreak(line == "type" || !line.isEmpty && line == before ? .line : .hard)
      before = line
      guard try clause(&attribute, isField) else { break }
    }
    return attribute
  }

  /// Clauses that stand beside each other on a line; the others have one of their own.
  private static let attributeLines = [
    "or": "type", "for": "who", "by": "who", "from": "who", "recorded": "who", "measured": "who",
  ]

  private mutating func clause(_ attribute: inout AttributeSyntax, _ isField: Bool) throws -> Bool {
    switch token.text {
    case "or":
      advance()
      try expectWord("none")
      attribute.orNone = true
    case "en", "zh":
      if attribute.texts != nil { throw fail("each language once") }
      attribute.texts = try texts()
    case "ask":
      advance()
      attribute.question = try texts()
    case "unit":
      advance()
      attribute.unit = try texts()
    case _ where isField:
      throw fail("a clause of a field, or the next field")
    case "for":
      advance()
      attribute.audience = try names("`all` or a remit")
    case "by":
      advance()
      attribute.author = try name("who states it")
    case "from":
      advance()
      attribute.stage = try name("a stage")
    case "recorded":
      advance()
      attribute.isRecorded = true
    case "measured":
      advance()
      attribute.isMeasured = true
    case "derived":
      advance()
      attribute.derived = try expression()
    default:
      return false
    }
    return true
  }
}
