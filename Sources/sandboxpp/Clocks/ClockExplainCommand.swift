import Foundation
import Workflow

/// `clock explain`: how the clocks of an application come to their days, line by line.
struct ClockExplainCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "explain", summary: "explains how an application's due dates came about, line by line",
    operands: [.reference],
    options: [
      .database, Domain.actor,
      OptionShape(
        name: "clock", kind: .value(placeholder: "NAME"),
        summary: "Only clocks of this name, such as first_review; those that have ended too"),
    ],
    details: """
      Each line is an interval of the clock's ledger: days that count, days on which it stood still, \
      days that the calendar closes, each with its reason; the last line is the result.
      """)

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    let name = arguments.value("clock")
    let clocks = try await Domain.use(arguments, on: console) {
      try await $0.clocks(of: arguments.operand("REFERENCE"), as: $1)
    }.filter { name == nil ? !$0.ended : $0.name == name }
    return Answer(clocks, lines: clocks.flatMap(Self.lines))
  }

  private static func lines(_ clock: ClockExplanation) -> [String] {
    let remit = clock.remit.map { " of \($0)" } ?? ""
    return ["\(clock.name)\(remit)  \(clock.subject)"]
      + clock.lines.map { "  \(line($0, clock))" }
  }

  private static func line(_ line: ClockLine, _ clock: ClockExplanation) -> String {
    var words = [line.kind.padding(toLength: 8, withPad: " ", startingAt: 0)]
    if let first = line.first {
      words.append(line.last == first ? first : "\(first) to \(line.last ?? first)")
    }
    if let amount = line.amount {
      let isLength = ["length", "extend", "shorten"].contains(line.kind)
      let unit = isLength ? clock.unit.replacing("_", with: " ") : "days"
      words.append("\(amount) \(amount == 1 ? String(unit.dropLast()) : unit)")
    }
    if line.kind == "length" {
      words += clock.rules.map { "by \($0.rule) (\($0.sentenceEn); \($0.sourceEn))" }
    }
    if let closure = line.closure {
      let kind = closure.kind.replacing("_", with: " ")
      words.append(closure.nameEn.isEmpty ? kind : "\(closure.nameEn) (\(kind))")
    }
    if let reason = line.reason { words.append("\(reason), written \(line.writtenAt ?? "")") }
    return words.joined(separator: "  ")
  }
}
