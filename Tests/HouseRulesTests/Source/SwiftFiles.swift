import TestSupport

/// The project's Swift files, each read once for all rules.
enum SwiftFiles {
  /// By path from the top folder.
  static let all: [String: CodeText] = Dictionary(
    uniqueKeysWithValues: (Repository.files(under: "Sources") + Repository.files(under: "Tests"))
      .filter { $0.hasSuffix(".swift") }
      .compactMap { path in (try? Repository.text(path)).map { (path, CodeText($0)) } })

  /// Those under a folder.
  static func under(_ folder: String) -> [(path: String, code: CodeText)] {
    all.filter { $0.key.hasPrefix(folder + "/") }.map { ($0.key, $0.value) }
      .sorted { $0.path < $1.path }
  }
}
