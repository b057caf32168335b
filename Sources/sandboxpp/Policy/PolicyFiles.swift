import Foundation
import Policies

/// The policies and vocabularies that a command is given: files, or folders of them.
enum PolicyFiles {
  /// What `--help` says of the operand, for every command that takes such files.
  static let operand = OperandShape(
    name: "FILE", summary: "Policies and vocabularies; a folder stands for all that it holds",
    count: .oneOrMore)

  /// Reads all of them, a folder's in the order of their names.
  ///
  /// - Parameter paths: As given on the command line.
  /// - Returns: The texts under the names by which findings will call them.
  /// - Throws: `CommandError` for what cannot be read or holds nothing of the kind.
  static func read(_ paths: [String]) throws -> [SourceFile] {
    try paths.flatMap(files).map { path in
      let data = try data(at: path, upTo: SourceFile.largest + 1)
      if data.count > SourceFile.largest {
        // The last line may have been cut in the middle of a character.
        _ = try text(data[..<(data.lastIndex(of: UInt8(ascii: "\n")) ?? 0)], at: path)
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return SourceFile(name: path, tooLarge: max(size ?? 0, data.count))
      }
      return SourceFile(name: path, text: try text(data, at: path))
    }
  }

  private static func data(at path: String, upTo count: Int) throws -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: count)
    else {
      // An empty file has nothing to read and is there all the same.
      if FileManager.default.contents(atPath: path)?.isEmpty == true { return Data() }
      throw CommandError("cannot read `\(path)`", help: "Give the path of a file that is there.")
    }
    return data
  }

  private static func text(_ data: Data, at path: String) throws -> String {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw CommandError(
        "`\(path)` is not text in UTF-8", help: "Save it as UTF-8 without a byte order mark.")
    }
    return text
  }

  /// Reads one file of text.
  ///
  /// - Parameter path: As given on the command line.
  /// - Returns: All of it.
  /// - Throws: `CommandError` if it cannot be read or is no text.
  static func text(at path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("cannot read `\(path)`", help: "Give the path of a file that is there.")
    }
    return try text(data, at: path)
  }

  private static func files(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .filter { $0.hasSuffix(".policy") || $0.hasSuffix(".vocabulary") }
    guard !names.isEmpty else {
      throw CommandError(
        "the folder `\(path)` holds no policy and no vocabulary",
        help: "Their names end in .policy and .vocabulary.")
    }
    return names.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }
}
