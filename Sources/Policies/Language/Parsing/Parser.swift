/// Builds syntax from tokens.
///
/// A statement that cannot be read becomes a finding, and reading goes on with the next one.
struct Parser {
  /// Thrown once a finding is filed; caught where a statement begins.
  struct Unreadable: Error {}

  var tokens: [Token]
  var comments: [Comment]
  var at = 0
  var nesting = 0
  var findings: Findings
  /// What the formatter wants to know; nil while nobody formats.
  var layout: LayoutNotes?

  init(file: Int, findings: Findings) {
    var collected = findings
    (tokens, comments) = Lexer.read(file, into: &collected)
    self.findings = collected
  }

  var token: Token { tokens[at] }
  var following: Token { tokens[min(at + 1, tokens.count - 1)] }
  var isAtEnd: Bool { token.kind == .end }
  var lastSpan: Span { tokens[max(0, at - 1)].span }

  func span(from start: Span) -> Span { start.joined(lastSpan) }

  mutating func advance() {
    if at < tokens.count - 1 { at += 1 }
  }

  // MARK: Expecting

  mutating func fail(_ wanted: String, help: String? = nil) -> Unreadable {
    findings.add(
      .syntax, "expected \(wanted), found \(token.described)", at: token.span, help: help)
    return Unreadable()
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard token.isWord(word) else { return false }
    advance()
    return true
  }

  mutating func takeSymbol(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func expectWord(_ word: String) throws {
    guard takeWord(word) else {
      let near = Suggestion.help(for: token.text, among: [word])
      throw fail("`\(word)`", help: near)
    }
  }

  mutating func expectSymbol(_ symbol: String) throws {
    guard takeSymbol(symbol) else { throw fail("`\(symbol)`") }
  }

  mutating func name(_ what: String) throws -> Word {
    guard token.kind == .name else { throw fail(what) }
    defer { advance() }
    return Word(text: token.text, span: token.span)
  }

  mutating func names(_ what: String) throws -> [Word] {
    try grouped(.filled) {
      var words = [try $0.name(what)]
      while $0.takeSymbol(",") {
        $0.mayBreak()
        words.append(try $0.name(what))
        try $0.bound(words.count, by: Limits.listed, "names in one list")
      }
      return words
    }
  }

  mutating func integer(_ what: String) throws -> Int64 {
    guard case .integer(let value) = token.kind else { throw fail(what) }
    advance()
    return value
  }

  mutating func date() throws -> Int64 {
    guard case .date(let day) = token.kind else {
      throw fail("a date", help: "write YYYY-MM-DD")
    }
    advance()
    return day
  }

  mutating func string(_ what: String) throws -> String {
    guard case .string(let text) = token.kind else { throw fail(what) }
    advance()
    return text
  }

  /// `en "…" zh "…"`, or one of them; nil when neither stands here.
  mutating func texts() throws -> TextsSyntax? {
    guard token.isWord("en") || token.isWord("zh") else { return nil }
    return try grouped(.aligned) { parser in
      var texts = TextsSyntax(en: nil, zh: nil, span: parser.token.span)
      while parser.token.isWord("en") || parser.token.isWord("zh") {
        let isEnglish = parser.token.isWord("en")
        if (isEnglish ? texts.en : texts.zh) != nil { break }
        parser.mayBreak()
        parser.advance()
        let sentence = try parser.string("a text in quotation marks")
        if isEnglish { texts.en = sentence } else { texts.zh = sentence }
      }
      texts.span = parser.span(from: texts.span)
      return texts
    }
  }

  // MARK: Recovering

  /// Reads statements until the file ends, each on its own.
  mutating func statements(
    beginningWith keywords: Set<String>, _ what: String,
    _ statement: (inout Parser) throws -> Void
  ) {
    var count = 0
    while !isAtEnd, !findings.isFull {
      let before = at
      count += 1
      if count > Limits.statements {
        findings.add(
          .countBound, "a file has at most \(Limits.statements) statements", at: token.span,
          help: "split the file")
        return
      }
      do {
        guard token.kind == .name, keywords.contains(token.text) else {
          let near = Suggestion.help(for: token.text, among: keywords.sorted())
          throw fail(what, help: near)
        }
        let isBlock = keywords.contains("enum") && ["enum", "record"].contains(token.text)
        try grouped(isBlock ? .block : .statement) { try statement(&$0) }
      } catch {
        if at == before { advance() }
        recover(keywords)
      }
    }
  }

  /// Passes over everything up to the next line that begins with a statement's word.
  private mutating func recover(_ keywords: Set<String>) {
    nesting = 0
    while !isAtEnd {
      if token.beginsLine, token.kind == .name, keywords.contains(token.text),
        !following.isSymbol(":")
      {
        return
      }
      advance()
    }
  }

  mutating func nested<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    nesting += 1
    defer { nesting -= 1 }
    if nesting > Limits.nesting {
      findings.add(
        .nestingBound, "this is nested more than \(Limits.nesting) deep", at: token.span,
        help: "name a part of it with `let`")
      throw Unreadable()
    }
    return try body(&self)
  }

  /// Stops what would be too long to read, and to compare with each other.
  mutating func bound(_ count: Int, by limit: Int, _ what: String) throws {
    guard count > limit else { return }
    findings.add(
      .countBound, "there are more than \(limit) \(what)", at: token.span, help: "split it")
    throw Unreadable()
  }

  // MARK: Layout

  /// Reads something that the formatter lays out as one piece.
  mutating func grouped<Result>(
    _ shape: LayoutNotes.Shape, _ body: (inout Parser) throws -> Result
  ) rethrows -> Result {
    layout?.add(.open(shape), at)
    defer { layout?.add(.close, at) }
    return try body(&self)
  }

  /// Says that a line may end before the token at hand.
  mutating func mayBreak(_ kind: LayoutNotes.Break = .line) {
    layout?.add(.mayBreak(kind), at)
  }
}
