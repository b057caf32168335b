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

  /// Bytes of one message: a file at its bound, written as JSON, with room.
  private static let largest = 16 << 20

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    var server = LanguageServer(neighbours: Self.folder)
    while !server.isDone, let message = try Self.next() {
      for answer in server.answer(message) {
        try FileHandle.standardOutput.write(
          contentsOf: Data("Content-Length: \(answer.utf8.count)\r\n\r\n\(answer)".utf8))
      }
    }
    return .done
  }

  /// The next message; nil when the editor has closed its end.
  private static func next() throws -> String? {
    var length: Int?
    while let line = readLine(strippingNewline: true) {
      let header = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if header.isEmpty {
        guard let length, (0...largest).contains(length) else {
          throw CommandError("the editor sent no length", help: "It has to speak LSP 3.")
        }
        var bytes = [UInt8](repeating: 0, count: length)
        let count = fread(&bytes, 1, length, stdin)
        return count == length ? String(decoding: bytes, as: UTF8.self) : nil
      }
      if header.lowercased().hasPrefix("content-length:") {
        length = Int(header.dropFirst(15).trimmingCharacters(in: .whitespaces))
      }
    }
    return nil
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
