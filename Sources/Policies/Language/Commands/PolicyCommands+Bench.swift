extension PolicyCommands {
  /// How fast decisions are made on applications with facts taken away.
  ///
  /// Each decision is made on another packed record, with every rule evaluated and the effect of
  /// each and the facts that it misses left to be read. The shares take turns, five times.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - facts: What applications state, as JSON each.
  ///   - stage: The stage; `exit` evaluates most rules.
  ///   - asOf: The day that the rules see.
  ///   - secondsEach: How long each turn of each share lasts at least.
  ///   - clock: Seconds on a clock that only goes forward.
  /// - Returns: decisions a second with 0, 20 and 40 % of the stated facts missing: the median and
  ///   the spread of the rounds; exit 1 when files or facts are wrong.
  public static func bench(
    _ sources: [SourceFile], facts: [SourceFile], stage: Stage, asOf: CivilDate,
    secondsEach: Double, clock: () -> Double
  ) -> Report {
    let start = clock()
    let compilation = PolicySet.compile(sources)
    let compiled = clock()
    guard let set = compilation.set else { return wrong(compilation) }
    let program = Program(set, at: stage, asOf: asOf)
    let built = clock()
    var cases: [Facts] = []
    for file in facts {
      let (stated, problems) = Facts.read(json: file.text, set.vocabularies[0])
      guard problems.isEmpty else { return wrong(problems, in: file) }
      cases.append(stated)
    }
    let meter = DecisionMeter(program: program, secondsEach: secondsEach)
    let shares = [0, 20, 40].map { (percent: $0, records: meter.records(cases, missing: $0)) }
    var rates = shares.map { _ in [Double]() }
    for _ in 0..<DecisionMeter.rounds {
      for (index, share) in shares.enumerated() {
        rates[index].append(meter.rate(share.records, by: clock))
      }
    }
    return report(
      program, compile: compiled - start, build: built - compiled,
      rates: zip(shares, rates).map { ($0.percent, $1.sorted()) })
  }

  private static func report(
    _ program: Program, compile: Double, build: Double, rates: [(percent: Int, sorted: [Double])]
  ) -> Report {
    let evaluated = program.parts.raw.count { $0 >= 0 }
    var text =
      "\(program.set.rules.count) rules, \(evaluated) of them at \(program.stage.rawValue), "
      + "\(program.parts.atoms.count) atoms\n"
      + "parse, check, compile: \(milliseconds(compile)) ms, program: \(milliseconds(build)) ms\n"
    var rows: [JSONValue] = []
    for (percent, sorted) in rates {
      let median = Int64(sorted[sorted.count / 2])
      let (least, most) = (Int64(sorted[0]), Int64(sorted[sorted.count - 1]))
      text +=
        "\(percent) % missing: \(median) decisions/s (\(least) to \(most)), "
        + "\(1_000_000_000 / max(1, median)) ns each\n"
      rows.append(
        .object([
          ("missing_percent", .integer(Int64(percent))), ("per_second", .integer(median)),
          ("least", .integer(least)), ("most", .integer(most)),
        ]))
    }
    let json = JSONValue.object([
      ("rules", .integer(Int64(evaluated))), ("decisions", .array(rows)),
    ])
    return Report(text: text, json: json.text(isPretty: true), exitCode: 0)
  }

  private static func wrong(_ problems: [FactsProblem], in file: SourceFile) -> Report {
    Report(
      text: problems.map { "\(file.name): \($0.description)\n" }.joined(),
      json: JSONValue.object([
        ("file", .string(file.name)), ("problems", .array(problems.map(\.json))),
      ]).text(isPretty: true), exitCode: 1)
  }

  private static func milliseconds(_ seconds: Double) -> String {
    Literals.text(Int64(seconds * 1_000_000), digits: 3)
  }
}

/// Decides over and over on packed records, and counts.
private struct DecisionMeter {
  static let rounds = 5
  /// Variants of each application, with other facts taken away in each.
  private static let variants = 16
  /// Decisions between two looks at the clock.
  private static let batch = 256

  let program: Program
  let secondsEach: Double

  /// The applications with this many of a hundred stated facts taken away, fields of lists included.
  func records(_ cases: [Facts], missing percent: Int) -> [PackedRecord] {
    let vocabulary = program.set.vocabularies[0]
    var random = RandomFacts(seed: 1)
    return (0..<Self.variants).flatMap { _ in
      cases.map {
        PackedRecord(random.without(Double(percent) / 100, of: $0, vocabulary), vocabulary)
      }
    }
  }

  /// Decisions a second.
  func rate(_ records: [PackedRecord], by clock: () -> Double) -> Double {
    let workspace = Workspace(program)
    var (decisions, open) = (0, 0)
    let start = clock()
    var elapsed = 0.0
    while elapsed < secondsEach || elapsed == 0 {
      for _ in 0..<Self.batch {
        workspace.load(records[decisions % records.count], of: .application)
        workspace.evaluate()
        // Read, so that no part of it can be left out: each rule's effect, the remits, the refusal.
        open &+= workspace.openRules
        if workspace.refusal.isRefused || workspace.routedRemits.certain == 0 { open &+= 1 }
        decisions += 1
      }
      elapsed = clock() - start
    }
    return open >= 0 ? Double(decisions) / elapsed : 0
  }
}
