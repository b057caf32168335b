extension PolicyCommands {
  /// A source and its text in the canonical layout.
  public struct Formatted: Sendable {
    /// As it was read.
    public let source: SourceFile
    /// In the canonical layout; nil when it cannot be read.
    public let text: String?

    /// Whether there is something to write.
    public var isChanged: Bool { text != nil && text != source.text }
  }

  /// Lays sources out in the one canonical way; comments are kept, and the meaning stays what it was.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies, each on its own.
  ///   - isChecked: Whether it is only said which files are laid out differently.
  /// - Returns: What became of each, and the report: exit 1 when a file cannot be read, or is laid
  ///   out differently and only checked.
  public static func format(_ sources: [SourceFile], isChecked: Bool)
    -> (files: [Formatted], report: Report)
  {
    var findings = Findings(sources: sources)
    let files = sources.map { source in
      Formatted(source: source, text: PolicyFormatter.format(source, &findings))
    }
    let changed = files.filter(\.isChanged).map(\.source.name)
    let errors = findings.sorted.filter { $0.weight == .error }
    var text = errors.map { $0.text + "\n\n" }.joined()
    text += changed.map { $0 + (isChecked ? ": not in the canonical layout\n" : "\n") }.joined()
    let json = JSONValue.object([
      ("changed", .strings(changed)), ("findings", .array(errors.map(\.json))),
    ])
    let isWrong = !errors.isEmpty || isChecked && !changed.isEmpty
    return (
      files, Report(text: text, json: json.text(isPretty: true), exitCode: isWrong ? 1 : 0)
    )
  }
}
