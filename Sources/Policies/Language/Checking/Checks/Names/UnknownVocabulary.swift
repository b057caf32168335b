/// A vocabulary that a policy names and that is not among the files, or not in this version.
enum UnknownVocabulary {
  static func report(
    _ kind: Word, _ version: Int64, among vocabularies: [Vocabulary], _ findings: inout Findings
  ) {
    let there = vocabularies.map { "\($0.kind.rawValue) \($0.version)" }
    let own = vocabularies.first { $0.kind.rawValue == kind.text }
    findings.add(
      .unknownVocabulary, "the vocabulary `\(kind.text) \(version)` is not among the files",
      at: kind.span, help: "there is " + there.joined(separator: ", "),
      edit: own.flatMap { own in
        number(behind: kind.span, findings).map { ($0, String(own.version)) }
      })
  }

  static func reportMissingApplication(
    _ policy: PolicySyntax, version: Int, _ findings: inout Findings
  ) {
    findings.add(
      .unknownVocabulary, "a policy reads the vocabulary `application`", at: policy.name.span,
      help: "add `application \(version)` to the header",
      edit: policy.vocabularies.first.map {
        findings.insertion(of: "application \(version), ", before: $0.kind.span)
      })
  }

  private static func number(behind span: Span, _ findings: Findings) -> Span? {
    let bytes = findings.sources[span.file].bytes
    guard let start = bytes[span.end...].firstIndex(where: { $0 > 32 }) else { return nil }
    let end = bytes[start...].firstIndex { !(48...57).contains($0) } ?? bytes.count
    return end > start ? Span(file: span.file, start: start, end: end) : nil
  }
}
