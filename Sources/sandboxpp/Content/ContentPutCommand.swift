import Compute
import Crypto
import Foundation

/// `content put`: takes a file into the content store.
struct ContentPutCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "put", summary: "takes a file into the content store and prints its SHA-256",
    operands: [OperandShape(name: "FILE", summary: "The file")],
    options: [.content])

  /// Models and data of a trial are large, yet a store is no place for a whole disk.
  private static let largest: Int64 = 64 << 30

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let folder = URL(fileURLWithPath: arguments.requiredValue("content")).standardizedFileURL.path
    let file = arguments.operand("FILE")
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw CommandError("cannot read `\(file)`", help: "Name a file that you may read.")
    }
    let stored = try ContentStore(root: folder).put(contentsOf: file, limit: Self.largest)
    return Answer(["digest": stored.digest.hex], stored.digest.hex)
  }
}

extension OptionShape {
  /// `--content`, for every command that works on the content store itself.
  static let content = OptionShape(
    name: "content", kind: .value(placeholder: "FOLDER"),
    summary: "The store of models, data and results by digest", isRequired: true,
    environment: "SANDBOXPP_CONTENT")
}
