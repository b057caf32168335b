/// Answers an editor about policies: the Language Server Protocol 3.17, without its transport.
///
/// Findings as diagnostics, their edits as code actions, the source of a name on hover, names of the vocabulary as
/// completion, where a name is declared, and the canonical layout. Documents are sent whole at each change.
public struct LanguageServer {
  /// Vocabularies and policies beside a document, by their addresses; those open in the editor come first.
  public typealias Neighbours = (_ address: String) -> [SourceFile]

  private let neighbours: Neighbours
  private(set) var open: [String: String] = [:]

  /// Whether the editor has said goodbye.
  public private(set) var isDone = false

  /// Takes what finds the files that a document is checked together with.
  public init(neighbours: @escaping Neighbours) {
    self.neighbours = neighbours
  }

  /// What to send back for a message: an answer, notifications, or nothing.
  ///
  /// - Parameter text: One JSON-RPC message.
  /// - Returns: Messages, each one JSON document.
  public mutating func answer(_ text: String) -> [String] {
    guard let message = try? JSONReader.read(text), let method = message["method"]?.words else {
      return [Self.error(.null, -32_700, "this is no message")]
    }
    let parameters = message["params"] ?? .null
    guard let id = message["id"] else { return notified(method, parameters) }
    switch method {
    case "initialize": return [Self.result(id, Self.capabilities)]
    case "shutdown": return [Self.result(id, .null)]
    case "textDocument/hover": return [Self.result(id, hover(parameters))]
    case "textDocument/definition": return [Self.result(id, definition(parameters))]
    case "textDocument/completion": return [Self.result(id, completion(parameters))]
    case "textDocument/formatting": return [Self.result(id, formatting(parameters))]
    case "textDocument/codeAction": return [Self.result(id, actions(parameters))]
    default: return [Self.error(id, -32_601, "there is no method \(method)")]
    }
  }

  private mutating func notified(_ method: String, _ parameters: JSONValue) -> [String] {
    guard let address = parameters["textDocument"]?["uri"]?.words else {
      if method == "exit" { isDone = true }
      return []
    }
    switch method {
    case "textDocument/didOpen":
      open[address] = parameters["textDocument"]?["text"]?.words
    case "textDocument/didChange":
      guard case .array(let changes)? = parameters["contentChanges"] else { return [] }
      open[address] = changes.last?["text"]?.words
    case "textDocument/didClose":
      open[address] = nil
      return [Self.notification("textDocument/publishDiagnostics", address, [])]
    default:
      return []
    }
    return [diagnostics(address)]
  }

  // MARK: Answers

  /// The document, and everything it is read together with.
  func sources(_ address: String) -> [SourceFile] {
    let own = SourceFile(name: address, text: open[address] ?? "")
    let others = neighbours(address).filter { $0.name != address }.map {
      SourceFile(name: $0.name, text: open[$0.name] ?? $0.text)
    }
    return [own] + others
  }

  private func diagnostics(_ address: String) -> String {
    let sources = sources(address)
    let list = findings(address, sources).map { Self.diagnostic($0, in: sources[0]) }
    return Self.notification("textDocument/publishDiagnostics", address, list)
  }

  /// What is found in the document, read together with the others.
  func findings(_ address: String, _ sources: [SourceFile]) -> [Finding] {
    PolicySet.compile(sources).findings.filter { $0.file == address }
  }

  private func declaration(_ parameters: JSONValue) -> (DeclarationIndex.Declaration, [SourceFile])?
  {
    guard let address = parameters["textDocument"]?["uri"]?.words, open[address] != nil else {
      return nil
    }
    let index = DeclarationIndex(sources(address))
    guard let offset = Self.offset(parameters["position"], in: index.sources[0]),
      let name = index.name(at: offset, in: 0), let found = index.declaration(of: name.text)
    else { return nil }
    return (found, index.sources)
  }

  private func hover(_ parameters: JSONValue) -> JSONValue {
    guard let (found, _) = declaration(parameters) else { return .null }
    return .object([
      (
        "contents",
        .object([
          ("kind", .string("markdown")), ("value", .string("```\n\(found.text)\n```")),
        ])
      )
    ])
  }

  private func definition(_ parameters: JSONValue) -> JSONValue {
    guard let (found, sources) = declaration(parameters) else { return .null }
    let source = sources[found.span.file]
    return .object([
      ("uri", .string(source.name)),
      ("range", Self.range(found.span.start..<found.span.end, in: source)),
    ])
  }

  private func completion(_ parameters: JSONValue) -> JSONValue {
    guard let address = parameters["textDocument"]?["uri"]?.words, open[address] != nil else {
      return .null
    }
    let index = DeclarationIndex(sources(address))
    let names = index.declarations.filter { $0.keyword != "field" && $0.keyword != "test" }.map {
      Self.item($0.name, detail: $0.keyword, kind: $0.keyword == "attribute" ? 5 : 6)
    }
    return .array(names + ReservedWords.all.sorted().map { Self.item($0, detail: nil, kind: 14) })
  }

  private func formatting(_ parameters: JSONValue) -> JSONValue {
    guard let address = parameters["textDocument"]?["uri"]?.words, let text = open[address] else {
      return .null
    }
    let source = SourceFile(name: address, text: text)
    guard let laidOut = PolicyCommands.format([source], isChecked: false).files[0].text else {
      return .null
    }
    let edit = JSONValue.object([
      ("range", Self.range(0..<text.utf8.count, in: source)), ("newText", .string(laidOut)),
    ])
    return .array(laidOut == text ? [] : [edit])
  }
}
