import Foundation
import Testing
import TestSupport

/// Imports point down.
///
/// The walls are written here as well as in Package.swift, so that moving one is a decision and
/// never a side effect.
struct ImportTests {
  /// What each target may import of the project.
  static let walls: [String: Set<String>] = [
    "Crypto": ["CCrypto"],
    "Postgres": ["CPostgres"],
    "HTTPServer": ["CMicrohttpd"],
    "Guard": ["CSeccomp"],
    "Policies": ["Crypto"],
    "Transparency": ["Crypto"],
    "Compute": ["Crypto", "Guard"],
    "Measures": [],
    "Validator": ["Measures"],
    "Workflow": ["Compute", "Crypto", "Policies", "Postgres", "Transparency"],
    "Duties": ["Crypto", "Postgres", "Transparency", "Workflow"],
    "Worker": ["Compute", "Crypto", "Guard", "Postgres", "Workflow"],
    "Samples": ["Compute", "Crypto", "Policies", "Transparency", "Workflow"],
    "Portal": ["Crypto", "HTTPServer", "Policies", "Transparency", "Workflow"],
    "sandboxpp": [
      "Compute", "Crypto", "Duties", "Guard", "HTTPServer", "Policies", "Portal", "Postgres",
      "Samples", "Transparency", "Worker", "Workflow",
    ],
  ]

  /// What comes with the toolchain and may be used anywhere.
  static let toolchain: Set = [
    "Dispatch", "Foundation", "FoundationNetworking", "Glibc", "Synchronization",
  ]

  @Test func `every target has its walls written down`() throws {
    let folders = Set(
      Repository.files(under: "Sources").compactMap { path in
        path.hasSuffix(".swift")
          ? path.split(separator: "/").dropFirst().first.map(String.init) : nil
      })
    #expect(folders == Set(Self.walls.keys))
  }

  @Test(arguments: walls.keys.sorted())
  func `a target imports only what lies below it`(target: String) throws {
    let allowed = try #require(Self.walls[target]).union(Self.toolchain)
    for path in Repository.files(under: "Sources/\(target)") where path.hasSuffix(".swift") {
      for module in Self.imports(in: try Repository.text(path)) {
        #expect(allowed.contains(module), "\(path) imports \(module), which \(target) may not")
      }
    }
  }

  @Test func `tests import only the project and the toolchain`() throws {
    let ours = Set(Self.walls.keys).union(["Testing", "TestSupport"])
    for path in Repository.files(under: "Tests") where path.hasSuffix(".swift") {
      for module in Self.imports(in: try Repository.text(path)) {
        let isKnown = ours.contains(module) || Self.toolchain.contains(module)
        #expect(isKnown, "\(path) imports \(module), which is neither ours nor the toolchain's")
      }
    }
  }

  @Test func `imports are found in all their forms`() {
    let source = """
      import A
      public import B
      @testable import C
      internal import struct D.E
      let x = "\\n"
      // import F
      """
    #expect(Self.imports(in: source) == ["A", "B", "C", "D"])
  }

  /// The modules that a file imports.
  static func imports(in source: String) -> [String] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
    return CodeText(source).text.split(whereSeparator: \.isNewline).compactMap {
      line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 2 else { return nil }
      guard let name = words[(index + 1)...].first(where: { !kinds.contains($0) }) else {
        return nil
      }
      return name.split(separator: ".").first.map(String.init)
    }
  }
}
