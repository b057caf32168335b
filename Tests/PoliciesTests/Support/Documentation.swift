import Foundation
import Policies

/// The examples in `docs/policy-language.md`.
enum Documentation {
  static let text: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = root.appending(path: "docs/policy-language.md")
    return (try? String(contentsOf: page, encoding: .utf8)) ?? ""
  }()

  /// The fenced blocks whose fence says exactly `kind`.
  static func blocks(_ kind: String) -> [String] {
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

  /// The whole example.
  static var sources: [SourceFile] {
    vocabularies
      + blocks("policy").enumerated().map { SourceFile(name: "\($0).policy", text: $1) }
  }
}
