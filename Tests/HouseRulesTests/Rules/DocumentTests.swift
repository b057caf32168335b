import Foundation
import Testing
import TestSupport

/// The texts say what is there.
struct DocumentTests {
  static let pages = Repository.files().filter { $0.hasSuffix(".md") && !$0.contains("/Fixtures/") }

  @Test func `the top-level texts are there`() throws {
    for page in [
      "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/architecture.md",
      "docs/glossary.md", "docs/operations.md",
    ] {
      #expect(try Repository.text(page).count > 400, "\(page) says next to nothing")
    }
  }

  @Test func `README names the two commands`() throws {
    let readme = try Repository.text("README.md")
    for command in ["./deploy/up", "./deploy/test"] {
      #expect(readme.contains(command))
    }
  }

  @Test func `architecture names every folder that a reader meets first`() throws {
    let page = try Repository.text("docs/architecture.md")
    var folders: Set<String> = []
    for path in Repository.files() {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count > 1, !parts[0].hasPrefix(".") || parts[0] == ".ci" else { continue }
      folders.insert(parts[0] + "/")
      if parts[0] == "Sources" { folders.insert(parts[1]) }
    }
    for folder in folders.sorted() {
      #expect(page.contains("`\(folder)`"), "docs/architecture.md does not name `\(folder)`")
    }
  }

  @Test(arguments: pages)
  func `a link within the clone leads to a file`(page: String) throws {
    let folder = Repository.root.appending(path: page).deletingLastPathComponent()
    for target in Self.links(in: try Repository.text(page)) {
      let path = target.split(separator: "#").first.map(String.init) ?? ""
      guard !path.isEmpty, !path.contains("://"), !path.hasPrefix("mailto:") else { continue }
      let isThere = FileManager.default.fileExists(atPath: folder.appending(path: path).path)
      #expect(isThere, "\(page) links to \(path), which is not there")
    }
  }

  /// The targets of `[text](target)`.
  @Test func `every test that the threat model names is there`() throws {
    let tests = try Repository.files(under: "Tests").filter { $0.hasSuffix(".swift") }
      .map(Repository.text).joined()
    let quoted = try Repository.text("docs/threat-model.md").split(separator: "`")
      .enumerated().filter { $0.offset % 2 == 1 }.map { $0.element.replacing("\n", with: " ") }
    // A name of several words is a test's, unless it is a command.
    let named = quoted.filter { $0.contains(" ") && !$0.hasPrefix("sandboxpp ") }
    #expect(named.count > 30)
    for name in named { #expect(tests.contains("func `\(name)`("), "\(name)") }
  }

  static func links(in text: String) -> [String] {
    text.components(separatedBy: "](").dropFirst().map { rest in
      String(rest.prefix { $0 != ")" && !$0.isWhitespace })
    }
  }

  @Test func `decisions are short, dated and have a number of their own`() throws {
    let paths = Repository.files(under: "docs/decisions")
    let numbers = paths.compactMap { $0.firstMatch(of: #/decisions/(\d{4})-[a-z0-9-]+\.md$/#)?.1 }
    #expect(numbers.count == paths.count && Set(numbers).count == numbers.count && !paths.isEmpty)
    for (path, number) in zip(paths, numbers) {
      let text = try Repository.text(path)
      #expect(text.hasPrefix("# \(number) "), "\(path) begins with its number as a heading")
      #expect(text.count { $0.isNewline } <= 60, "\(path) is longer than half a page")
      let date = text.firstMatch(of: #/\nDate: \d{4}-\d{2}-\d{2}\n/#)
      #expect(date != nil, "\(path) has no line `Date: YYYY-MM-DD`")
    }
  }

  @Test func `every term of the glossary has both languages`() throws {
    let rows = try Repository.text("docs/glossary.md").split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("|") && !$0.hasPrefix("|--") && !$0.hasPrefix("| term ") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(rows.count > 30)
    for row in rows {
      #expect(row.count == 3, "\(row) is no row of term, Chinese and meaning")
      let isChinese =
        row.count > 1 && row[1].unicodeScalars.contains { $0.properties.isIdeographic }
      #expect(isChinese, "\(row.first ?? "") has no Chinese term")
    }
  }
}
