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
    let others = (0..<max(1, rounds)).map { _ in microseconds().1 }
    return Times(first: first, others: others).report(
      of: "\(set.rules.count) rules: parse, check, compile", rules: set.rules.count)
  }
}
