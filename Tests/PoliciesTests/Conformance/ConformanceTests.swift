import Foundation
import Testing

@testable import Policies

/// The corpus: the same policies, facts and outcomes that another implementation may be held to.
///
/// `SANDBOXPP_WRITE=1` writes the random part of the corpus and the page of results anew.
struct ConformanceTests {
  private static let writes = ProcessInfo.processInfo.environment["SANDBOXPP_WRITE"] == "1"
  private static let randomSeeds: [Range<UInt64>] = [
    70_000..<70_010, 70_010..<70_020, 70_020..<70_030,
  ]
  private static let recordsEach = 16

  /// One file's results.
  private struct Row {
    let file: String
    let about: String
    var cases = 0
    var walk = 0
    var flat = 0
  }

  private func run(_ file: URL) throws -> Row {
    let (about, suites) = try ConformanceCorpus.read(file)
    var row = Row(file: file.lastPathComponent, about: about)
    for suite in suites {
      var tests = TestRunner(suite.set)
      for result in tests.run() where !result.failures.isEmpty {
        Issue.record("\(row.file), \(result.test.name): \(result.failures.map(\.sentence))")
      }
      var runner = FlatRunner(suite.set)
      for each in suite.cases {
        row.cases += 1
        let decisions = [
          suite.set.decideByWalking(each.situation), runner.run(each.situation).decision(),
        ]
        let differences = decisions.map { each.differences($0) }
        if differences[0].isEmpty { row.walk += 1 }
        if differences[1].isEmpty { row.flat += 1 }
        for (evaluator, found) in zip(["walk", "flat form"], differences) where !found.isEmpty {
          Issue.record("\(row.file), \(suite.name), \(each.name), \(evaluator): \(found)")
        }
      }
    }
    return row
  }

  /// Without python3 the two evaluators run alone, and the page is not looked at.
  @Test func `both evaluators and the reading in Python give every expected outcome`() throws {
    let isRead = PythonReading.isThere
    if Self.writes { try writeRandomCases() }
    var sections: [(title: String, rows: [Row], python: [String: Int])] = []
    for (title, folder) in [("Written by hand", "cases"), ("Random", "random")] {
      let files = try ConformanceCorpus.files(folder)
      let report = isRead ? try PythonReading.check(files) : nil
      if let report { #expect(report.status == 0, "\(report.differences)") }
      sections.append((title, try files.map(run), report?.files ?? [:]))
    }
    let counts = sections.map { $0.rows.reduce(0) { $0 + $1.cases } }
    #expect(counts[0] >= 100)
    #expect(counts.reduce(0, +) >= 600)
    guard isRead else { return }
    let page = Self.page(sections)
    let path = Regulators.root.appending(path: "docs/conformance.md")
    if Self.writes { try page.write(to: path, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: path, encoding: .utf8) == page)
  }

  @Test(.enabled(if: PythonReading.isThere, "there is no python3 to run the third reading with"))
  func `a wrong expectation is found by all three`() throws {
    let source = try #require(try ConformanceCorpus.files("cases").first)
    let text = try String(contentsOf: source, encoding: .utf8)
    let right = #""AND": "applies""#
    #expect(text.contains(right))
    let wrong = FileManager.default.temporaryDirectory
      .appending(path: "wrong-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: wrong) }
    try text.replacing(right, with: #""AND": "does_not_apply""#)
      .write(to: wrong, atomically: true, encoding: .utf8)
    #expect(try PythonReading.check([wrong]).status == 1)
    let suite = try #require(try ConformanceCorpus.read(wrong).suites.first)
    let first = try #require(suite.cases.first)
    let wanted = [#"AND is "applies", not "does_not_apply""#]
    #expect(first.differences(suite.set.decideByWalking(first.situation)) == wanted)
    #expect(first.differences(suite.set.decide(first.situation)) == wanted)
  }

  private func writeRandomCases() throws {
    for (number, seeds) in Self.randomSeeds.enumerated() {
      let sheets = try seeds.map { try Pairs.sheet($0, rules: 1, records: Self.recordsEach) }
      let about =
        "random policies and records, seeds \(seeds.lowerBound) to \(seeds.upperBound - 1)"
      let file = ConformanceCorpus.root.appending(path: "random/\(number + 1).json")
      let json = ConformanceCorpus.file(about: about, sheets)
      try json.lines.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  private static func page(_ sections: [(title: String, rows: [Row], python: [String: Int])])
    -> String
  {
    var text = """
      # Conformance

      What the evaluators make of the corpus in [Tests/Conformance](../Tests/Conformance/README.md): cases in which
      every expected outcome came. The reference walk is the meaning, the flat form decides, and the reading in Python
      shares no code with either. This page is generated from a run and checked by a test.


      """
    for (title, rows, python) in sections {
      text += "## \(title)\n\n| file | about | cases | walk | flat form | Python |\n"
      text += "|---|---|---|---|---|---|\n"
      for row in rows {
        text += "| \(row.file) | \(row.about) | \(row.cases) | \(row.walk) | \(row.flat) "
        text += "| \(python[row.file] ?? 0) |\n"
      }
      text += "\n"
    }
    let all = sections.flatMap(\.rows).reduce(0) { $0 + $1.cases }
    return text + "\(all) cases in all.\n"
  }
}

extension JSONValue {
  /// The value with one line for each case and each line of a policy, so that a change shows as one line.
  fileprivate var lines: String {
    guard case .object(let members) = self, case .array(let suites)? = self["suites"] else {
      return text()
    }
    let head = members.filter { $0.0 != "suites" }.map {
      " \(JSONValue.string($0.0).text()): \($0.1.text())"
    }
    let each = suites.map { suite in
      guard case .array(let policy)? = suite["policy"], case .array(let cases)? = suite["cases"]
      else { return suite.text() }
      func block(_ values: [JSONValue]) -> String {
        "[\n" + values.map { "    " + $0.text() }.joined(separator: ",\n") + "\n   ]"
      }
      return
        "  {\n   \"name\": \(suite["name"]?.text() ?? "null"),\n   \"policy\": \(block(policy)),\n"
        + "   \"cases\": \(block(cases))\n  }"
    }
    return "{\n" + head.joined(separator: ",\n") + ",\n \"suites\": [\n"
      + each.joined(separator: ",\n") + "\n ]\n}\n"
  }
}
