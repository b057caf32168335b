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

  @Test func `there are sources to look at`() {
    #expect(SwiftFiles.all.count > 100)
  }

  @Test func `no Swift file is longer than 400 lines`() throws {
    let package = ("Package.swift", CodeText(try Repository.text("Package.swift")))
    for (path, code) in SwiftFiles.all.map({ ($0.key, $0.value) }) + [package] {
      let lines = code.bytes.count { $0 == UInt8(ascii: "\n") }
      #expect(lines <= Self.longestFile, "\(path) has \(lines) lines; split it by subject")
    }
  }

  @Test func `no function is longer than 70 lines`() {
    for (path, code) in SwiftFiles.all {
      let lengths = FunctionLengths(code)
      #expect(lengths.isBalanced, "\(path): its braces do not pair, so it cannot be measured")
      for function in lengths.found where function.lines > Self.longestFunction {
        Issue.record("\(path):\(function.line): \(function.lines) lines; give its steps names")
      }
    }
  }

  @Test func `no folder holds more than 12 source files`() {
    var counts: [String: Int] = [:]
    for path in SwiftFiles.all.keys {
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
