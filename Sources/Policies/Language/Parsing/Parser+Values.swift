/// Literals, types and citations.
extension Parser {
  mutating func value(_ what: String = "a value") throws -> ValueSyntax {
    let start = token.span
    let literal: LiteralSyntax
    switch token.kind {
    case .symbol where token.text == "-":
      literal = try negative()
    case .integer(let number):
      advance()
      if token.kind == .name, let unit = LengthUnit(rawValue: token.text) {
        advance()
        literal = .length(number, unit)
      } else {
        literal = .integer(number)
      }
    case .decimal(let units, let scale):
      advance()
      literal = .decimal(units, scale: scale)
    case .percent(let units, let scale):
      advance()
      literal = .percent(units, scale: scale)
    case .date(let day):
      advance()
      literal = .date(day)
    case .name where token.text == "HKD":
      advance()
      literal = try amount()
    case .name:
      literal = .word(try name(what).text)
    default:
      throw fail(what)
    }
    return ValueSyntax(literal: literal, span: span(from: start))
  }

  /// A number below zero; lengths are never negative.
  private mutating func negative() throws -> LiteralSyntax {
    advance()
    layout?.add(.joins, at)
    switch token.kind {
    case .integer(let units):
      advance()
      if token.kind == .name, LengthUnit(rawValue: token.text) != nil {
        throw fail("a number after `-`", help: "a length is never below zero: turn the sides round")
      }
      return .integer(-units)
    case .decimal(let units, let scale):
      advance()
      return .decimal(-units, scale: scale)
    case .percent(let units, let scale):
      advance()
      return .percent(-units, scale: scale)
    default:
      throw fail("a number after `-`", help: "amounts are written `HKD -5`")
    }
  }

  private mutating func amount() throws -> LiteralSyntax {
    if takeSymbol("-") {
      layout?.add(.joins, at)
      guard case .money(let units, let scale) = try amount() else { throw fail("an amount") }
      return .money(-units, scale: scale)
    }
    switch token.kind {
    case .integer(let units):
      advance()
      return .money(units, scale: 0)
    case .decimal(let units, let scale):
      advance()
      return .money(units, scale: scale)
    default:
      throw fail("an amount after `HKD`")
    }
  }

  mutating func type() throws -> TypeSyntax {
    let start = token.span
    let shape: TypeSyntax.Shape
    if token.isSymbol("{") || (token.isWord("enum") && following.isSymbol("{")) {
      _ = takeWord("enum")
      shape = .members(try members())
    } else if token.isWord("set"), following.isWord("of") {
      advance()
      advance()
      shape = .set(try nested { try $0.type() })
    } else if token.isWord("list"), following.isWord("of") {
      shape = try list()
    } else {
      let word = try name("a type")
      var digits: Word?
      if word.text == "decimal" {
        digits = Word(text: token.text, span: token.span)
        _ = try integer("the number of digits behind the point")
      }
      shape = .named(word, digits: digits, range: try range())
    }
    return TypeSyntax(shape: shape, span: span(from: start))
  }

  private mutating func list() throws -> TypeSyntax.Shape {
    advance()
    advance()
    let record = try name("the name of a record")
    try expectWord("at")
    try expectWord("most")
    let bound = Word(text: token.text, span: token.span)
    _ = try integer("the largest number of records")
    return .list(record: record, atMost: bound)
  }

  private mutating func range() throws -> (ValueSyntax, ValueSyntax)? {
    switch token.kind {
    case .integer, .decimal, .percent: break
    case .symbol where token.text == "-": break
    case .name where token.text == "HKD": break
    default: return nil
    }
    let low = try value("the lowest value")
    try expectSymbol("..")
    return (low, try value("the highest value"))
  }

  mutating func members() throws -> [MemberSyntax] {
    try grouped(.closed) { parser in
      try parser.expectSymbol("{")
      var members: [MemberSyntax] = []
      while !parser.token.isSymbol("}") {
        parser.mayBreak(.column)
        let member = try parser.name("a member or `}`")
        members.append(MemberSyntax(name: member, texts: try parser.texts()))
        try parser.bound(members.count, by: Limits.listed, "members")
        if parser.token.isSymbol(",") {
          parser.layout?.add(.elided, parser.at)
          parser.advance()
        }
      }
      parser.mayBreak(.zero)
      parser.advance()
      return members
    }
  }

  /// `{a, b}` as a list of names.
  mutating func nameSet(_ what: String) throws -> [Word] {
    try expectSymbol("{")
    if takeSymbol("}") { return [] }
    let words = try names(what)
    try expectSymbol("}")
    return words
  }

  /// What follows `cite`.
  mutating func citations() throws -> [CitationSyntax] {
    try grouped(.filled) { try $0.listOfCitations() }
  }

  /// Such as `para "18(b)"`; the quotation marks hold something.
  private mutating func place(in instrument: Word) throws -> String {
    let word = try name("a place")
    let text = try string("the place in quotation marks")
    if text.allSatisfy(\.isWhitespace) {
      findings.add(
        .missingCitation, "the citation of `\(instrument.text)` names an empty place",
        at: span(from: word.span), help: "say which \(word.text), or `whole`",
        edit: (span(from: word.span), "whole"))
    }
    return word.text + " " + text
  }

  private mutating func listOfCitations() throws -> [CitationSyntax] {
    var citations: [CitationSyntax] = []
    repeat {
      if !citations.isEmpty { mayBreak() }
      try bound(citations.count + 1, by: Limits.listed, "citations")
      let instrument = try name("the name of an instrument")
      let place: String
      if takeWord("whole") {
        place = ""
      } else if ["para", "note", "section", "page"].contains(token.text), token.kind == .name {
        place = try self.place(in: instrument)
      } else {
        findings.add(
          .missingCitation, "the citation of `\(instrument.text)` does not say which place",
          at: instrument.span, help: "add `para \"…\"`, `note`, `section`, `page`, or `whole`",
          edit: findings.insertion(of: " whole", behind: instrument.span))
        place = ""
      }
      let mark = takeWord("as") ? try name("a mark") : nil
      citations.append(CitationSyntax(instrument: instrument, place: place, mark: mark))
    } while takeSymbol(",")
    return citations
  }
}
