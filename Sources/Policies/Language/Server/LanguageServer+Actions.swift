/// What an editor can do about a finding by itself: the finding's edit.
extension LanguageServer {
  /// Letters of an edit that its title shows.
  private static let shownLetters = 60

  func actions(_ parameters: JSONValue) -> JSONValue {
    guard let address = parameters["textDocument"]?["uri"]?.words, open[address] != nil else {
      return .null
    }
    let sources = sources(address)
    let own = sources[0]
    guard let start = Self.offset(parameters["range"]?["start"], in: own),
      let end = Self.offset(parameters["range"]?["end"], in: own)
    else { return .array([]) }
    let found = findings(address, sources).filter {
      $0.bytes.lowerBound <= end && start <= $0.bytes.upperBound
    }
    return .array(found.compactMap { action($0, own) })
  }

  private func action(_ finding: Finding, _ source: SourceFile) -> JSONValue? {
    guard let edit = finding.edit else { return nil }
    let change = JSONValue.object([
      ("range", Self.range(edit.bytes, in: source)), ("newText", .string(edit.text)),
    ])
    return .object([
      ("title", .string(Self.title(edit, source))), ("kind", .string("quickfix")),
      ("isPreferred", .bool(true)),
      ("diagnostics", .array([Self.diagnostic(finding, in: source)])),
      ("edit", .object([("changes", .object([(source.name, .array([change]))]))])),
    ])
  }

  private static func title(_ edit: Finding.Edit, _ source: SourceFile) -> String {
    let old = source.words(edit.bytes.lowerBound, edit.bytes.upperBound)
    let new = edit.text.split { $0.isWhitespace }.joined(separator: " ")
    func shown(_ text: String) -> String {
      "`" + (text.count > shownLetters ? text.prefix(shownLetters) + "…" : text) + "`"
    }
    if new.isEmpty { return "Remove " + shown(old) }
    return old.isEmpty ? "Add " + shown(new) : "Write " + shown(new)
  }
}
