extension PolicyCommands {
  /// How long vocabularies and policies take to be parsed, checked and compiled.
  ///
  /// - Parameters:
  ///   - sources: Vocabularies and policies.
  ///   - rounds: How often after the first time.
  ///   - clock: Seconds on a clock that only goes forward.
  /// - Returns: the first time and the median and spread of the others, in microseconds; exit 1 when
  ///   the files are wrong.
  public static func benchCompiling(
    _ sources: [SourceFile], rounds: Int, clock: () -> Double
  ) -> Report {
    func microseconds() -> (Compilation, Int64) {
      let start = clock()
      // Splitting into lines is part of reading.
      let compilation = PolicySet.compile(
        sources.map { SourceFile(name: $0.name, text: $0.text) })
      return (compilation, Int64((clock() - start) * 1_000_000))
    }
    let (compilation, first) = microseconds()
    guard let set = compilation.set else { return wrong(compilation) }
    let others = (0..<max(1, rounds)).map { _ in microseconds().1 }.sorted()
    let (median, least, most) = (others[others.count / 2], others[0], others[others.count - 1])
    func shown(_ microseconds: Int64) -> String { Literals.text(microseconds, digits: 3) }
    return Report(
      text: "\(set.rules.count) rules: parse, check, compile: the first time \(shown(first)) ms, "
        + "then \(shown(median)) ms (\(shown(least)) to \(shown(most)))\n",
      json: JSONValue.object([
        ("rules", .integer(Int64(set.rules.count))), ("first_microseconds", .integer(first)),
        ("median_microseconds", .integer(median)), ("least_microseconds", .integer(least)),
        ("most_microseconds", .integer(most)),
      ]).text(isPretty: true), exitCode: 0)
  }
}
