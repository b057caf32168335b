import Foundation
import Policies

/// A small vocabulary with an attribute of every type, and policies over it.
enum Fixture {
  /// The vocabularies of the conformance corpus, the application's first.
  static let vocabularies: [SourceFile] = [
    "application", "metrics", "variation", "panel", "job", "incident",
  ].map { name in
    let file = Regulators.root.appending(path: "Tests/Conformance/vocabularies/\(name).vocabulary")
    return SourceFile(
      name: "\(name).vocabulary", text: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }

  static var vocabulary: SourceFile { vocabularies[0] }
  static var metrics: SourceFile { vocabularies[1] }
  static var variation: SourceFile { vocabularies[2] }

  static let header = """
    policy sample 1.0.0 for joint from 2020-01-01 en "Sample" zh "示例"
    vocabulary application 1, metrics 1, variation 1, panel 1, job 1, incident 1
    instrument LAW en "A law" zh "法例" mark read

    """

  /// Compiles statements under the usual header.
  static func compile(_ statements: String) -> Compilation {
    PolicySet.compile(sources(statements))
  }

  static func sources(_ statements: String) -> [SourceFile] {
    vocabularies + [SourceFile(name: "sample.policy", text: header + statements)]
  }

  /// The set of statements under the usual header; throws what was found.
  static func set(_ statements: String) throws -> PolicySet { try set(policy: header + statements) }

  /// The set of a whole policy; throws what was found.
  static func set(policy: String) throws -> PolicySet {
    let compilation = PolicySet.compile(
      vocabularies + [SourceFile(name: "sample.policy", text: policy)])
    guard let set = compilation.set else {
      throw Unexpected(findings: compilation.findings.map(\.text).joined(separator: "\n"))
    }
    return set
  }

  struct Unexpected: Error, CustomStringConvertible {
    let findings: String
    var description: String { findings }
  }
}
