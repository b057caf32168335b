import Testing
import TestSupport

/// Bounds that keep the code readable.
///
/// There is no list of exceptions: what is over is split.
struct SizeTests {
  static let longestFile = 400
  static let longestFunction = 70
  static let fullestFolder = 12
  static let longestScript = 200

  static let swiftFiles =
    Repository.files(under: "Sources").filter { $0.hasSuffix(".swift") }
    + Repository.files(under: "Tests").filter { $0.hasSuffix(".swift") }

  @Test func `there are sources to look at`() {
    #expect(Self.swiftFiles.count > 20)
  }

  @Test func `no Swift file is longer than 400 lines`() throws {
    for path in Self.swiftFiles + ["Package.swift"] {
      let lines = try Repository.text(path).count { $0.isNewline }
      #expect(lines <= Self.longestFile, "\(path) has \(lines) lines; split it by subject")
    }
  }

  @Test(arguments: swiftFiles)
  func `no function is longer than 70 lines`(path: String) throws {
    let lengths = FunctionLengths(try Repository.text(path))
    #expect(lengths.isBalanced, "\(path): its braces do not pair, so it cannot be measured")
    for function in lengths.found where function.lines > Self.longestFunction {
      Issue.record("\(path):\(function.line): \(function.lines) lines; give its steps names")
    }
  }

  @Test func `no folder holds more than 12 source files`() {
    var counts: [String: Int] = [:]
    for path in Self.swiftFiles {
      counts[path.split(separator: "/").dropLast().joined(separator: "/"), default: 0] += 1
    }
    for (folder, count) in counts.sorted(by: { $0.key < $1.key }) {
      #expect(count <= Self.fullestFolder, "\(folder) holds \(count) files; split it by subject")
    }
  }

  @Test func `no script of deploy is longer than 200 lines`() throws {
    for path in Repository.files(under: "deploy") where try Self.isScript(path) {
      let lines = try Repository.text(path).count { $0.isNewline }
      #expect(lines <= Self.longestScript, "\(path) has \(lines) lines; split it by subject")
    }
  }

  private static func isScript(_ path: String) throws -> Bool {
    if path.hasSuffix(".sh") { return true }
    let name = path.split(separator: "/").last ?? ""
    return try !name.contains(".") && Repository.text(path).hasPrefix("#!")
  }
}
