/// Lays a source out in the one canonical way; words and remarks stay as they are.
///
/// The parser says which tokens belong together (``LayoutNotes``), so that every token is written
/// again in its order: the meaning cannot change. A remark on a line of its own stays before the word it
/// preceded, one at the end of a line behind the word it followed.
struct PolicyFormatter {
  private let tokens: [Token]
  private let notes: [(note: LayoutNotes.Note, token: Int)]
  private var joined: Set<Int> = []
  private var elided: Set<Int> = []
  /// Remarks by the token that they precede or follow.
  private var leading: [Int: [Comment]] = [:]
  private var trailing: [Int: String] = [:]

  /// The formatted text; nil when the source cannot be read, which the findings explain.
  static func format(_ source: SourceFile, _ findings: inout Findings) -> String? {
    guard let file = findings.sources.firstIndex(of: source) else { return nil }
    var own = Findings(sources: findings.sources)
    let parser = PolicySet.parser(of: file, &own)
    guard var parser else {
      findings.add(own)
      return nil
    }
    parser.layout = LayoutNotes()
    switch source.firstWord {
    case "vocabulary": _ = parser.vocabulary()
    default: _ = parser.policy()
    }
    findings.add(parser.findings)
    guard !parser.findings.hasErrors, let notes = parser.layout?.notes else { return nil }
    return PolicyFormatter(parser, notes).text()
  }

  private init(_ parser: Parser, _ notes: [(note: LayoutNotes.Note, token: Int)]) {
    tokens = parser.tokens
    self.notes = notes
    for (note, token) in notes {
      switch note {
      case .joins: joined.insert(token)
      case .elided: elided.insert(token)
      default: break
      }
    }
    for comment in parser.comments {
      var place = comment.nextToken
      if comment.beginsLine || place == 0 {
        while elided.contains(place) { place += 1 }
        leading[place, default: []].append(comment)
      } else {
        place -= 1
        while elided.contains(place) { place -= 1 }
        trailing[place] = trailing[place].map { $0 + " " + comment.text } ?? comment.text
      }
    }
  }

  // MARK: Statements

  /// A statement and the tokens it begins and ends with.
  private struct Statement {
    var layout: Layout
    var tokens: Range<Int>
    var isOneLine: Bool
  }

  private func text() -> String {
    var statements = statements()
    pad(&statements)
    var printer = LayoutPrinter()
    var before: Statement?
    for statement in statements {
      let first = tokens[statement.tokens.lowerBound]
      let remarks = leading[statement.tokens.lowerBound] ?? []
      let belongs =
        before.map { isRun($0, statement) }.map { isRun in
          isRun && !(remarks.first?.followsBlankLine ?? first.followsBlankLine)
        } ?? true
      if !belongs { printer.emptyLine() }
      print(remarks, &printer)
      if !remarks.isEmpty, first.followsBlankLine { printer.emptyLine() }
      printer.print(statement.layout)
      before = statement
    }
    let last = leading[tokens.count - 1] ?? []
    if before != nil, last.first?.followsBlankLine ?? false { printer.emptyLine() }
    print(last, &printer)
    return printer.text
  }

  private func print(_ remarks: [Comment], _ printer: inout LayoutPrinter) {
    for (number, remark) in remarks.enumerated() {
      if number > 0, remark.followsBlankLine { printer.emptyLine() }
      printer.print(remark: remark.text)
    }
  }

  /// Whether two statements may follow each other without an empty line.
  private func isRun(_ first: Statement, _ second: Statement) -> Bool {
    let word = tokens[first.tokens.lowerBound].text
    return word == tokens[second.tokens.lowerBound].text
      && (Self.declarations.contains(word) || first.isOneLine && second.isOneLine)
  }

  private func statements() -> [Statement] {
    var statements: [Statement] = []
    var at = 0
    while at < notes.count {
      guard case .open(let shape) = notes[at].note else {
        at += 1
        continue
      }
      let start = notes[at].token
      var builder = LayoutBuilder(word: { word($0, isFirst: $0 == start) })
      let layout = builder.build(shape, notes, &at)
      let end = notes[at - 1].token
      let isOneLine = !layout.isBroken && layout.flatWidth <= LayoutPrinter.columns
      statements.append(Statement(layout: layout, tokens: start..<end, isOneLine: isOneLine))
    }
    return statements
  }

  // MARK: Words

  /// A token as a word; nil for one that is left out.
  private func word(_ number: Int, isFirst: Bool) -> Layout.Word? {
    if elided.contains(number) { return nil }
    let token = tokens[number]
    var before = number - 1
    while elided.contains(before) { before -= 1 }
    let isSpaced = !isFirst && before >= 0 && isSpaced(tokens[before], token, number)
    return Layout.Word(
      text: token.text, width: CaretPicture.width(of: token.text), isSpaced: isSpaced,
      leading: isFirst ? [] : (leading[number] ?? []).map(\.text), trailing: trailing[number])
  }

  private func isSpaced(_ before: Token, _ token: Token, _ number: Int) -> Bool {
    if joined.contains(number) { return false }
    if before.kind == .symbol, ["(", "[", "{", ".."].contains(before.text) { return false }
    if token.kind == .symbol, [")", "]", "}", ",", ";", ".."].contains(token.text) { return false }
    return true
  }

  // MARK: Columns

  private static let declarations: Set<String> = [
    "remit", "operator", "role", "paper", "timer", "resource",
  ]

  /// Pads the names in a run of declarations, so that their texts stand in a column.
  private func pad(_ statements: inout [Statement]) {
    var start = 0
    while start < statements.count {
      var end = start + 1
      while end < statements.count, isColumn(statements[end - 1], statements[end]) { end += 1 }
      if Self.declarations.contains(tokens[statements[start].tokens.lowerBound].text) {
        let names = (start..<end).map { tokens[statements[$0].tokens.lowerBound + 1] }
        let widest = names.map(\.text.count).max() ?? 0
        for (offset, name) in names.enumerated() {
          statements[start + offset].layout.pad(word: 1, by: widest - name.text.count)
        }
      }
      start = end
    }
  }

  private func isColumn(_ first: Statement, _ second: Statement) -> Bool {
    let token = tokens[second.tokens.lowerBound]
    return !token.followsBlankLine && leading[second.tokens.lowerBound] == nil
      && tokens[first.tokens.lowerBound].text == token.text
  }
}
