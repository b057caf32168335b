import Workflow

/// `application history`: all that happened to an application, as the person may know it.
struct ApplicationHistoryCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "history", summary: "prints what happened to an application, oldest first",
    operands: [.reference], options: [.database, .keystore, Domain.actor])

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let entries = try await Domain.use(arguments, on: console) { sandbox, caller in
      var entries: [TimelineEntry] = []
      while true {
        let page = try await sandbox.history(
          of: arguments.operand(OperandShape.reference.name), after: entries.last?.seq ?? 0,
          as: caller)
        if page.isEmpty { return entries }
        entries += page
      }
    }
    return Answer(entries, lines: entries.map(Self.line))
  }

  private static func line(_ entry: TimelineEntry) -> String {
    let role = entry.remit.isEmpty ? entry.role : "\(entry.role)@\(entry.remit)"
    return "\(entry.seq)  \(entry.at)  \(entry.event) by \(entry.person ?? role)"
      + (entry.person == nil ? "" : " as \(role)") + (entry.to.map { " → \($0)" } ?? "")
      + (entry.reason.map { ": \($0)" } ?? "")
  }
}
