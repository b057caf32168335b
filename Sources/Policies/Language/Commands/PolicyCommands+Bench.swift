extension PolicyCommands {
  /// How fast decisions are made: each on another packed record, every rule evaluated, missing facts gathered.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - stage: The stage; `exit` evaluates most rules.
  ///   - asOf: The day that the rules see.
  ///   - decisions: How many for each share of missing facts.
  ///   - seconds: A clock that only goes forward.
  /// - Returns: decisions a second with 0, 20 and 40 % of the facts missing.
  public static func bench(
    _ sources: [SourceFile], stage: Stage = .exit, asOf: CivilDate, decisions: Int = 200_000,
    seconds: () -> Double
  ) -> Report {
    let start = seconds()
    let compilation = PolicySet.compile(sources)
    let compiled = seconds()
    guard let set = compilation.set else { return wrong(compilation) }
    let program = Program(set, at: stage, asOf: asOf)
    let built = seconds()
    let evaluated = program.parts.raw.count { $0 >= 0 }
    var text =
      "\(set.rules.count) rules, \(evaluated) of them at \(stage.rawValue), "
      + "\(program.parts.atoms.count) atoms\n"
      + "parse, check, compile: \(milliseconds(compiled - start)) ms, program: "
      + "\(milliseconds(built - compiled)) ms\n"
    var rows: [JSONValue] = []
    for percent in [0, 20, 40] {
      let elapsed = measure(program, Double(percent) / 100, decisions, seconds)
      let rate = Int64(Double(decisions) / max(elapsed, 1e-9))
      let nanoseconds = Int64(elapsed / Double(decisions) * 1e9)
      text += "\(percent) % missing: \(rate) decisions/s, \(nanoseconds) ns each\n"
      rows.append(
        .object([
          ("missing_percent", .integer(Int64(percent))), ("per_second", .integer(rate)),
          ("nanoseconds", .integer(nanoseconds)),
        ]))
    }
    let json = JSONValue.object([
      ("rules", .integer(Int64(evaluated))), ("decisions", .array(rows)),
    ])
    return Report(text: text, json: json.text(isPretty: true), exitCode: 0)
  }

  private static func milliseconds(_ seconds: Double) -> String {
    Literals.text(Int64(seconds * 1_000_000), digits: 3)
  }

  private static func measure(
    _ program: Program, _ share: Double, _ decisions: Int, _ seconds: () -> Double
  ) -> Double {
    let vocabulary = program.set.vocabularies[0]
    var random = RandomFacts(seed: 1)
    let records = (0..<256).map { _ in
      PackedRecord(random.facts(vocabulary, missing: share), vocabulary)
    }
    let workspace = Workspace(program)
    var refused = 0
    let start = seconds()
    for number in 0..<decisions {
      workspace.load(records[number & 255], of: .application)
      workspace.evaluate()
      if workspace.refusal.isRefused || workspace.routedRemits.certain == 0 { refused += 1 }
    }
    let elapsed = seconds() - start
    return refused >= 0 ? elapsed : 0
  }
}
