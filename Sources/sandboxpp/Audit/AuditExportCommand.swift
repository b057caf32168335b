import Foundation
import Transparency
import Workflow

/// `audit export`: entries in a file, and a manifest that says whether it is whole.
struct AuditExportCommand: Command {
  let shape = CommandShape(
    name: "export", summary: "writes entries into a file, with its manifest",
    options: [
      .database, .log, .keystore, Domain.actor,
      OptionShape(
        name: "format", kind: .choice(TrailExport.Format.allCases.map(\.rawValue)),
        summary: "jsonl holds the entries as they were hashed, csv is for people",
        isRequired: true),
      OptionShape(
        name: "out", kind: .value(placeholder: "FILE"),
        summary: "The file; its manifest is FILE.manifest.json, written last", isRequired: true),
      OptionShape(
        name: "reason", kind: .value(placeholder: "TEXT"),
        summary: "Why; it is written into the trail itself", isRequired: true),
    ] + AuditFilter.options,
    details: """
      Needs an auditor: a session's secret in \(OptionShape.tokenVariable), or --as. The export is
      the log as its checkpoint has it at the start. `audit verify FILE --vkey KEY` verifies a
      jsonl export, whatever was left out of it, and finds every cut and change.
      """)

  func run(_ arguments: Arguments, on console: Console) async throws -> ExitStatus {
    let format = TrailExport.Format(rawValue: arguments.requiredValue("format")) ?? .jsonl
    let export = TrailExport(
      format, try AuditFilter.filter(arguments), reason: arguments.requiredValue("reason"))
    let log = try arguments.publishedLog
    let out = arguments.requiredValue("out")
    return try await Domain.use(arguments, on: console) { sandbox, caller in
      let manifest = try await sandbox.export(export, of: log, to: out, as: caller) {
        console.progress("\($0) entries")
      }
      console.progress("")
      console.print("\(manifest.count) entries, SHA-256 \(manifest.digest)")
      return .done
    }
  }
}

extension Arguments {
  /// The log in the folder that `--log` names.
  ///
  /// - Throws: `CommandError` when there is no such folder, which is a slip and no finding.
  var publishedLog: PublishedLog {
    get throws {
      let folder = requiredValue(OptionShape.log.name)
      guard FileManager.default.fileExists(atPath: folder) else {
        throw CommandError(
          "there is no folder `\(folder)`", help: "Name the published log's folder.")
      }
      return PublishedLog(folder: folder)
    }
  }
}

/// The filters that commands about the trail share.
enum AuditFilter {
  static let options = [
    option("application", "REF", "Only this application and what hangs under it"),
    option("subject", "SUBJECT", "Only this subject"),
    option("type", "TYPE", "Only this type, such as application.submit"),
    option("actor", "ACCOUNT", "Only what this account did"),
    option("remit", "REMIT", "Only subjects of this remit"),
    option("since", "TIME", "Not before this time, such as 2026-01-31T00:00:00Z"),
    option("until", "TIME", "Before this time"),
    option("from-leaf", "N", "From this leaf on"),
    option("to-leaf", "N", "Up to this leaf"),
  ]

  private static func option(_ name: String, _ placeholder: String, _ summary: String)
    -> OptionShape
  {
    OptionShape(name: name, kind: .value(placeholder: placeholder), summary: summary)
  }

  /// The filter that the options say.
  ///
  /// - Throws: `CommandError` for a time or a number that is none.
  static func filter(_ arguments: Arguments) throws -> TrailFilter {
    var filter = TrailFilter()
    filter.application = arguments.value("application")
    filter.subject = arguments.value("subject")
    filter.type = arguments.value("type")
    filter.actor = arguments.value("actor")
    filter.remit = arguments.value("remit")
    filter.since = try time("since", arguments)
    filter.until = try time("until", arguments)
    filter.firstLeaf = try arguments.integer("from-leaf", in: 0...Int.max)
    filter.lastLeaf = try arguments.integer("to-leaf", in: 0...Int.max)
    return filter
  }

  private static func time(_ name: String, _ arguments: Arguments) throws -> Date? {
    guard let text = arguments.value(name) else { return nil }
    guard let time = try? Date(text, strategy: .iso8601) else {
      throw CommandError("--\(name) is `\(text)`", help: "Write it as 2026-01-31T00:00:00Z.")
    }
    return time
  }
}
