import Foundation
import Transparency
import Workflow

/// `audit prove`: a proof that one entry stands in the log, for a reader who has nothing else.
struct AuditProveCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "prove", summary: "writes a proof that an entry stands in the log",
    options: [
      .log,
      OptionShape(
        name: "leaf", kind: .value(placeholder: "N"), summary: "The entry's place in the log"),
      OptionShape(
        name: "subject", kind: .value(placeholder: "SUBJECT"),
        summary: "Instead of --leaf: the last entry of this subject, which chains all before it"),
      OptionShape(
        name: "out", kind: .value(placeholder: "FILE"),
        summary: "Where the .tlog-proof goes", isRequired: true),
      OptionShape(
        name: "entry", kind: .value(placeholder: "FILE"),
        summary: "Where the entry's own bytes go, without which nothing can be checked"),
      OptionShape(
        name: "database", kind: .value(placeholder: "CONNINFO"),
        summary: "The database, for --subject", environment: "SANDBOXPP_DATABASE"),
      .keystore, Domain.actor,
    ])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let log = try arguments.publishedLog
    let leaf = try await leaf(arguments, log, on: console)
    let (proof, entry) = try log.proof(ofLeaf: leaf)
    if let file = arguments.value("entry") { try write(entry, to: file) }
    let file = arguments.requiredValue("out")
    try write(proof, to: file)
    return Answer(Proved(leaf: leaf, proof: file), "Leaf \(leaf) is proved by \(file).")
  }

  private struct Proved: Encodable {
    let leaf: Int
    let proof: String
  }

  private func leaf(
    _ arguments: Arguments, _ log: PublishedLog, on console: Console
  ) async throws -> Int {
    let given = try arguments.integer("leaf", in: 0...Int.max)
    switch (given, arguments.value("subject")) {
    case (let leaf?, nil): return leaf
    case (nil, let subject?):
      guard arguments.value("database") != nil else {
        throw CommandError("--database is missing", help: "The database knows a subject's leaf.")
      }
      let size = try log.signed().head.size
      return try await Domain.use(arguments, on: console) { sandbox, caller in
        try await sandbox.lastLeaf(of: subject, below: size, as: caller)
      }
    default:
      throw CommandError("an entry is named once", help: "Give --leaf N or --subject SUBJECT.")
    }
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw CommandError("cannot write `\(file)`", help: "Check that its folder is there.")
    }
  }
}
