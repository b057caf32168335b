import Foundation
import Policies
import Testing

/// The page of findings has an entry for each code, and each entry's example raises that code alone.
struct FindingPageTests {
  @Test(arguments: FindingCode.allCases)
  func `a code has an entry whose example raises it and nothing else`(code: FindingCode) throws {
    let entry = try #require(
      FindingPage.entries[code.rawValue],
      "docs/policy-findings.md lacks this entry:\n\n\(FindingPage.skeleton(code))")
    #expect(entry.text.hasPrefix(FindingPage.skeleton(code, withExample: false)), "\(entry.text)")
    #expect(!code.remedy.isEmpty)
    #expect(entry.codes(code) == [code.rawValue], "\(entry.report(code))")
  }

  /// So that whoever reads of a code finds its check, and the examples above are its tests.
  @Test(arguments: ["Checking/Checks", "Proving/Checks"])
  func `a check with a file of its own is called as its code`(folder: String) throws {
    let root = Regulators.root.appending(path: "Sources/Policies/Language/\(folder)")
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    let names = files.compactMap { ($0 as? String)?.split(separator: "/").last }
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(".swift".count)) }
    let codes = FindingCode.allCases.map { "\($0)".prefix(1).uppercased() + "\($0)".dropFirst() }
    // What all proofs share, and what neverFires is without a proof.
    #expect(Set(names).subtracting(codes).isSubset(of: ["ProofCheck", "Contradiction"]))
    #expect(names.count > 5)
  }

  @Test func `the page speaks of no code that there is not`() {
    #expect(Set(FindingPage.entries.keys) == Set(FindingCode.allCases.map(\.rawValue)))
  }
}

/// `docs/policy-findings.md`, cut into its entries.
enum FindingPage {
  struct Entry {
    /// Everything below the heading, with the heading.
    let text: String

    /// Every code found in the example; its rules have no tests, which only one entry is about.
    func codes(_ code: FindingCode) -> Set<String> {
      Set(report(code).matches(of: /(?:error|warning)\[(R[0-9]+)\]/).map { String($0.1) })
        .filter { $0 != FindingCode.untestedRule.rawValue || code == .untestedRule }
    }

    func report(_ code: FindingCode) -> String {
      switch code {
      case .failedTest, .untestedRule: PolicyCommands.test(sources, coverage: true).text
      case .untilSoon: PolicyCommands.check(sources, on: CivilDate("2026-06-01")).text
      case .neverFires, .alwaysTrue, .redundantRule, .overlappingExceptions, .overlappingValues,
        .leadNotTotal:
        PolicyCommands.check(sources, depth: .proved(by: nil)).text
      default: PolicyCommands.check(sources).text
      }
    }

    var sources: [SourceFile] {
      var vocabularies = Documentation.vocabularies
      let files = Documentation.blocks("finding-file", in: text)
      vocabularies += files.enumerated().map { SourceFile(name: "other\($0).vocabulary", text: $1) }
      if let line = Documentation.blocks("finding-large", in: text).first {
        let large = String(repeating: line, count: (1 << 20) / line.utf8.count + 1)
        return vocabularies + [SourceFile(name: "example.policy", text: large)]
      }
      let example = Documentation.blocks("finding", in: text).first ?? ""
      if example.hasPrefix("policy ") {
        return vocabularies + [SourceFile(name: "example.policy", text: example)]
      }
      let head = Documentation.blocks("policy", in: FindingPage.text).first ?? ""
      if example.hasPrefix("attribute ") {
        vocabularies[0] = SourceFile(
          name: vocabularies[0].name, text: vocabularies[0].text + example)
        return vocabularies
      }
      return vocabularies + [SourceFile(name: "example.policy", text: head + example)]
    }
  }

  static let text = Documentation.page("docs/policy-findings.md")

  static let entries: [String: Entry] = {
    let parts = text.components(separatedBy: "\n## ").dropFirst()
    return Dictionary(
      parts.map { (String($0.prefix { $0 != " " }), Entry(text: "## " + $0)) },
      uniquingKeysWith: { first, _ in first })
  }()

  /// How an entry begins, from the data; what is to be added is its example.
  static func skeleton(_ code: FindingCode, withExample: Bool = true) -> String {
    let weight = code.weight == .error ? "Error" : "Warning"
    let start = "## \(code.rawValue) \(code.title)\n\n*\(weight).* \(code.remedy)\n\n"
    return withExample ? start + "```finding\n…\n```\n" : start
  }
}
