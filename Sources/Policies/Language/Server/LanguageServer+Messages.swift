/// Messages and places as the protocol writes them.
extension LanguageServer {
  static var capabilities: JSONValue {
    .object([
      (
        "capabilities",
        .object([
          ("textDocumentSync", .integer(1)), ("hoverProvider", .bool(true)),
          ("definitionProvider", .bool(true)), ("documentFormattingProvider", .bool(true)),
          (
            "codeActionProvider",
            .object([("codeActionKinds", .strings(["quickfix"]))])
          ),
          ("completionProvider", .object([("triggerCharacters", .strings(["."]))])),
        ])
      ), ("serverInfo", .object([("name", .string("sandboxpp policy lsp"))])),
    ])
  }

  static func result(_ id: JSONValue, _ result: JSONValue) -> String {
    JSONValue.object([("jsonrpc", .string("2.0")), ("id", id), ("result", result)]).text()
  }

  static func error(_ id: JSONValue, _ code: Int64, _ sentence: String) -> String {
    JSONValue.object([
      ("jsonrpc", .string("2.0")), ("id", id),
      ("error", .object([("code", .integer(code)), ("message", .string(sentence))])),
    ]).text()
  }

  static func notification(_ method: String, _ address: String, _ diagnostics: [JSONValue])
    -> String
  {
    JSONValue.object([
      ("jsonrpc", .string("2.0")), ("method", .string(method)),
      ("params", .object([("uri", .string(address)), ("diagnostics", .array(diagnostics))])),
    ]).text()
  }

  static func item(_ name: String, detail: String?, kind: Int64) -> JSONValue {
    .object(
      [("label", .string(name)), ("kind", .integer(kind))]
        + (detail.map { [("detail", .string($0))] } ?? []))
  }

  static func diagnostic(_ finding: Finding, in source: SourceFile) -> JSONValue {
    .object([
      ("range", range(finding.bytes, in: source)),
      ("severity", .integer(finding.weight == .error ? 1 : 2)),
      ("code", .string(finding.code.rawValue)), ("source", .string("sandboxpp")),
      ("message", .string(finding.sentence + (finding.help.map { "\n" + $0 } ?? ""))),
    ])
  }

  // MARK: Places: lines and UTF-16 units, both from 0

  static func range(_ bytes: Range<Int>, in source: SourceFile) -> JSONValue {
    .object([
      ("start", position(bytes.lowerBound, in: source)),
      ("end", position(bytes.upperBound, in: source)),
    ])
  }

  private static func position(_ offset: Int, in source: SourceFile) -> JSONValue {
    let line = source.position(of: offset).line
    let units = source.slice(source.lineStarts[line - 1], offset).utf16.count
    return .object([("line", .integer(Int64(line - 1))), ("character", .integer(Int64(units)))])
  }

  static func offset(_ position: JSONValue?, in source: SourceFile) -> Int? {
    guard case .integer(let line)? = position?["line"],
      case .integer(let character)? = position?["character"], character >= 0,
      source.lineStarts.indices.contains(Int(clamping: line))
    else { return nil }
    let text = source.line(Int(line) + 1)
    let units = String(decoding: Array(text.utf16.prefix(Int(clamping: character))), as: UTF16.self)
    return source.lineStarts[Int(line)] + units.utf8.count
  }
}

extension JSONValue {
  /// The text, if it is one.
  var words: String? { if case .string(let text) = self { text } else { nil } }
}
