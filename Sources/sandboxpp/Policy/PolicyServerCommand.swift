import Foundation
import Policies

/// `policy lsp`: answers an editor over standard input and output.
struct PolicyServerCommand: Command {
  let shape = CommandShape(
    name: "lsp", summary: "answers an editor about policies (Language Server Protocol)",
    details: """
      Editors start it by themselves and speak with it over standard input and output. A document is
      checked together with the other policies and vocabularies of its folder.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    var server = LanguageServer(neighbours: Self.folder)
    var messages = MessageReader()
    while !server.isDone, let message = try messages.next() {
      for answer in server.answer(message) {
        try FileHandle.standardOutput.write(
          contentsOf: Data("Content-Length: \(answer.utf8.count)\r\n\r\n\(answer)".utf8))
      }
    }
    return .done
  }

  private static func folder(of address: String) -> [SourceFile] {
    guard let url = URL(string: address), url.isFileURL else { return [] }
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".policy") || $0.hasSuffix(".vocabulary") }
      .compactMap { name in
        let file = folder.appending(path: name)
        return (try? String(contentsOf: file, encoding: .utf8)).map {
          SourceFile(name: file.absoluteString, text: $0)
        }
      }
  }
}

/// Cuts standard input into messages, each behind a header with its length.
private struct MessageReader {
  /// Bytes of one message: a file at its bound, written as JSON, with room.
  private static let largest = 16 << 20
  private static let separator = Data("\r\n\r\n".utf8)
  private var bytes = Data()

  /// The next message; nil when the editor has closed its end.
  mutating func next() throws -> String? {
    var header = bytes.range(of: Self.separator)
    while header == nil {
      guard bytes.count <= Self.largest, fill() else { return nil }
      header = bytes.range(of: Self.separator)
    }
    guard let header else { return nil }
    let lines = String(decoding: bytes[..<header.lowerBound], as: UTF8.self).lowercased()
      .components(separatedBy: "\r\n")
    let name = "content-length:"
    guard let line = lines.first(where: { $0.hasPrefix(name) }),
      let length = Int(line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)),
      (0...Self.largest).contains(length)
    else {
      throw CommandError("the editor sent no length", help: "It has to speak LSP 3.")
    }
    let end = header.upperBound + length
    while bytes.endIndex < end { guard fill() else { return nil } }
    let message = String(decoding: bytes[header.upperBound..<end], as: UTF8.self)
    bytes = Data(bytes[end...])
    return message
  }

  private mutating func fill() -> Bool {
    let more = FileHandle.standardInput.availableData
    bytes.append(more)
    return !more.isEmpty
  }
}
