extension PolicyCommands {
  /// Runs the tests in some files.
  ///
  /// Exit 1 when one fails, or with `coverage` when something was never seen: a rule true, false or unknown, an exception
  /// taken, a threshold at k - 1, k or k + 1.
  public static func test(_ sources: [SourceFile], coverage: Bool = false) -> Report {
    let compilation = PolicySet.compile(sources)
    guard let set = compilation.set else { return wrong(compilation) }
    var runner = TestRunner(set)
    let results = runner.run()
    var findings = Findings(sources: sources)
    for result in results {
      for (expectation, sentence) in result.failures {
        findings.add(
          .failedTest, "\"\(result.test.name)\": \(sentence)", at: expectation.span)
      }
    }
    let gaps = runner.coverage.gaps()
    if coverage {
      for gap in gaps {
        findings.add(
          .untestedRule,
          "no test sees `\(gap.rule.id)` \(gap.unseen.joined(separator: " or "))",
          at: gap.rule.span)
      }
    }
    let failed = results.filter { !$0.failures.isEmpty }
    return report(set, results, findings.sorted, failed.count, gaps, coverage)
  }

  private static func report(
    _ set: PolicySet, _ results: [TestRunner.Result], _ findings: [Finding], _ failed: Int,
    _ gaps: [Coverage.Gap], _ coverage: Bool
  ) -> Report {
    let covered = set.rules.count - gaps.count
    var text = findings.map { $0.text + "\n\n" }.joined()
    text += counted(results.count, "test", "tests") + ", \(failed) failed"
    text += ", \(covered) of \(counted(set.rules.count, "rule", "rules")) covered\n"
    let json = JSONValue.object([
      (
        "tests",
        .array(
          results.map { result in
            .object([
              ("policy", .string(result.test.policy)), ("name", .string(result.test.name)),
              ("passed", .bool(result.failures.isEmpty)),
              ("failures", .strings(result.failures.map(\.sentence))),
            ])
          })
      ),
      (
        "uncovered",
        .array(
          gaps.map {
            .object([("rule", .string($0.rule.id)), ("unseen", .strings($0.unseen))])
          })
      ),
      ("findings", .array(findings.map(\.json))),
    ])
    let isWrong = failed > 0 || coverage && !gaps.isEmpty
    return Report(text: text, json: json.text(isPretty: true), exitCode: isWrong ? 1 : 0)
  }
}
