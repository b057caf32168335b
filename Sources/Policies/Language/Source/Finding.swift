/// Something the checker has to say about a source, and how to mend it.
public struct Finding: Sendable, Equatable {
  /// How much it matters.
  public enum Weight: String, Sendable {
    /// Nothing can be activated while it stands.
    case error
    /// Worth a look; nothing is prevented.
    case warning
  }

  /// The stable code, `R101` and so on; the table is in `docs/policy-language.md`.
  public let code: FindingCode
  /// Error or warning.
  public let weight: Weight
  /// The name of the file.
  public let file: String
  /// Line of the first character, from 1.
  public let line: Int
  /// Column of the first character, from 1.
  public let column: Int
  /// Byte offset of the first character and of the one behind the last.
  public let bytes: Range<Int>
  /// One sentence that says what is wrong.
  public let sentence: String
  /// How to mend it, where that can be said.
  public let help: String?
  /// What to write instead, where a program can do it.
  public let edit: Edit?
  /// A situation that shows it, as a test in the language.
  public let witness: String?
  /// The line with the carets below it.
  public let picture: String

  /// Text to be put in place of some bytes.
  public struct Edit: Sendable, Equatable {
    /// Byte offset of the first character to go and of the one behind the last.
    public let bytes: Range<Int>
    /// What comes in their place.
    public let text: String

    var json: JSONValue {
      .object([
        ("from", .integer(Int64(bytes.lowerBound))), ("to", .integer(Int64(bytes.upperBound))),
        ("text", .string(text)),
      ])
    }
  }

  /// The finding as a person reads it on a terminal.
  public var text: String {
    "\(file):\(line):\(column): \(weight.rawValue)[\(code.rawValue)]: \(sentence)\n\(picture)"
      + (witness.map { "\n" + $0.dropLast() } ?? "")
  }

  var json: JSONValue {
    .object([
      ("code", .string(code.rawValue)), ("severity", .string(weight.rawValue)),
      ("file", .string(file)), ("line", .integer(Int64(line))),
      ("column", .integer(Int64(column))),
      ("start", .integer(Int64(bytes.lowerBound))), ("end", .integer(Int64(bytes.upperBound))),
      ("sentence", .string(sentence)), ("help", help.map(JSONValue.string) ?? .null),
      ("remedy", .string(code.remedy)), ("edit", edit?.json ?? .null),
      ("witness", witness.map(JSONValue.string) ?? .null), ("picture", .string(picture)),
    ])
  }
}

/// Collects findings about a list of sources; nothing stops at the first.
struct Findings {
  let sources: [SourceFile]
  private(set) var all: [Finding] = []
  /// Whether something came after the last one that is kept.
  private var isCut = false
  /// What edits were looked up in.
  var rereading = Rereading()

  init(sources: [SourceFile]) {
    self.sources = sources
  }

  var hasErrors: Bool { isCut || all.contains { $0.weight == .error } }

  /// Whether there is nothing to decide by: a rule that never fires decides nothing, and the others
  /// mean what they mean.
  var preventSet: Bool {
    isCut || all.contains { $0.weight == .error && $0.code != .neverFires }
  }

  /// Whether what follows is not kept any more.
  var isFull: Bool { all.count >= Limits.findings }

  /// Whether one of the sources has an error.
  func hasErrors(in file: Int) -> Bool {
    all.contains { $0.weight == .error && $0.file == sources[file].name }
  }

  /// Whether the same was found at a place before.
  func holds(_ code: FindingCode, at span: Span) -> Bool {
    all.contains {
      $0.code == code && $0.bytes == span.start..<span.end && $0.file == sources[span.file].name
    }
  }

  /// Files everything that others have found.
  mutating func add(_ others: Findings) {
    for finding in others.all where !isFull && !all.contains(finding) { all.append(finding) }
    isCut = isCut || others.isCut
  }

  /// Files what is wrong at a span, unless the same was said of it already.
  ///
  /// A help text that names what was meant is an edit of the span as well.
  mutating func add(
    _ code: FindingCode, _ sentence: String, at span: Span, help: String? = nil,
    edit: (span: Span, text: String)? = nil, witness: String? = nil
  ) {
    guard !isFull else {
      isCut = true
      return
    }
    let source = sources[span.file]
    let position = source.position(of: span.start)
    let finding = Finding(
      code: code, weight: code.weight, file: source.name, line: position.line,
      column: position.column, bytes: span.start..<max(span.start, span.end),
      sentence: sentence, help: help,
      edit: (edit ?? Suggestion.meant(in: help).map { (span, $0) }).map {
        Finding.Edit(bytes: $0.span.start..<$0.span.end, text: $0.text)
      },
      witness: witness,
      picture: CaretPicture.draw(source, span, position.line, note: help))
    if !all.contains(finding) { all.append(finding) }
  }

  /// Files findings made elsewhere about the same sources.
  mutating func add(_ findings: [Finding]) { all += findings }

  /// Files an unknown name, with the nearest one as help and as the edit that mends it.
  mutating func addUnknown(
    _ code: FindingCode, _ sentence: String, at word: Word, among names: some Sequence<String>,
    otherwise help: String? = nil
  ) {
    // Looking for the name that was meant takes time, which nobody wants to spend a million times.
    let meant = isFull ? nil : Suggestion.nearest(to: word.text, among: names)
    add(
      code, sentence, at: word.span, help: meant.map { "did you mean `\($0)`?" } ?? help,
      edit: meant.map { (word.span, $0) })
  }

  /// In the order of the text, file by file; at the end that there were more.
  var sorted: [Finding] {
    let order = Dictionary(
      sources.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let inOrder = all.sorted {
      (order[$0.file] ?? 0, $0.bytes.lowerBound, $0.code.rawValue)
        < (order[$1.file] ?? 0, $1.bytes.lowerBound, $1.code.rawValue)
    }
    guard isCut, let last = inOrder.last else { return inOrder }
    return inOrder + [
      Finding(
        code: .countBound, weight: .error, file: last.file, line: last.line, column: last.column,
        bytes: last.bytes, sentence: "there are more than \(Limits.findings) findings",
        help: "mend these first", edit: nil, witness: nil, picture: last.picture)
    ]
  }
}
