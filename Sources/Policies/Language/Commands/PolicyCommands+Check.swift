import Crypto

extension PolicyCommands {
  /// All findings about some files; exit 1 when one is an error.
  public static func check(_ sources: [SourceFile]) -> Report {
    let compilation = PolicySet.compile(sources)
    if sources.isEmpty { return wrong(compilation) }
    let summary = summary(compilation.findings)
    let text = compilation.findings.map { $0.text + "\n\n" }.joined() + summary + "\n"
    let json = JSONValue.object([
      ("findings", .array(compilation.findings.map(\.json))),
      ("digest", compilation.set.map { .string($0.digest.description) } ?? .null),
      ("rules", compilation.set.map { .integer(Int64($0.rules.count)) } ?? .null),
    ])
    return Report(
      text: text, json: json.text(isPretty: true), exitCode: compilation.hasErrors ? 1 : 0)
  }

  /// The report when the files themselves are wrong.
  static func wrong(_ compilation: Compilation) -> Report {
    if compilation.findings.isEmpty {
      return Report(text: "there are no files to read\n", json: "{\"findings\":[]}", exitCode: 2)
    }
    let errors = compilation.findings.filter { $0.weight == .error }
    return Report(
      text: errors.map { $0.text + "\n\n" }.joined() + summary(errors) + "\n",
      json: JSONValue.object([("findings", .array(errors.map(\.json)))]).text(isPretty: true),
      exitCode: 1)
  }
}
