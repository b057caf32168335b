public import Crypto

/// What became of some sources: a policy set unless there were errors, and everything found.
public struct Compilation: Sendable {
  /// The set; nil when a finding is an error, other than that a rule can never fire.
  public let set: PolicySet?
  /// Errors and warnings in the order of the text.
  public let findings: [Finding]

  /// Whether any finding is an error.
  public var hasErrors: Bool { findings.contains { $0.weight == .error } }
}

extension PolicySet {
  /// Reads, checks and compiles vocabularies and policies together.
  ///
  /// - Parameters:
  ///   - sources: Vocabulary and policy files in any order.
  ///   - isTested: Whether the tests and their records are read as well; without them a rule that
  ///     they name may be gone.
  /// - Returns: the set, or nil beside errors, and all findings.
  public static func compile(_ sources: [SourceFile], isTested: Bool = true) -> Compilation {
    var findings = Findings(sources: sources)
    var (vocabularyFiles, policyFiles) = parse(sources, &findings)
    if !isTested {
      for index in policyFiles.indices {
        (policyFiles[index].tests, policyFiles[index].records) = ([], [])
      }
    }
    let vocabularies = VocabularyChecker.check(vocabularyFiles, &findings)
    guard vocabularies.first?.0.kind == .application else {
      if !sources.isEmpty, !findings.hasErrors {
        findings.add(
          .unknownVocabulary, "there is no vocabulary `application` among the files",
          at: Span(file: 0, start: 0, end: 0), help: "hand the vocabulary's file in as well")
      }
      return Compilation(set: nil, findings: findings.sorted)
    }
    var checker = PolicyChecker(vocabularies, findings: findings)
    for policy in ReachingBack.counting(policyFiles, of: sources) { checker.check(policy) }
    checker.reportWholeSet()
    let all = checker.findings.sorted
    guard !checker.findings.preventSet else { return Compilation(set: nil, findings: all) }
    let set = PolicySet(
      vocabularies: vocabularies.map(\.0), policies: checker.headers, rules: checker.rules,
      sources: sources, digest: digest(of: sources), named: checker.checker.scope.named,
      parameters: checker.parameters, tests: checker.tests, numbers: checker.numbers,
      relievers: checker.relievers, alternatives: checker.alternatives)
    return Compilation(set: set, findings: all)
  }

  /// The digest by which decisions name the texts.
  ///
  /// SHA-256 of each text in canonical order: its name, a line break, its length in bytes, where it is
  /// activated ` adopted ` and the day, where it is a newer version that reaches back
  /// ` received before ` and the day, a line break, the text. No two sets have the same bytes.
  ///
  /// - Parameter sources: Vocabulary and policy files in any order.
  /// - Returns: the digest.
  public static func digest(of sources: [SourceFile]) -> Digest {
    SHA256.digest(
      sources.sorted(by: SourceFile.inCanonicalOrder).reduce(into: [UInt8]()) { bytes, source in
        let adoption = source.adoptedOn.map { " adopted \($0)" } ?? ""
        let reach = source.reachingBefore.map { " received before \($0)" } ?? ""
        bytes += Array("\(source.name)\n\(source.bytes.count)\(adoption)\(reach)\n".utf8)
        bytes += source.bytes
      })
  }

  private static func parse(_ sources: [SourceFile], _ findings: inout Findings)
    -> ([VocabularySyntax], [PolicySyntax])
  {
    var vocabularies: [VocabularySyntax] = []
    var policies: [PolicySyntax] = []
    for (number, source) in sources.enumerated() {
      let start = Span(file: number, start: 0, end: 0)
      if number == Limits.files {
        findings.add(.countBound, "at most \(Limits.files) files are read together", at: start)
      }
      if number >= Limits.files { break }
      guard var parser = parser(of: number, &findings) else { continue }
      switch source.firstWord {
      case "vocabulary": parser.vocabulary().map { vocabularies.append($0) }
      default: parser.policy().map { policies.append($0) }
      }
      findings = parser.findings
    }
    return (vocabularies, policies)
  }

  /// A parser for one of the sources; nil for what is too large to read or neither of the two kinds.
  static func parser(of file: Int, _ findings: inout Findings) -> Parser? {
    let source = findings.sources[file]
    let start = Span(file: file, start: 0, end: 0)
    if source.size > Limits.fileBytes {
      findings.add(
        .fileSizeBound,
        "the file has \(source.size) bytes, at most \(Limits.fileBytes) are read",
        at: start, help: "split it into several files")
      return nil
    }
    if let line = source.longLine {
      findings.add(
        .fileSizeBound, "a line has more than \(Limits.lineBytes) bytes",
        at: Span(file: file, start: line, end: line), help: "break the line")
      return nil
    }
    let parser = Parser(file: file, findings: findings)
    guard ["vocabulary", "policy"].contains(source.firstWord) else {
      findings = parser.findings
      findings.add(
        .syntax, "the file begins with neither `vocabulary` nor `policy`", at: start,
        help: "a policy begins with `policy NAME VERSION for REMIT from DATE`")
      return nil
    }
    return parser
  }
}
