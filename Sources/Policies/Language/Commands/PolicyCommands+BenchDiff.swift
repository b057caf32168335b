extension PolicyCommands {
  /// How long it takes to prove what a change does, once both sides are compiled.
  ///
  /// - Parameters:
  ///   - old: Vocabularies and policies as they are.
  ///   - new: The same as they are to be.
  ///   - prover: A solver, which is part of what is timed.
  ///   - rounds: How often after the first time.
  ///   - clock: Seconds on a clock that only goes forward.
  /// - Returns: the first time and the median and spread of the others, in milliseconds; exit 1 when
  ///   the files are wrong or nothing was proved.
  public static func benchDiff(
    _ old: [SourceFile], _ new: [SourceFile], provedBy prover: Prover, rounds: Int,
    clock: () -> Double
  ) -> Report {
    let compilations = (PolicySet.compile(old), PolicySet.compile(new))
    guard let before = compilations.0.set else { return wrong(compilations.0) }
    guard let after = compilations.1.set else { return wrong(compilations.1) }
    var isProof = true
    func microseconds() -> Int64 {
      let start = clock()
      isProof = Difference(old: before, new: after, prover: prover).run().isProof && isProof
      return Int64((clock() - start) * 1_000_000)
    }
    let first = microseconds()
    let times = Times(first: first, others: (0..<max(1, rounds)).map { _ in microseconds() })
    return times.report(
      of: "\(after.rules.count) rules: \(isProof ? "proved diff" : "diff without proof")",
      rules: after.rules.count, exitCode: isProof ? 0 : 1)
  }
}

/// How long something took, in microseconds: the first time in a process and after.
struct Times {
  let first: Int64
  let others: [Int64]

  /// Both in words, in milliseconds.
  func report(of what: String, rules: Int, exitCode: Int32 = 0) -> Report {
    let sorted = others.sorted()
    let (median, least, most) = (sorted[sorted.count / 2], sorted[0], sorted[sorted.count - 1])
    func shown(_ microseconds: Int64) -> String { Literals.text(microseconds, digits: 3) }
    return Report(
      text: "\(what): the first time \(shown(first)) ms, "
        + "then \(shown(median)) ms (\(shown(least)) to \(shown(most)))\n",
      json: JSONValue.object([
        ("rules", .integer(Int64(rules))), ("first_microseconds", .integer(first)),
        ("median_microseconds", .integer(median)), ("least_microseconds", .integer(least)),
        ("most_microseconds", .integer(most)),
      ]).text(isPretty: true), exitCode: exitCode)
  }
}
