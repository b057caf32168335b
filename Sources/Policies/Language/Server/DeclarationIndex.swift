/// Where names are declared in some files, found by reading alone: it works while files have errors.
struct DeclarationIndex {
  /// A statement that gives something a name.
  struct Declaration {
    let name: String
    /// The word that begins it: `attribute`, `refuse`, `let` and so on.
    let keyword: String
    /// Where the name stands.
    let span: Span
    /// The whole statement as written.
    let text: String
  }

  let sources: [SourceFile]
  private(set) var declarations: [Declaration] = []
  /// The tokens of each source, to find what stands at a place.
  private var tokens: [[Token]] = []

  init(_ sources: [SourceFile]) {
    self.sources = sources
    for file in sources.indices {
      var findings = Findings(sources: sources)
      guard var parser = PolicySet.parser(of: file, &findings) else {
        tokens.append([])
        continue
      }
      parser.layout = LayoutNotes()
      if sources[file].firstWord == "vocabulary" {
        _ = parser.vocabulary()
      } else {
        _ = parser.policy()
      }
      tokens.append(parser.tokens)
      add(parser, sources[file])
    }
  }

  private mutating func add(_ parser: Parser, _ source: SourceFile) {
    var open: [(shape: LayoutNotes.Shape, token: Int)] = []
    for (note, token) in parser.layout?.notes ?? [] {
      switch note {
      case .open(let shape):
        open.append((shape, token))
      case .close:
        guard let (shape, start) = open.popLast(), shape == .statement || shape == .block,
          token > start
        else { continue }
        let isField = !open.isEmpty && source.firstWord == "vocabulary"
        let name = parser.tokens[isField ? start : start + 1]
        guard name.kind == .name else { continue }
        let span = parser.tokens[start].span.joined(parser.tokens[token - 1].span)
        declarations.append(
          Declaration(
            name: name.text, keyword: isField ? "field" : parser.tokens[start].text,
            span: name.span, text: source.slice(span.start, span.end)))
      default:
        break
      }
    }
  }

  /// The name at a place: the token that holds the byte or ends before it.
  func name(at offset: Int, in file: Int) -> Token? {
    tokens[file].first {
      $0.kind == .name && $0.span.start <= offset && offset <= $0.span.end
    }
  }

  /// What a name means; a dotted name that nobody declares is a field of a record.
  func declaration(of name: String) -> Declaration? {
    if let found = declarations.first(where: { $0.name == name && $0.keyword != "field" }) {
      return found
    }
    guard let field = name.split(separator: ".").last.map(String.init), field != name else {
      return nil
    }
    return declarations.first { $0.name == field && $0.keyword == "field" }
  }
}
