import Foundation
import Transparency
import Workflow

/// `calendar list`: the days of a year that are no business days, beside the weekly rest.
enum CalendarCommands {
  static let list = ListCommand<CalendarDay>(
    "lists what the calendar says of the days of a year", options: [.year],
    line: { day in
      let name = day.nameEn.isEmpty ? day.kind.replacing("_", with: " ") : day.nameEn
      let when = day.weekday.map { "every day \($0) of the week since \(day.day)" } ?? day.day
      return "\(when)  \(day.closed ? "closed" : "open")  \(name)  (\(day.mark): \(day.source))"
    },
    read: { arguments, sandbox, caller in
      let year =
        try arguments.integer("year", in: 2000...2100)
        ?? Calendar(identifier: .gregorian).component(.year, from: Date())
      let calendar = try await sandbox.calendar(of: year, as: caller)
      return calendar.weekly + calendar.days
    })
}

/// `calendar close` and `calendar open`: an administrator changes a day, and all that runs is counted anew.
struct CalendarChangeCommand: AnsweringCommand {
  let shape: CommandShape
  private let event: String

  static let close = CalendarChangeCommand(
    "close", "closes a day: no clock counts it", "day_closed",
    [
      OptionShape(
        name: "kind",
        kind: .choice(["general_holiday", "gale", "black_rainstorm", "extreme_conditions"]),
        summary: "Why it is closed", isRequired: true),
      OptionShape(
        name: "name-en", kind: .value(placeholder: "NAME"), summary: "A general holiday's name"),
      OptionShape(
        name: "name-zh", kind: .value(placeholder: "NAME"), summary: "The same in Chinese"),
    ])

  static let open = CalendarChangeCommand(
    "open", "opens a day again that was closed by mistake", "day_opened", [.reason])

  private init(_ name: String, _ summary: String, _ event: String, _ options: [OptionShape]) {
    self.event = event
    shape = CommandShape(
      name: name, summary: summary,
      operands: [OperandShape(name: "DAY", summary: "Such as 2026-09-23")],
      options: [.database, Domain.actor] + options + [
        OptionShape(
          name: "source", kind: .value(placeholder: "TEXT"), summary: "Where it is announced",
          isRequired: true),
        OptionShape(
          name: "mark", kind: .choice(["read", "reported", "background", "proposal"]),
          summary: "How well that is attested", isRequired: true),
      ])
  }

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    var detail: [String: CanonicalJSON] = ["day": .string(arguments.operand("DAY"))]
    for option in shape.options where !["database", Domain.actor.name].contains(option.name) {
      detail[option.name.replacing("-", with: "_")] = arguments.value(option.name).map {
        .string($0)
      }
    }
    let act = Act(Sandbox.calendar, event, detail: detail)
    return Answer(try await Domain.use(arguments, on: console) { try await $0.fire(act, as: $1) })
  }
}

extension OptionShape {
  /// `--year`, for what is listed by year.
  fileprivate static let year = OptionShape(
    name: "year", kind: .value(placeholder: "YEAR"), summary: "The year (default: this one)")
}
