import Foundation
import Glibc

/// An editor's end of `policy lsp`: sends messages, waits for each answer.
final class LanguageClient {
  /// Milliseconds until an answer that does not come counts as absent; no test waits for them.
  private static let patience: Int32 = 60_000
  private static let separator = Data("\r\n\r\n".utf8)

  /// What the server says.
  struct Message {
    let members: [String: Any]

    var id: Int? { members["id"] as? Int }
    var method: String? { members["method"] as? String }
    var parameters: [String: Any] { members["params"] as? [String: Any] ?? [:] }
    /// The answer; nil where it is `null` or an error.
    var result: [String: Any]? { members["result"] as? [String: Any] }
    var results: [[String: Any]] { members["result"] as? [[String: Any]] ?? [] }
    var isNull: Bool { members["result"] is NSNull }
    var errorCode: Int? { (members["error"] as? [String: Any])?["code"] as? Int }
  }

  struct Silence: Error {}

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var bytes = Data()
  private var lastID = 0

  /// Starts the program under test.
  init() throws {
    process.executableURL = ProgramRun.program
    process.arguments = ["policy", "lsp"]
    process.environment = [:]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// Sends bytes as they are.
  func send(raw text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  /// Sends a message behind its length.
  func send(_ text: String) throws {
    try send(raw: "Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
  }

  func notify(_ method: String, _ parameters: [String: Any]) throws {
    try send(Self.text(["jsonrpc": "2.0", "method": method, "params": parameters]))
  }

  /// Asks, and gives the next message that answers.
  func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> Message {
    lastID += 1
    try send(
      Self.text(["jsonrpc": "2.0", "id": lastID, "method": method, "params": parameters]))
    let answer = try next()
    guard answer.id == lastID else { throw Silence() }
    return answer
  }

  private static func text(_ members: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
  }

  /// The next message; throws `Silence` when the server has ended or does not answer.
  func next() throws -> Message {
    while true {
      if let header = bytes.range(of: Self.separator) {
        let words = String(decoding: bytes[..<header.lowerBound], as: UTF8.self)
        guard let length = Int(words.dropFirst("Content-Length: ".count)) else { throw Silence() }
        let end = header.upperBound + length
        if bytes.endIndex >= end {
          let json = try JSONSerialization.jsonObject(with: bytes[header.upperBound..<end])
          bytes = Data(bytes[end...])
          return Message(members: json as? [String: Any] ?? [:])
        }
      }
      try fill()
    }
  }

  private func fill() throws {
    var watched = pollfd(
      fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, Self.patience) > 0 else {
      process.terminate()
      throw Silence()
    }
    let more = output.fileHandleForReading.availableData
    guard !more.isEmpty else { throw Silence() }
    bytes.append(more)
  }

  /// Closes the editor's end and waits for the server's.
  func end() throws -> (status: Int32, errors: String) {
    try input.fileHandleForWriting.close()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
