import Foundation
import Testing

@testable import Policies

struct ExampleTests {
  @Test func `the whole example of the page is without errors`() {
    let report = PolicyCommands.check(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `the tests in the example of the page pass`() {
    let report = PolicyCommands.test(Documentation.sources)
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("3 tests, 0 failed"))
  }

  @Test func `the facts of the page are read and decided on`() throws {
    let facts = try #require(Documentation.blocks("json").first)
    let day = try #require(CivilDate("2026-06-01"))
    let report = PolicyCommands.explain(
      Documentation.sources, facts: facts, stage: .offer, asOf: day)
    #expect(report.exitCode == 0, "\(report.text)")
    #expect(report.text.contains("route    SFC"))
    #expect(report.text.contains("R-07 [joint] High-risk output is not reviewed by a person first"))
    #expect(report.text.contains("yes      high_risk"))
    #expect(report.json.contains("\"policy_digest\": "))
  }

  @Test(arguments: Documentation.blocks("statements"))
  func `each piece of the page is without findings, and its tests pass`(statements: String) {
    let sources = Documentation.vocabularies + [Documentation.piece(statements)]
    #expect(PolicySet.compile(sources).findings.map(\.text) == [])
    let layout = PolicyCommands.format([Documentation.piece(statements)], isChecked: true).report
    #expect(layout.text == "")
    let report = PolicyCommands.test(sources)
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `the page declares an attribute of each type`() throws {
    let declarations = try #require(Documentation.blocks("declarations").first)
    var vocabularies = Documentation.vocabularies
    vocabularies[0] = SourceFile(name: "v", text: vocabularies[0].text + declarations)
    let compilation = PolicySet.compile(vocabularies)
    #expect(compilation.findings.map(\.text) == [])
    let shown = try #require(compilation.set).vocabularies[0].attributes
      .filter { $0.name.hasPrefix("sample.") }.map(\.type.described)
    let kinds: [ValueType] = [
      .bool, .int(0...0), .decimal(digits: 2, 0...0), .money(0...0), .percent(0...0), .date,
      .length(.days, 0...0), .length(.businessDays, 0...0), .length(.months, 0...0), .text, .digest,
    ]
    for kind in kinds { #expect(shown.contains(kind.described)) }
    #expect(shown.contains("one of the members") && shown.contains("a set of members"))
    #expect(shown.contains("a list of at most 4 licence records"))
  }

  @Test func `a finding looks as the page shows it`() throws {
    let statements = try #require(Documentation.blocks("finding").first)
    let text = try #require(Documentation.blocks("finding-text").first)
    let report = PolicyCommands.check(
      Documentation.vocabularies + [Documentation.piece(statements)])
    #expect(report.text == text + "\n1 error, 0 warnings\n")
  }

  @Test func `the grammar has every word of the language, and the page its version`() throws {
    let grammar = Documentation.blocks("ebnf").joined()
    for word in ReservedWords.all.union(Parser.vocabularyWords).sorted() {
      #expect(grammar.contains("\"\(word)\""), "\(word)")
    }
    #expect(
      Documentation.text.hasPrefix("# The policy language, version \(PolicyLanguage.version)\n"))
    let changes = Documentation.page("docs/policy-language-changes.md")
    let newest = try #require(changes.components(separatedBy: "\n## ").dropFirst().first)
    #expect(newest.hasPrefix(PolicyLanguage.version + "\n"))
  }
}
