import Policies
import Workflow

/// What came of a command, said once and printed in either form: words for a person, and one JSON value
/// for a program.
struct Answer: Sendable {
  /// How it went.
  let status: ExitStatus
  private let text: String
  private let json: (any Encodable & Sendable)?
  /// JSON that another module wrote.
  private var document: String?

  /// An answer.
  ///
  /// - Parameters:
  ///   - value: what a program reads.
  ///   - text: what a person reads; empty where there is nothing to say.
  ///   - status: how it went.
  init(_ value: some Encodable & Sendable, _ text: String, status: ExitStatus = .done) {
    (json, self.text, self.status) = (value, text, status)
  }

  /// An answer of several lines.
  init(
    _ value: some Encodable & Sendable, lines: [String], status: ExitStatus = .done
  ) {
    self.init(value, lines.joined(separator: "\n"), status: status)
  }

  private init(text: String, document: String?, status: ExitStatus) {
    (json, self.text, self.document, self.status) = (nil, text, document, status)
  }

  /// Nothing to say: a process that was asked to end, and did.
  static let ended = Answer(text: "", document: nil, status: .done)

  /// What a function of the policy language reports.
  init(_ report: Report) {
    self.init(
      text: report.text, document: report.json,
      status: ExitStatus(rawValue: report.exitCode) ?? .failed)
  }

  /// What another module wrote in both forms.
  init(text: String, json document: String) {
    self.init(text: text, document: document, status: .done)
  }

  /// Where a subject stands after an act.
  init(_ standing: Standing) {
    self.init(standing, standing.line)
  }

  /// Prints it to standard output.
  func print(on console: Console, as format: OutputFormat) throws {
    switch format {
    case .text: Answer.print(text, on: console)
    case .json:
      if let json { try console.print(json: json) }
      Answer.print(document ?? "", on: console)
    }
  }

  private static func print(_ words: String, on console: Console) {
    if !words.isEmpty { console.print(words.hasSuffix("\n") ? String(words.dropLast()) : words) }
  }
}
