/// Cuts a source into tokens; what it cannot read becomes a finding and is passed over.
struct Lexer {
  private let bytes: [UInt8]
  private let source: SourceFile
  private let file: Int
  private var at = 0
  private var beginsLine = true
  private var lineEnds = 0
  private var depth = 0
  private var tokens: [Token] = []
  private var comments: [Comment] = []

  static func read(_ file: Int, into findings: inout Findings)
    -> (tokens: [Token], comments: [Comment])
  {
    var lexer = Lexer(source: findings.sources[file], file: file)
    lexer.run(&findings)
    return (lexer.tokens, lexer.comments)
  }

  private init(source: SourceFile, file: Int) {
    self.source = source
    self.file = file
    bytes = source.bytes
  }

  private mutating func run(_ findings: inout Findings) {
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\n"):
        beginsLine = true
        lineEnds += 1
        at += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        at += 1
      case UInt8(ascii: "#"):
        comment(&findings)
      case UInt8(ascii: "\""):
        string(&findings)
      case _ where Self.isLetter(byte):
        name(&findings)
      case _ where Self.isDigit(byte):
        number(&findings)
      case _ where byte >= 0x80:
        foreign(&findings)
      default:
        symbol(&findings)
      }
    }
    add(.end, from: bytes.count)
  }

  private mutating func add(_ kind: Token.Kind, from start: Int, as own: String? = nil) {
    let span = Span(file: file, start: start, end: at)
    let text = own ?? source.slice(start, at)
    let first = start < at ? bytes[start] : 0
    if first == UInt8(ascii: "}") || first == UInt8(ascii: "]") { depth -= 1 }
    tokens.append(
      Token(
        kind: kind, text: text, span: span, beginsLine: beginsLine,
        followsBlankLine: lineEnds > 1, depth: depth))
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { depth += 1 }
    beginsLine = false
    lineEnds = 0
  }

  private func byte(_ offset: Int) -> UInt8 {
    at + offset < bytes.count ? bytes[at + offset] : 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  /// Letters, digits and `_`, with single `-` and `.` between them.
  private mutating func name(_ findings: inout Findings) {
    let start = at
    while Self.isWord(byte(0))
      || (byte(0) == UInt8(ascii: "-") && Self.isWord(byte(1)))
      || (byte(0) == UInt8(ascii: ".") && Self.isLetter(byte(1)))
    {
      at += 1
    }
    if at - start > Limits.nameBytes {
      findings.add(
        .countBound, "a name has at most \(Limits.nameBytes) letters, this one \(at - start)",
        at: Span(file: file, start: start, end: at), help: "shorten it")
      at = start + Limits.nameBytes
      add(.name, from: start)
      while Self.isWord(byte(0)) || byte(0) == UInt8(ascii: "-") || byte(0) == UInt8(ascii: ".") {
        at += 1
      }
      return
    }
    add(.name, from: start)
  }

  private mutating func comment(_ findings: inout Findings) {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    reportDeceptive(start, at, &findings)
    var end = at
    while Self.isSpace(bytes[end - 1]) { end -= 1 }
    comments.append(
      Comment(
        text: source.slice(start, end), nextToken: tokens.count, beginsLine: beginsLine,
        followsBlankLine: lineEnds > 1))
    lineEnds = 0
  }

  private mutating func string(_ findings: inout Findings) {
    let start = at
    // What stands between the escapes, of which there are nearly never any.
    var value = ""
    at += 1
    var plain = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\n") {
      if bytes[at] == UInt8(ascii: "\\"), byte(1) == 34 || byte(1) == 92 {
        value += source.slice(plain, at)
        at += 1
        plain = at
      }
      at += 1
    }
    value += source.slice(plain, at)
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      at += 1
    } else {
      findings.add(
        .syntax, "the text has no closing quotation mark on its line",
        at: Span(file: file, start: start, end: at), help: "close it with `\"`",
        edit: findings.insertion(
          of: "\"", behind: findings.trimmed(Span(file: file, start: start, end: at))))
    }
    reportDeceptive(start, at, &findings)
    add(.string(value), from: start)
  }

  /// Text outside quotation marks is ASCII, so that no name can look like another.
  private mutating func foreign(_ findings: inout Findings) {
    let start = at
    while at < bytes.count, bytes[at] >= 0x80 { at += 1 }
    let text = source.slice(start, at)
    let scalar = text.unicodeScalars.first ?? "?"
    let span = Span(file: file, start: start, end: at)
    if let own = Self.typographic[text] {
      findings.add(
        .deceptiveCharacter, "`\(text)` looks like `\(own)` and is another character", at: span,
        help: "write `\(own)`", edit: (span, own))
      if own != "\"" { add(.symbol, from: start, as: own) }
      return
    }
    findings.add(
      .deceptiveCharacter,
      "\(DeceptiveCharacters.name(of: scalar)) stands outside quotation marks", at: span,
      help: "names and words are ASCII only",
      edit: DeceptiveCharacters.latin(text[...]).map { (span, $0) })
  }

  /// What word processors put in place of what was typed.
  private static let typographic = [
    "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=", "\u{2212}": "-", "\u{2013}": "-",
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{FF1D}": "=", "\u{FF08}": "(", "\u{FF09}": ")",
    "\u{FF0C}": ",", "\u{FF1A}": ":",
  ]

  private func reportDeceptive(_ start: Int, _ end: Int, _ findings: inout Findings) {
    if bytes[start..<end].allSatisfy({ (32..<127).contains($0) }) { return }
    let text = source.slice(start, end)
    reportMixed(text, start, &findings)
    var offset = start
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      // Editors break the line at a carriage return without a line feed; the language does not.
      let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      let isLoneReturn = scalar == "\r" && next != UInt8(ascii: "\n")
      if DeceptiveCharacters.deceives(scalar) || isLoneReturn {
        findings.add(
          .deceptiveCharacter,
          "\(DeceptiveCharacters.name(of: scalar)) hides, turns or breaks the text around it",
          at: Span(file: file, start: offset, end: offset + length), help: "remove it",
          edit: (Span(file: file, start: offset, end: offset + length), ""))
      }
      offset += length
    }
  }

  /// A word of Latin letters with a letter of another alphabet among them that looks like one.
  private func reportMixed(_ text: String, _ start: Int, _ findings: inout Findings) {
    guard text.unicodeScalars.contains(where: DeceptiveCharacters.isStrange) else { return }
    var offset = start
    for word in text.split(omittingEmptySubsequences: false, whereSeparator: { !$0.isLetter }) {
      let length = word.utf8.count
      if let scalar = DeceptiveCharacters.stranger(in: word) {
        findings.add(
          .deceptiveCharacter,
          "`\(word)` mixes alphabets: \(DeceptiveCharacters.name(of: scalar)) looks like a Latin letter",
          at: Span(file: file, start: offset, end: offset + length), help: "type the word again",
          edit: DeceptiveCharacters.latin(word).map {
            (Span(file: file, start: offset, end: offset + length), $0)
          })
      }
      offset += length
      offset += source.characterLength(at: offset)
    }
  }

  private mutating func symbol(_ findings: inout Findings) {
    let start = at
    let isPair = Self.endsOfPairs.contains(byte(1))
    let pair = isPair ? source.slice(at, at + 2) : ""
    if let own = isPair ? Self.foreignOperators[pair] : nil {
      at += 2
      findings.add(
        .syntax, "`\(pair)` is no operator of the language",
        at: Span(file: file, start: start, end: at), help: "write `\(own)`",
        edit: (Span(file: file, start: start, end: at), own))
      add(own == "and" || own == "or" ? .name : .symbol, from: start, as: own)
    } else if isPair, ["!=", "<=", ">=", ".."].contains(pair) {
      at += 2
      add(.symbol, from: start)
    } else if Self.symbols.contains(bytes[at]) {
      at += 1
      add(.symbol, from: start)
    } else {
      at += 1
      let span = Span(file: file, start: start, end: at)
      let isDenial = bytes[start] == UInt8(ascii: "!")
      let scalar = Unicode.Scalar(bytes[start])
      let shown =
        DeceptiveCharacters.deceives(scalar)
        ? DeceptiveCharacters.name(of: scalar) : "`\(source.slice(start, at))`"
      findings.add(
        .syntax, "the character \(shown) means nothing here", at: span,
        help: isDenial ? "write `not`" : "remove it", edit: (span, isDenial ? "not " : ""))
      if isDenial { add(.name, from: start, as: "not") }
    }
  }

  private static let symbols = Array("=<>+-*/(){}[],:;.".utf8)
  /// The second characters of all symbols and foreign operators of two.
  private static let endsOfPairs = Array("=<>&|.".utf8)

  /// What other languages write, and what this one does.
  private static let foreignOperators = [
    "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "||": "or",
  ]

  // MARK: Numbers and dates

  private mutating func digits() {
    while Self.isDigit(byte(0)) || (byte(0) == UInt8(ascii: "_") && Self.isDigit(byte(1))) {
      at += 1
    }
  }

  private mutating func number(_ findings: inout Findings) {
    let start = at
    digits()
    if at - start == 4, byte(0) == UInt8(ascii: "-"), Self.isDigit(byte(1)) {
      return date(start, &findings)
    }
    var scale = 0
    if byte(0) == UInt8(ascii: "."), Self.isDigit(byte(1)) {
      at += 1
      let point = at
      digits()
      scale = source.slice(point, at).filter { $0 != "_" }.count
      if byte(0) == UInt8(ascii: "."), Self.isDigit(byte(1)) {
        at += 1
        digits()
        return add(.version, from: start)
      }
    }
    let plain = source.slice(start, at).filter { $0 != "_" && $0 != "." }
    guard scale <= Limits.decimalDigits, let units = Int64(plain), units <= Limits.magnitude
    else {
      findings.add(
        .outOfRange, "the number is too large or has too many digits behind the point",
        at: Span(file: file, start: start, end: at),
        help: "at most \(Limits.decimalDigits) digits behind the point")
      return add(.integer(0), from: start)
    }
    if byte(0) == UInt8(ascii: "%") {
      at += 1
      return add(.percent(units, scale: scale), from: start)
    }
    add(scale == 0 ? .integer(units) : .decimal(units, scale: scale), from: start)
  }

  /// A day whose month or day lacks its zero.
  private func padded(_ text: String) -> String? {
    let parts = text.split(separator: "-").map { $0.count == 1 ? "0" + $0 : String($0) }
    let day = parts.joined(separator: "-")
    return CivilDate(day) == nil ? nil : day
  }

  private mutating func date(_ start: Int, _ findings: inout Findings) {
    while Self.isDigit(byte(0)) || byte(0) == UInt8(ascii: "-") { at += 1 }
    guard let date = CivilDate(source.slice(start, at)) else {
      findings.add(
        .syntax, "`\(source.slice(start, at))` is not a day of the calendar",
        at: Span(file: file, start: start, end: at), help: "write YYYY-MM-DD",
        edit: padded(source.slice(start, at)).map { (Span(file: file, start: start, end: at), $0) })
      return add(.date(0), from: start)
    }
    add(.date(date.day), from: start)
  }
}
