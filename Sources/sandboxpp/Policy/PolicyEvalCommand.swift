import Foundation
import Policies

/// `policy eval`: what policies say about stated facts.
struct PolicyEvalCommand: AnsweringCommand {
  let shape = CommandShape(
    name: "eval", summary: "decides on stated facts and says what to ask next",
    operands: [PolicyFiles.operand], options: Self.options,
    details: """
      A fact that is left out is missing, which is different from "there is none". Status 0 is a
      decision, whatever it says; 1 means that the files or the facts are wrong.
      """)

  /// What a decision is made about; `policy explain` takes the same.
  static let options = [
    OptionShape(
      name: "facts", kind: .value(placeholder: "JSON"),
      summary: "A file with the application's facts, or with an object for each vocabulary",
      isRequired: true),
    OptionShape(
      name: "stage", kind: .choice(Stage.allCases.map(\.rawValue)),
      summary: "Where the case stands; rules of this stage and those before are evaluated"),
    OptionShape(
      name: "as-of", kind: .value(placeholder: "DATE"),
      summary: "The day that the rules see, as 2026-03-05; today in Hong Kong if not said"),
  ]

  func answer(_ arguments: Arguments, on console: Console) async throws -> Answer {
    Answer(try Self.report(arguments, PolicyCommands.eval))
  }

  /// Reads what a decision is made about, and hands it to a function of the language.
  static func report(
    _ arguments: Arguments,
    _ decide: ([SourceFile], String, Stage, CivilDate) -> Report
  ) throws -> Report {
    let day = try day(arguments.value("as-of"))
    let sources = try PolicyFiles.read(arguments.operands(PolicyFiles.operand.name))
    let facts = try PolicyFiles.text(at: arguments.requiredValue("facts"))
    let stage = arguments.value("stage").flatMap(Stage.init(rawValue:)) ?? .submission
    return decide(sources, facts, stage, day)
  }

  /// The day of `--as-of`, or today's.
  ///
  /// - Throws: `CommandError` for what is no day.
  static func day(_ text: String?) throws -> CivilDate {
    let text = text ?? today(at: Date())
    guard let day = CivilDate(text) else {
      throw CommandError("--as-of is `\(text)`", help: "Give a day of the calendar as 2026-03-05.")
    }
    return day
  }

  /// The date in Hong Kong, which is eight hours ahead of UTC all year.
  static func today(at moment: Date) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt)
    return moment.formatted(style.year().month().day())
  }
}
