import Foundation
import Policies
import Testing

/// The regulators' vocabularies and policies as they stand in the repository.
enum Regulators {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func sources() throws -> [SourceFile] {
    let folder = root.appending(path: "Sources/Policies/Regulators")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".vocabulary") || $0.hasSuffix(".policy") }
    return try names.sorted().map { name in
      SourceFile(
        name: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }
}

extension Regulators {
  /// All of them compiled, once for all tests; nil when they have errors.
  static let set = (try? sources()).flatMap { PolicySet.compile($0).set }
}

struct RegulatorsTests {
  @Test func `the regulators' policies have no finding`() throws {
    let report = PolicyCommands.check(try Regulators.sources())
    #expect(report.text == "0 errors, 0 warnings\n")
  }

  @Test(.enabled(if: Z3.program != nil))
  func `nothing is found when it is proved: whoever leads is routed to`() throws {
    let report = PolicyCommands.check(try Regulators.sources(), depth: .proved(by: Z3.prover))
    #expect(report.text.hasPrefix("0 errors, 0 warnings\n"), "\(report.text)")
  }

  @Test func `the tests in them pass and see every value, exception and threshold`() throws {
    let report = PolicyCommands.test(try Regulators.sources(), coverage: true)
    #expect(report.exitCode == 0, "\(report.text)")
  }

  @Test func `rules that rest on a proposal say who adopted them`() throws {
    let set = try #require(Regulators.set)
    let binding = set.rules.filter { ["refuse", "gate", "suspend"].contains($0.kind.word) }
    #expect(binding.count > 20)
    for rule in binding where [.background, .proposal].contains(rule.mark) {
      #expect(rule.adoption != nil, "\(rule.id) binds nobody")
    }
  }

  /// R04 and R49 are held by the lifecycle: who may act, and in which order.
  @Test func `every candidate rule but R04 and R49 is there under its number`() throws {
    let set = try #require(Regulators.set)
    for number in (1...50).filter({ $0 != 4 && $0 != 49 }) {
      let id = "R" + (number < 10 ? "0" : "") + String(number)
      let found = set.rules.filter { $0.id == id || $0.id.hasPrefix(id + "-") }
      #expect(!found.isEmpty, "\(id) is absent")
      for rule in found {
        #expect(!rule.citations.isEmpty && !rule.texts.en.isEmpty && !rule.texts.zh.isEmpty)
      }
    }
  }
}
