/// What edits are made of; looked up only once something is wrong.
extension Findings {
  typealias Mend = (span: Span, text: String)

  /// The text of a piece.
  func text(of span: Span) -> String { sources[span.file].slice(span.start, span.end) }

  /// Puts something before a piece.
  func insertion(of text: String, before span: Span) -> Mend {
    (Span(file: span.file, start: span.start, end: span.start), text)
  }

  /// Puts something behind a piece.
  func insertion(of text: String, behind span: Span) -> Mend {
    (Span(file: span.file, start: span.end, end: span.end), text)
  }

  /// Takes a piece out, with the space around it: its line if nothing else stands there.
  func removal(of span: Span) -> Mend {
    let bytes = sources[span.file].bytes
    var (start, end) = (span.start, span.end)
    while end < bytes.count, bytes[end] == 32 { end += 1 }
    if end == bytes.count || bytes[end] == UInt8(ascii: "\n") {
      while start > 0, bytes[start - 1] == 32 || bytes[start - 1] == UInt8(ascii: "\n") {
        start -= 1
      }
    }
    return (Span(file: span.file, start: start, end: end), "")
  }

  /// Takes a whole statement out, with the empty lines behind it.
  mutating func removal(ofStatementAt span: Span) -> Mend? {
    guard var statement = statement(at: span) else { return nil }
    let bytes = sources[span.file].bytes
    while statement.end < bytes.count, bytes[statement.end] == UInt8(ascii: "\n") {
      statement.end += 1
    }
    return (statement, "")
  }

  /// Puts other texts in the place of several pieces of one file, in one edit.
  func replacement(of pieces: [Mend]) -> Mend? {
    let pieces = pieces.sorted { $0.span.start < $1.span.start }
    guard let first = pieces.first, let last = pieces.last else { return nil }
    var text = ""
    var at = first.span.start
    for piece in pieces {
      text += sources[first.span.file].slice(at, piece.span.start) + piece.text
      at = piece.span.end
    }
    return (first.span.joined(last.span), text)
  }

  /// A piece without the space at its end.
  func trimmed(_ span: Span) -> Span {
    var span = span
    while span.end > span.start, sources[span.file].bytes[span.end - 1] <= 32 { span.end -= 1 }
    return span
  }

  /// A word with the space behind it, if it stands right before a piece.
  func word(_ word: String, before span: Span) -> Span? {
    let source = sources[span.file]
    var at = span.start
    while at > 0, source.bytes[at - 1] <= 32 { at -= 1 }
    let start = at - word.utf8.count
    guard start >= 0, source.slice(start, at) == word else { return nil }
    return Span(file: span.file, start: start, end: span.end)
  }

  /// The one place in a piece where a text stands; nil if there are none or several.
  func place(of text: String, in span: Span) -> Span? {
    let whole = self.text(of: span)
    let ranges = whole.ranges(of: text)
    guard ranges.count == 1, let range = ranges.first else { return nil }
    let start = span.start + whole.utf8.distance(from: whole.startIndex, to: range.lowerBound)
    return Span(file: span.file, start: start, end: start + text.utf8.count)
  }
}

/// What is read of the sources a second time, so that a file without findings costs nothing.
struct Rereading {
  /// Statements by file, those inside others behind them.
  var statements: [Int: [Span]] = [:]
  /// Sentences that stand somewhere in both languages.
  var translations: [String: String]?
}

extension Findings {
  /// The innermost statement that a piece stands in.
  mutating func statement(at span: Span) -> Span? {
    let all = rereading.statements[span.file] ?? PolicySet.statements(of: span.file, sources)
    rereading.statements[span.file] = all
    return all.filter { $0.start <= span.start && span.end <= $0.end }
      .min { $0.end - $0.start < $1.end - $1.start }
  }

  /// The statements that stand inside another.
  mutating func statements(inside statement: Span) -> [Span] {
    _ = self.statement(at: statement)
    return (rereading.statements[statement.file] ?? []).filter {
      $0 != statement && statement.start <= $0.start && $0.end <= statement.end
    }
  }

  /// What a sentence is in the other language, if it stands in both somewhere in these files.
  mutating func translation(of sentence: String) -> String? {
    let all = rereading.translations ?? PolicySet.translations(in: sources)
    rereading.translations = all
    return all[sentence]
  }
}

extension PolicySet {
  /// Every statement of a file that can be read.
  static func statements(of file: Int, _ sources: [SourceFile]) -> [Span] {
    var findings = Findings(sources: sources)
    guard var parser = parser(of: file, &findings) else { return [] }
    parser.layout = LayoutNotes()
    if sources[file].firstWord == "vocabulary" {
      _ = parser.vocabulary()
    } else {
      _ = parser.policy()
    }
    var open: [(shape: LayoutNotes.Shape, token: Int)] = []
    var statements: [Span] = []
    for (note, token) in parser.layout?.notes ?? [] {
      if case .open(let shape) = note { open.append((shape, token)) }
      guard case .close = note, let (shape, start) = open.popLast(), token > start,
        shape == .statement || shape == .block
      else { continue }
      statements.append(parser.tokens[start].span.joined(parser.tokens[token - 1].span))
    }
    return statements
  }

  /// Sentences that stand in both languages beside each other, each by the other.
  static func translations(in sources: [SourceFile]) -> [String: String] {
    var pairs: [String: String] = [:]
    for file in sources.indices.prefix(Limits.files) {
      var findings = Findings(sources: sources)
      guard let tokens = parser(of: file, &findings)?.tokens else { continue }
      for at in tokens.indices.dropLast(3)
      where tokens[at].isWord("en") && tokens[at + 2].isWord("zh") {
        guard case .string(let english) = tokens[at + 1].kind,
          case .string(let chinese) = tokens[at + 3].kind, !english.isEmpty, !chinese.isEmpty
        else { continue }
        pairs[english] = quoted(chinese)
        pairs[chinese] = quoted(english)
      }
    }
    return pairs
  }

  /// The text as it stands between quotation marks.
  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
