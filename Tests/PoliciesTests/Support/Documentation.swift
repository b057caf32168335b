import Foundation
import Policies

/// The examples in the pages about the language.
enum Documentation {
  /// The reference.
  static let text = page("docs/policy-language.md")

  /// The text of a page.
  static func page(_ path: String) -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  /// The fenced blocks of the reference whose fence says exactly `kind`.
  static func blocks(_ kind: String) -> [String] { blocks(kind, in: text) }

  /// The fenced blocks of a text whose fence says exactly `kind`.
  static func blocks(_ kind: String, in text: String) -> [String] {
    var blocks: [String] = []
    var open: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = open {
        if line == "```" {
          blocks.append(lines.joined(separator: "\n") + "\n")
          open = nil
        } else {
          open = lines + [line]
        }
      } else if line == "```" + kind {
        open = []
      } else if line.hasPrefix("```"), line != "```" {
        open = nil
      }
    }
    return blocks
  }

  /// The vocabularies of the whole example.
  static var vocabularies: [SourceFile] {
    blocks("vocabulary").enumerated().map { SourceFile(name: "\($0).vocabulary", text: $1) }
  }

  /// Statements under the head that the page gives for its pieces.
  static func piece(_ statements: String) -> SourceFile {
    let head = (blocks("head").first ?? "") + "\n"
    return SourceFile(name: "example.policy", text: head + statements)
  }

  /// The whole example.
  static var sources: [SourceFile] {
    vocabularies
      + blocks("policy").enumerated().map { SourceFile(name: "\($0).policy", text: $1) }
  }
}
