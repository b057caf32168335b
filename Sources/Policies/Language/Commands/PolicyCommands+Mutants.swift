extension PolicyCommands {
  /// Plants small mistakes in policies, one at a time, and names those that no test in the files notices.
  ///
  /// What is proved to be no mistake, because no record, day or stage tells it from the policies, is left out.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies with their tests.
  ///   - prover: The solver; without it nothing is proved, and records are searched for.
  ///   - lanes: How many mistakes are tried at the same time.
  /// - Returns: exit 1 when one is left, or when a test fails before anything is changed.
  public static func mutants(
    _ sources: [SourceFile], provedBy prover: Prover?, lanes: Int
  ) async -> Report {
    let plain = test(sources)
    guard plain.exitCode == 0, let set = PolicySet.compile(sources).set else { return plain }
    let run = MutationRun(set)
    let survivors = await run.survivors(lanes: lanes)
    let examined = Array(survivors.prefix(Limits.distinctions))
    let distinction = Distinction(set: set, prover: prover)
    let verdicts = await inLanes(lanes, examined.count) { number in
      (number, distinction.verdict(on: examined[number]))
    }.sorted { $0.0 < $1.0 }.map(\.1)
    let left =
      zip(examined, verdicts).filter { !$0.1.isEquivalent }
      + survivors.dropFirst(examined.count).map { ($0, .open) }
    return report(
      sources, run, survivors: survivors.count, left: left, isProof: prover != nil)
  }

  private static func report(
    _ sources: [SourceFile], _ run: MutationRun, survivors: Int,
    left: [(mutant: Mutant, verdict: Distinction.Verdict)], isProof: Bool
  ) -> Report {
    var text = ""
    for (mutant, verdict) in left {
      let rule = run.set.rules[mutant.rule]
      let source = sources[rule.span.file]
      text +=
        "\(source.name):\(source.position(of: rule.span.start).line): no test notices that in "
      text += "`\(rule.id)` \(mutant.change)\n"
      if case .killed(let test) = verdict {
        text += test.split(separator: "\n").map { "    \($0)\n" }.joined()
      }
    }
    let equivalent = survivors - left.count
    text += counted(run.mutants.count, "mistake", "mistakes") + " planted"
    if run.possible > run.mutants.count { text += " of \(run.possible) there could be" }
    text += ", \(run.mutants.count - survivors) noticed, \(equivalent) proved to change nothing, "
    text += "\(left.count) left\n"
    if !isProof, !left.isEmpty { text += proofNote(isProof: false) + "\n" }
    let json = JSONValue.object([
      ("planted", .integer(Int64(run.mutants.count))),
      ("possible", .integer(Int64(run.possible))),
      ("noticed", .integer(Int64(run.mutants.count - survivors))),
      ("equivalent", .integer(Int64(equivalent))), ("proved", .bool(isProof)),
      ("left", .array(left.map { entry($0.mutant, $0.verdict, sources, run.set) })),
    ])
    return Report(
      text: text, json: json.text(isPretty: true), exitCode: left.isEmpty ? 0 : 1)
  }

  private static func entry(
    _ mutant: Mutant, _ verdict: Distinction.Verdict, _ sources: [SourceFile], _ set: PolicySet
  ) -> JSONValue {
    let rule = set.rules[mutant.rule]
    let source = sources[rule.span.file]
    var test: JSONValue = .null
    if case .killed(let text) = verdict { test = .string(text) }
    return .object([
      ("rule", .string(rule.id)), ("policy", .string(rule.policy)), ("file", .string(source.name)),
      ("line", .integer(Int64(source.position(of: rule.span.start).line))),
      ("change", .string(mutant.change)), ("test", test),
    ])
  }
}

extension Distinction.Verdict {
  fileprivate var isEquivalent: Bool { if case .equivalent = self { true } else { false } }
}
