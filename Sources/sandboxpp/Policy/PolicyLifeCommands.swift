import Foundation
import Policies
import Workflow

/// `policy publish`: makes a version of a policy immutable and known.
struct PolicyPublishCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "publish", summary: "publishes a version of a policy, for others to activate",
    operands: [OperandShape(name: "FILE", summary: "The policy's text")],
    options: [.database, .keystore, Domain.actor],
    details: """
      The text is checked together with the vocabularies and the other policies in force. What is
      published never changes; a mistake is mended by publishing the next version.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let path = arguments.operand("FILE")
    let text = try PolicyFiles.text(at: path)
    let standing = try await Domain.use(arguments, on: console) {
      try await $0.publishPolicy(text, file: URL(filePath: path).lastPathComponent, as: $1)
    }
    return Answer(standing)
  }
}

/// `policy activate`: proposes or confirms that a published version comes into force.
struct PolicyActivateCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "activate", summary: "proposes, or confirms, that a published version takes effect",
    operands: [
      OperandShape(name: "NAME", summary: "The policy's name"),
      OperandShape(name: "VERSION", summary: "The version"),
    ],
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "effective", kind: .value(placeholder: "DATE"),
        summary: "For who proposes: the day from which it is in force, as 2026-03-05"),
    ],
    details: """
      An author of the remit proposes; an approver of it confirms, for a joint policy one of each
      authority. Nobody confirms what they published or proposed.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let day = try arguments.value("effective").map { text in
      guard let day = CivilDate(text) else {
        throw CommandError(
          "--effective is `\(text)`", help: "Give a day of the calendar as 2026-03-05.")
      }
      return day.description
    }
    let standing = try await Domain.use(arguments, on: console) {
      try await $0.activatePolicy(
        arguments.operand("NAME"), version: arguments.operand("VERSION"), from: day, as: $1)
    }
    return Answer(standing)
  }
}

/// `policy list`: every published version.
enum PolicyLists {
  static let versions = ListCommand<PolicyItem>(
    "lists the published versions of the policies",
    line: { item in
      let since = item.effective.map { " from \($0)" } ?? ""
      let open =
        item.proposal == nil ? "" : ", proposed: \(item.confirmationsOpen) more to confirm"
      return "\(item.name) \(item.version)  \(item.binds)  \(item.state)\(since)\(open)  "
        + item.digest.prefix(16)
    },
    read: { try await $1.policies(as: $2) })
}

/// `policy backtest`: what a draft would change for every application on file.
struct PolicyBacktestCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "backtest", summary: "tries a draft on every application on file, and says what changes",
    operands: [OperandShape(name: "FILE", summary: "The draft of a policy")],
    options: [
      .database, .keystore, Domain.actor,
      OptionShape(
        name: "stage", kind: .choice(Stage.allCases.reversed().map(\.rawValue)),
        summary: "Rules of this stage and those before are evaluated"),
      OptionShape(
        name: "lanes", kind: .value(placeholder: "N"),
        summary: "How many shares are tried side by side; as many as processors if not said"),
    ],
    details: """
      The draft takes the place of the version in force of the same policy. Each application that
      reached your authority is decided by both, on its frozen version and as of today. Status 0
      whatever was found; nothing is changed.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let path = arguments.operand("FILE")
    let draft = SourceFile(
      name: URL(filePath: path).lastPathComponent, text: try PolicyFiles.text(at: path))
    let lanes =
      try arguments.integer("lanes", in: 1...64) ?? ProcessInfo.processInfo.activeProcessorCount
    let stage = arguments.value("stage").flatMap(Stage.init(rawValue:)) ?? .exit
    let result = try await Domain.use(arguments, on: console, connections: lanes) {
      try await $0.backtest(draft, stage: stage, lanes: lanes, as: $1)
    }
    return Answer(text: result.text, json: result.json)
  }
}
