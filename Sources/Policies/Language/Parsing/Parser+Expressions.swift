/// Conditions and arithmetic, by descent; `or` binds weakest, a comparison stronger than `not`.
extension Parser {
  mutating func expression() throws -> ExpressionSyntax {
    let start = token.span
    let parts = try operands(of: "or") { try $0.conjunction() }
    return parts.count == 1 ? parts[0] : .or(parts, span(from: start))
  }

  private mutating func conjunction() throws -> ExpressionSyntax {
    let start = token.span
    let parts = try operands(of: "and") { try $0.negation() }
    return parts.count == 1 ? parts[0] : .and(parts, span(from: start))
  }

  /// What a word joins; a line may end before the word.
  private mutating func operands(
    of word: String, _ operand: (inout Parser) throws -> ExpressionSyntax
  ) throws -> [ExpressionSyntax] {
    try grouped(.indented) { parser in
      var parts = [try operand(&parser)]
      while parser.token.isWord(word) {
        parser.mayBreak()
        parser.advance()
        parts.append(try operand(&parser))
        try parser.bound(parts.count, by: Limits.listed, "parts joined by `\(word)`")
      }
      return parts
    }
  }

  private mutating func negation() throws -> ExpressionSyntax {
    let start = token.span
    guard takeWord("not") else { return try comparison() }
    let inner = try nested { try $0.negation() }
    return .not(inner, span(from: start))
  }

  private mutating func comparison() throws -> ExpressionSyntax {
    let start = token.span
    let left = try sum()
    if token.kind == .symbol, Self.comparisons.contains(token.text) {
      let comparison = Word(text: token.text, span: token.span)
      advance()
      let right = try sum()
      try refuseChain(left, comparison, right)
      return .compare(left, comparison, right, span(from: start))
    }
    guard token.kind == .name else { return left }
    switch token.text {
    case "in", "any_of", "all_of", "only":
      let test = try name("a test")
      let set = try nameSet("a member")
      return .members(left, test, set, span(from: start))
    case "has":
      let test = try name("a test")
      let member = try name("a member")
      return .members(left, test, [member], span(from: start))
    case "is":
      return try question(left, start)
    default:
      try refuseForeignWord()
      return left
    }
  }

  /// `5 < n < 10` is two comparisons.
  private mutating func refuseChain(
    _ left: ExpressionSyntax, _ first: Word, _ middle: ExpressionSyntax
  ) throws {
    guard token.kind == .symbol, Self.comparisons.contains(token.text) else { return }
    let second = token
    let shared = findings.text(of: middle.span)
    advance()
    let isReadable = (try? sum()) != nil
    let words = [
      findings.text(of: left.span), first.text, shared, "and", shared, second.text,
      findings.text(of: second.span.joined(lastSpan)).dropFirst(second.text.utf8.count)
        .trimmingPrefix { $0.isWhitespace }.description,
    ]
    findings.add(
      .syntax, "comparisons cannot be chained", at: second.span,
      help: isReadable ? "write `\(words.joined(separator: " "))`" : "write two, joined by `and`",
      edit: findings.insertion(of: "and \(shared) ", before: second.span))
    throw Unreadable()
  }

  private static let comparisons: Set<String> = ["=", "!=", "<", "<=", ">", ">="]

  /// Words of everyday language, and what stands for them here.
  private static let everyday = [
    "contains": "has", "includes": "has", "equals": "=", "exceeds": ">", "above": ">", "over": ">",
    "below": "<", "under": "<", "but": "and",
  ]

  /// Behind a value stands a word of the language, or nothing of the condition any more.
  private func isForeign(_ token: Token) -> Bool {
    token.kind == .name && !ReservedWords.all.contains(token.text)
      && Self.clauseLines[token.text] == nil && !Self.vocabularyWords.contains(token.text)
      && !["unit", "measured", "derived"].contains(token.text)
  }

  private mutating func refuseForeignWord() throws {
    guard isForeign(token), !following.isSymbol(":") else { return }
    let own = Self.everyday[token.text]
    findings.add(
      .syntax, "`\(token.text)` is no operator of the language", at: token.span,
      help: own.map { "write `\($0)`" }
        ?? "compare with `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `has`, and join with `and`, `or`",
      edit: own.map { (token.span, $0) })
    throw Unreadable()
  }

  private mutating func question(_ left: ExpressionSyntax, _ start: Span) throws
    -> ExpressionSyntax
  {
    let word = token.span
    advance()
    let isDenied = takeWord("not")
    let sign = isDenied ? "!=" : "="
    let place = span(from: word)
    let isNothing = ["nothing", "null", "nil"].contains(token.text)
    let answer: ExpressionSyntax
    if takeWord("none") {
      answer = .isNone(left, span(from: start))
    } else if takeWord("empty") {
      answer = .isEmpty(left, span(from: start))
    } else {
      findings.add(
        .syntax, "after `is` stands `none` or `empty`, not \(token.described)", at: place,
        help: isNothing ? "write `none`" : "compare values with `\(sign)`",
        edit: isNothing ? (token.span, "none") : (place, sign))
      throw Unreadable()
    }
    return isDenied ? .not(answer, span(from: start)) : answer
  }

  private mutating func sum() throws -> ExpressionSyntax {
    let start = token.span
    var left = try product()
    var terms = 1
    while token.isSymbol("+") || token.isSymbol("-") {
      terms += 1
      try bound(terms, by: Limits.nesting, "terms in one sum")
      let sign = Word(text: token.text, span: token.span)
      advance()
      left = .arithmetic(left, sign, try product(), span(from: start))
    }
    return left
  }

  private mutating func product() throws -> ExpressionSyntax {
    let start = token.span
    var left = try operand()
    var factors = 1
    while token.isSymbol("*") || token.isSymbol("/") {
      factors += 1
      try bound(factors, by: Limits.nesting, "factors in one product")
      let sign = Word(text: token.text, span: token.span)
      advance()
      left = .arithmetic(left, sign, .literal(try value("a whole number")), span(from: start))
    }
    return left
  }

  private mutating func operand() throws -> ExpressionSyntax {
    let start = token.span
    if takeSymbol("(") {
      let inner = try nested { try $0.expression() }
      try expectSymbol(")")
      return inner
    }
    if case .string(let text) = token.kind { throw textInCondition(text) }
    guard token.kind == .name else { return .literal(try value()) }
    switch token.text {
    case "HKD":
      return .literal(try value())
    case "as_of":
      advance()
      return .asOf(start)
    case "some", "every", "count":
      return try quantified()
    case "no" where following.kind == .name && tokens[min(at + 2, tokens.count - 1)].isWord("in"):
      return try quantified()
    case "yes", "no", "none":
      return .literal(try value())
    case "known", "changed":
      return try asked()
    case "routed":
      advance()
      let remit = try name("a remit")
      return .routed(remit, span(from: start))
    case "recorded":
      advance()
      let attribute = try name("a recorded attribute")
      return .recorded(attribute, span(from: start))
    default:
      return try named()
    }
  }

  /// Conditions read numbers, dates and members: nothing is compared with words.
  private mutating func textInCondition(_ text: String) -> Unreadable {
    let isNumber = Int64(text.filter { $0 != "_" && $0 != "," }) != nil
    findings.add(
      .unreadableText, "a condition cannot compare with a text in quotation marks", at: token.span,
      help: isNumber
        ? "write the number without quotation marks"
        : "write a number, a date, an amount or a member's name, without quotation marks",
      edit: isNumber ? (token.span, text.filter { $0 != "," }) : nil)
    return Unreadable()
  }

  private mutating func named() throws -> ExpressionSyntax {
    if ReservedWords.all.contains(token.text) {
      throw fail("a condition", help: "`\(token.text)` is a word of the language")
    }
    let word = try name("an attribute")
    guard takeWord("or_assume") else { return .name(word) }
    let assumed = try value("the value to assume")
    let citations = takeWord("cite") ? try citations() : []
    return .assumed(word, assumed, citations, span(from: word.span))
  }

  private mutating func asked() throws -> ExpressionSyntax {
    let start = token.span
    let word = try name("a question")
    layout?.add(.joins, at)
    try expectSymbol("(")
    let attribute = try name("an attribute")
    let citations = word.text == "known" && takeWord("cite") ? try citations() : []
    try expectSymbol(")")
    return word.text == "known"
      ? .known(attribute, citations, span(from: start)) : .changed(attribute, span(from: start))
  }

  private mutating func quantified() throws -> ExpressionSyntax {
    let word = try name("a quantifier")
    let binder = try name("a name for the record")
    try expectWord("in")
    let list = try name("a list")
    try expectSymbol("(")
    let body = try nested { try $0.expression() }
    try expectSymbol(")")
    return .quantified(word, binder: binder, list: list, body, span(from: word.span))
  }
}
