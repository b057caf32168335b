import Crypto

extension PolicyCommands {
  /// How thoroughly files are checked.
  public enum Depth: Sendable {
    /// What can be seen without a search.
    case plain
    /// What needs a proof as well; without a solver boundary values and chance take its place, and the report
    /// says so.
    case proved(by: Prover?)
  }

  /// All findings about some files.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - day: Today, for rules that end soon; nil leaves that out.
  ///   - depth: Whether proofs are looked for.
  /// - Returns: exit 1 when a finding is an error.
  public static func check(
    _ sources: [SourceFile], on day: CivilDate? = nil, depth: Depth = .plain
  ) -> Report {
    let compilation = PolicySet.compile(sources)
    if sources.isEmpty { return wrong(compilation) }
    var findings = Findings(sources: sources)
    findings.add(compilation.findings)
    var notes: [String] = []
    if let set = compilation.set {
      UntestedRule.check(set, &findings)
      if let day { UntilSoon.check(set.rules, on: day, &findings) }
      if case .proved(let prover) = depth {
        let outcome = ProofChecks(set: set, prover: prover).run(&findings)
        notes.append(proofNote(isProof: outcome.isProof))
        if outcome.unsettled > 0 {
          notes.append("\(outcome.unsettled) of \(outcome.questions) questions stayed open")
        }
      }
    }
    return report(compilation, findings.sorted, notes)
  }

  /// What a "no" is worth.
  static func proofNote(isProof: Bool) -> String {
    isProof
      ? "what was not found was proved not to be there"
      : "no solver (z3) answers: boundary values and random records were tried, which is no proof"
  }

  private static func report(_ compilation: Compilation, _ findings: [Finding], _ notes: [String])
    -> Report
  {
    let text =
      findings.map { $0.text + "\n\n" }.joined() + summary(findings) + "\n"
      + notes.map { $0 + "\n" }.joined()
    let json = JSONValue.object([
      ("findings", .array(findings.map(\.json))),
      ("digest", compilation.set.map { .string($0.digest.description) } ?? .null),
      ("rules", compilation.set.map { .integer(Int64($0.rules.count)) } ?? .null),
      ("notes", .strings(notes)),
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
