import Foundation
import Testing

/// The public vectors beside these tests; Fixtures/README.md names their sources.
enum Fixture {
  static func path(_ name: String) throws -> String {
    let root = try #require(Bundle.module.resourceURL)
    return root.appendingPathComponent("Fixtures/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes(name)))
  }

  static func lines<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> [Value] {
    try bytes(name).split(separator: 0x0A).map { try JSONDecoder().decode(type, from: Data($0)) }
  }
}

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "transparency-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
